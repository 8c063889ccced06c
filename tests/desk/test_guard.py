"""Requests → those that may pass."""

import pytest

from digest.desk.guard import host_of, is_loopback, same_origin


@pytest.mark.parametrize(
    "name", ["localhost", "LOCALHOST", "a.localhost", "127.0.0.1", "127.9.9.9", "[::1]", "::1"]
)
def test_names_of_this_machine(name: str):
    assert is_loopback(name)


@pytest.mark.parametrize(
    "name", ["", "evil.example", "localhost.evil.example", "10.0.0.1", "0.0.0.0", "::", "127.1.evil"]
)
def test_names_of_others(name: str):
    assert not is_loopback(name)


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("localhost:8000", "localhost"),
        ("[::1]:8000", "::1"),
        ("127.0.0.1", "127.0.0.1"),
        ("evil.example@localhost", ""),
        ("localhost:evil", ""),
        ("localhost/evil", ""),
        ("", ""),
    ],
)
def test_a_host_without_its_port(written: str, host: str):
    assert host_of(written) == host


@pytest.mark.parametrize(
    ("headers", "fine"),
    [
        ([(b"host", b"localhost:8000"), (b"origin", b"http://localhost:8000")], True),
        ([(b"host", b"localhost:8000"), (b"origin", b"http://localhost:8001")], False),
        ([(b"host", b"localhost:8000"), (b"origin", b"https://localhost:8000")], False),
        ([(b"host", b"localhost:8000"), (b"origin", b"null")], False),
        ([(b"host", b"localhost:8000")], False),
    ],
)
def test_a_channel_is_opened_by_a_page_of_ours_alone(headers: list[tuple[bytes, bytes]], fine: bool):
    assert same_origin(headers) is fine
