"""Which paths a release may hold."""

from __future__ import annotations

import pytest

from digest.publish.paths import Paths


@pytest.mark.parametrize(
    "path", ["", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", "a\0b", "\ud800"]
)
def test_a_path_that_is_not_clean_is_refused(path: str):
    paths = Paths()
    with pytest.raises(ValueError, match=r"clean|surrogates"):
        paths.claim(path, "1")
    assert not paths.digests
    assert not paths.folders


def test_clean_paths_are_entered_with_their_folders():
    paths = Paths()
    for path in ("index.html", "zh/2026-06-16/index.html", "a\\b", ".well-known/x", "索引"):
        assert paths.claim(path, "1")

    assert paths.folders == {"zh", "zh/2026-06-16", ".well-known"}


def test_the_same_bytes_twice_are_fine_and_others_are_not():
    paths = Paths()
    assert paths.claim("a", "1")
    assert not paths.claim("a", "1")
    with pytest.raises(ValueError, match="different bytes"):
        paths.claim("a", "2")


@pytest.mark.parametrize("order", [("a/b", "a"), ("a", "a/b"), ("a", "a/b/c"), ("a/b/c", "a/b")])
def test_a_file_and_a_folder_of_one_name_are_refused(order: tuple[str, str]):
    paths = Paths()
    paths.claim(order[0], "1")
    with pytest.raises(ValueError, match=r"is a (file|folder) of this release"):
        paths.claim(order[1], "1")
