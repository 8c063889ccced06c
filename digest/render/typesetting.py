"""What all that WeasyPrint sets shares: pictures by virtual addresses, and its warnings as errors.

Nothing is fetched: pictures come by the virtual scheme `digest:` from the view itself, so that no
path of the machine is in the bytes, and anything else asked for is refused. A warning of
WeasyPrint is an error of the build, since what it warns of is missing in what is set.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from digest.diagnostic import Message
from digest.load.pictures import SIZE_LIMIT
from digest.load.tree import read
from digest.render.artifact import RenderError
from digest.render.image import rendition
from digest.view.file import CopyView, ImageView

SCHEME = "digest:"


class Files:
    """The pictures that may be shown, by their virtual addresses, of a publication's root."""

    def __init__(self, files: Iterable[tuple[str, CopyView | ImageView]], root: Path) -> None:
        self.files = dict(files)
        self.root = root

    def bytes_at(self, address: str) -> bytes:
        """The bytes of a picture. Raises KeyError for whatever is none of them."""
        file = self.files[address]
        if isinstance(file, ImageView):
            return rendition(read(self.root, file.path, SIZE_LIMIT), file)
        assert isinstance(file, CopyView)
        return read(self.root, file.path, SIZE_LIMIT)

    def fetcher(self) -> Any:
        """WeasyPrint's way to a file: ours, and no other."""
        from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

        files = self

        class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
            def fetch(self, url: str, headers: Any = None) -> Any:
                if url.startswith("data:"):
                    return super().fetch(url, headers)
                if not url.startswith(SCHEME):
                    raise FatalURLFetchingError(f"nothing is fetched: {url}")
                try:
                    data = files.bytes_at(url.removeprefix(SCHEME))
                except KeyError:
                    raise FatalURLFetchingError(f"there is no picture {url} to show") from None
                return URLFetcherResponse(url, body=data)

        return Fetcher()


@contextmanager
def nothing_said(address: str, style: str) -> Iterator[None]:
    """Turn what WeasyPrint logs or refuses into a RenderError that names what was set, and its style."""
    from weasyprint.urls import FatalURLFetchingError

    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    listener = Listener(logging.WARNING)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(listener)
    propagates, logger.propagate = logger.propagate, False
    try:
        yield
    except FatalURLFetchingError as error:
        said.append(str(error))
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagates
    if said:
        raise _warned(address, style, said)


def _warned(address: str, style: str, said: list[str]) -> RenderError:
    listed = "; ".join(dict.fromkeys(said))
    return RenderError(
        "pdf-warning",
        f"templates/{style}",
        0,
        Message(f"WeasyPrint warned while setting {address}: {listed}", f"排版 {address} 时：{listed}"),
        Message(
            "what it warns of would be missing in what is set: mend the style sheet or template",
            "告警的内容不会出现在成品里：请修改样式表或模板",
        ),
    )
