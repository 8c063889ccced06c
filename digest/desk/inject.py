"""A page as a build makes it → the page as the preview shows it, and the policy that goes with it.

The script that follows edits is put in here and nowhere else. What a page's own policy forbids
stays forbidden, but for that script, its style and its channel.
"""

import html
import re
from collections.abc import Mapping

SCRIPT = "/_desk/follow.js"

_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)">\s*')
_HEAD_END = b"</head>"

OWN = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "connect-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
"""The policy of the preview's own pages, and of those of the site that say less."""

_NEEDED = ("script-src", "style-src", "connect-src")


def inject(data: bytes, generation: str, tag: str, host: str) -> tuple[bytes, str]:
    """The page with our script, and its policy. `host` is that of the request, for the channel."""
    found = _POLICY.search(data)
    page = data[: found.start()] + data[found.end() :] if found else data
    written = html.unescape(found[1].decode()) if found else ""
    script = f'<script src="{SCRIPT}" data-generation="{generation}" data-tag="{tag}" defer></script>\n'
    before, head, after = page.partition(_HEAD_END)
    if head:
        page = before + script.encode() + head + after
    return page, policy(written, host)


def policy(written: str, host: str = "") -> str:
    """A policy that is the page's own where it has one, and lets our script work."""
    parts = dict(OWN)
    for directive in written.split(";"):
        name, _, value = directive.strip().partition(" ")
        if name:
            parts[name] = value.strip()
    for name in _NEEDED:
        parts[name] = _with_self(parts[name])
    if host:
        parts["connect-src"] += f" ws://{host}"
    return _joined(parts)


def _with_self(value: str) -> str:
    sources = [one for one in value.split() if one not in ("'none'", "'self'")]
    return " ".join(["'self'", *sources])


def _joined(parts: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}".strip() for name, value in parts.items())
