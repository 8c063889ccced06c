"""Ways to make WeasyPrint fetch or read something: none reaches a server, a file or the PDF."""

from __future__ import annotations

import http.server
import io
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pytest

from digest.render.artifact import RenderError
from digest.render.typesetting import SCHEME, Files, nothing_said

SECRET = "CANARY-OF-THE-DISK"

SVG = (
    "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'>"
)


def inline(svg: str) -> str:
    return f'<img src="data:image/svg+xml,{svg.replace("#", "%23").replace(chr(34), "%22")}">'


VECTORS = {
    "a picture": '<img src="{at}">',
    "a picture of an object": '<object data="{at}" type="image/png"></object>',
    "an embedded picture": '<embed src="{at}" type="image/png">',
    "a link's style sheet": '<link rel="stylesheet" href="{at}">',
    "an imported style sheet": "<style>@import url('{at}');</style>",
    "an import by name": '<style>@import "{at}";</style>',
    "an import of an import": "<style>@import url('data:text/css,@import url({at})');</style>",
    "a face": "<style>@font-face {{ font-family: x; src: url('{at}') }}</style><p style='font: 9px x'>x</p>",
    "a local face first": (
        "<style>@font-face {{ font-family: y; src: local('none'), url('{at}') }}</style>"
        "<p style='font: 9px y'>y</p>"
    ),
    "a background": "<p style=\"background: url('{at}')\">x</p>",
    "a page's background": "<style>@page {{ background: url('{at}') }}</style>",
    "a margin's content": "<style>@page {{ @top-left {{ content: url('{at}') }} }}</style>",
    "a list's mark": "<ul style=\"list-style: url('{at}')\"><li>x</li></ul>",
    "a border": "<p style=\"border: 9px solid; border-image: url('{at}') 1\">x</p>",
    "a mask's border": "<p style=\"mask-border: url('{at}') 1\">x</p>",
    "content": "<style>p::before {{ content: url('{at}') }}</style><p>x</p>",
    "a footnote's content": "<style>p::after {{ content: 'a' url('{at}') }}</style><p>x</p>",
    "an attachment of the document": '<link rel="attachment" href="{at}">',
    "an attachment of a link": '<a rel="attachment" href="{at}">x</a>',
    "a base and a picture": '<base href="{at}/"><img src="picture.png">',
    "an SVG's picture": SVG + '<image href="{at}" width="9" height="9"/></svg>',
    "an SVG's old picture": SVG + '<image xlink:href="{at}" width="9" height="9"/></svg>',
    "an SVG's use": SVG + '<use href="{at}#a"/></svg>',
    "an SVG's style": SVG + "<style>@import url('{at}');</style><rect width='9' height='9'/></svg>",
    "a picture of an SVG with a picture": inline(SVG + "<image href='{at}' width='9' height='9'/></svg>"),
    "a picture of an SVG with a use": inline(SVG + "<use href='{at}#a'/></svg>"),
    "a picture of an SVG with a style sheet": inline("<?xml-stylesheet href='{at}'?>" + SVG + "</svg>"),
    "a picture of an SVG with an entity": inline(
        "<!DOCTYPE svg [<!ENTITY a SYSTEM '{at}'>]>" + SVG + "<text y='9'>&a;</text></svg>"
    ),
    "a picture of an SVG with a filling": inline(SVG + "<rect fill='url({at})' width='9' height='9'/></svg>"),
    "a picture of several": '<img srcset="{at} 2x" src="{at}">',
}


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, list[str]]]:
    """An address on loopback, and what was asked for there."""
    asked: list[str] = []

    class Canary(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canary) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/canary", asked
        running.shutdown()


@contextmanager
def refused() -> Iterator[list[str]]:
    """Whether setting was refused with a reason; what it was."""
    reasons: list[str] = []
    try:
        with nothing_said("test.pdf", "bulletin.css"):
            yield reasons
    except RenderError as error:
        reasons.append(error.message.en)


def paper(html: str, root: Path) -> bytes:
    """A page set as bulletins are."""
    import weasyprint

    found = weasyprint.HTML(
        string=f"<title>x</title><body>{html}", base_url=SCHEME, url_fetcher=Files((), root).fetcher()
    ).write_pdf()
    assert isinstance(found, bytes)
    return found


def everything_in(data: bytes) -> bytes:
    """A PDF's bytes, and those of all its streams."""
    streams = []
    opened = pikepdf.Pdf.open(io.BytesIO(data))
    for one in opened.objects:
        if isinstance(one, pikepdf.Stream):
            try:
                streams.append(one.read_bytes())
            except (pikepdf.PdfError, zlib.error):
                streams.append(one.read_raw_bytes())
    return data + b"".join(streams)


@pytest.mark.parametrize("vector", VECTORS.values(), ids=VECTORS)
def test_nothing_is_fetched(vector: str, server: tuple[str, list[str]], tmp_path: Path):
    at, asked = server
    with refused():
        paper(vector.replace("{{", "{").replace("}}", "}").replace("{at}", at), tmp_path)
    assert asked == []


@pytest.mark.parametrize(
    "form", ["file://{path}", "{path}", "digest:{path}", "digest:../secret.txt", "../secret.txt"]
)
@pytest.mark.parametrize("vector", VECTORS.values(), ids=VECTORS)
def test_no_file_is_read(vector: str, form: str, tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    root = tmp_path / "root"
    root.mkdir()
    at = form.replace("{path}", str(secret))
    made = b""
    with refused():
        made = paper(vector.replace("{{", "{").replace("}}", "}").replace("{at}", at), root)
    assert SECRET.encode() not in (everything_in(made) if made else b"")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/",
        "https://127.0.0.1:1/",
        "ftp://127.0.0.1:1/",
        "file:///etc/passwd",
        "gopher://a/",
        "//a.cn/x",
    ],
)
def test_each_is_told_by_its_address(address: str, tmp_path: Path):
    with refused() as reasons:
        paper(f'<img src="{address}">', tmp_path)
    assert len(reasons) == 1
    assert address.rpartition("/")[0] in reasons[0]


def test_the_same_vectors_reach_a_canary_and_a_file_where_nothing_is_refused(
    server: tuple[str, list[str]], tmp_path: Path
):
    """The broken control: WeasyPrint as it comes."""
    import weasyprint

    at, asked = server
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    reached = 0
    for vector in VECTORS.values():
        with refused():
            html = vector.replace("{{", "{").replace("}}", "}").replace("{at}", at)
            weasyprint.HTML(string=html).write_pdf()
        reached += bool(asked)
        asked.clear()
    assert reached >= 15
    made = weasyprint.HTML(string=f'<link rel="attachment" href="file://{secret}">').write_pdf()
    assert SECRET.encode() in everything_in(made)
