"""Rules about an issue's cover: whether WeChat's two forms of it can be cut from it."""

from collections.abc import Iterator

from digest.checks.finding import Finding
from digest.diagnostic import Message
from digest.model.limits import COVER
from digest.model.publication import Publication
from digest.model.record import Issue


def small_cover(publication: Publication, issue: Issue) -> Iterator[Finding]:
    """A cover is as large as the largest form that is cut from it."""
    folder = issue.path.rpartition("/")[0]
    picture = publication.picture(folder, issue.cover.file) if issue.cover else None
    if picture is None or (picture.width >= COVER[0] and picture.height >= COVER[1]):
        return
    has, wants = f"{picture.width} × {picture.height}", f"{COVER[0]} × {COVER[1]}"
    yield Finding(
        issue.span("cover.file"),
        Message(
            f"this cover has {has} pixels; WeChat's covers are {wants} at most, and would be blurred",
            f"封面只有 {has} 像素，公众号封面要裁成 {wants}，放大后会模糊",
        ),
        Message("put a larger picture there, or leave `cover` out", "请换一张更大的图，或不写 cover"),
    )
