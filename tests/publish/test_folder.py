"""Which output folders are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.publish.folder import RefusedOut, check_out


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("content/2026", "templates"):
        (tmp_path / "home" / "paper" / name).mkdir(parents=True)
    return tmp_path / "home" / "paper"


def refusal(out: Path, root: Path) -> str:
    with pytest.raises(RefusedOut) as caught:
        check_out(out, root, root.parent)
    assert caught.value.message.zh
    return str(caught.value)


def test_the_build_folder_and_new_folders_anywhere_else_are_fine(root: Path, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    for out in (root / "build", tmp_path / "new" / "deep", tmp_path / "empty"):
        check_out(out, root, root.parent)


def test_a_folder_of_ours_is_fine_with_dotfiles_in_it(root: Path):
    for name in ("site", "state", "kit", "proof", ".git"):
        (root / "build" / name).mkdir(parents=True)

    check_out(root / "build", root, root.parent)


def test_the_file_systems_root_is_refused(root: Path):
    assert refusal(Path("/"), root) == "the output folder is /"


def test_a_home_is_refused_and_what_holds_it(root: Path, tmp_path: Path):
    assert "is a home" in refusal(root.parent, root)
    assert "is a home" in refusal(tmp_path, root)
    assert "is a home" in refusal(Path("/home/somebody"), root)
    assert "is a home" in refusal(Path("/root"), root)


def test_the_publications_folder_is_refused_and_what_holds_it(root: Path, tmp_path: Path):
    with pytest.raises(RefusedOut, match="holds the publication"):
        check_out(root, root, tmp_path / "elsewhere")
    with pytest.raises(RefusedOut, match="holds the publication"):
        check_out(root.parent, root, tmp_path / "elsewhere")


@pytest.mark.parametrize("name", ["content", "content/2026", "content/new", "templates", "templates/x"])
def test_folders_of_the_editors_are_refused(name: str, root: Path):
    assert "lies inside" in refusal(root / name, root)


def test_a_path_with_dots_or_links_leads_past_nothing(root: Path, tmp_path: Path):
    (tmp_path / "link").symlink_to(root / "content")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    assert "lies inside" in refusal(root / "build" / ".." / "content", root)
    assert "lies inside" in refusal(tmp_path / "link" / "new", root)
    assert refusal(tmp_path / "loop", root)


def test_content_that_is_a_link_is_refused_under_its_other_name(root: Path, tmp_path: Path):
    (root / "content").rename(tmp_path / "stories")
    (root / "content").symlink_to(tmp_path / "stories")

    assert "lies inside" in refusal(tmp_path / "stories" / "out", root)


def test_a_file_is_refused_and_what_would_be_under_it(root: Path):
    (root / "file").write_text("")

    assert "is a file" in refusal(root / "file", root)
    assert "is a file" in refusal(root / "file" / "build", root)


def test_a_folder_of_somebody_else_is_refused_with_what_it_holds(root: Path, tmp_path: Path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.tex").write_text("")

    assert refusal(tmp_path / "thesis", root).endswith("is not ours: it holds chapter.tex")


def test_a_site_that_is_a_file_or_a_link_to_elsewhere_is_refused(root: Path, tmp_path: Path):
    (root / "build").mkdir()
    (root / "build" / "site").symlink_to(tmp_path)

    assert "a link to elsewhere" in refusal(root / "build", root)
