"""A page as a build makes it → the page as the preview shows it."""

from digest.desk.inject import inject, policy

PAGE = b"""<!DOCTYPE html>
<html><head>
<meta http-equiv="Content-Security-Policy" content="script-src 'none'; img-src 'self'; connect-src 'none'">
<title>x</title>
</head><body></body></html>
"""


def test_the_script_is_put_in_and_the_policy_becomes_a_header():
    page, said = inject(PAGE, "a-1", "abc", "localhost:8000")
    assert b"Content-Security-Policy" not in page
    assert (
        page.count(b'<script src="/_desk/follow.js" data-generation="a-1" data-tag="abc" defer></script>')
        == 1
    )
    assert page.index(b"<script") < page.index(b"</head>")
    parts = dict(one.split(" ", 1) for one in said.split("; "))
    assert parts["script-src"] == "'self'"
    assert parts["connect-src"] == "'self' ws://localhost:8000"
    assert parts["img-src"] == "'self'"


def test_what_a_page_forbids_stays_forbidden():
    said = policy("default-src 'none'; frame-src 'none'")
    assert "default-src 'none'" in said
    assert "frame-src 'none'" in said
    assert "unsafe" not in said
