"""Files of the project and texts that are finished → artifacts with the same bytes."""

from digest.load.tree import read
from digest.render.artifact import Artifact, Rendered, Task, Workshop
from digest.render.templates import bytes_of
from digest.view.file import CodeView, CopyView, TextView


def render_text(task: Task, workshop: Workshop) -> Rendered:
    """A finished text."""
    assert isinstance(task.view, TextView)
    return Rendered(task.address, (Artifact(task.address, task.view.text.encode()),))


def render_static(task: Task, workshop: Workshop) -> Rendered:
    """A file of content/static, as it is."""
    assert isinstance(task.view, CopyView)
    return Rendered(task.address, (Artifact(task.address, read(workshop.root, task.view.path, -1)),))


def render_asset(task: Task, workshop: Workshop) -> Rendered:
    """A style sheet of the templates, as it is."""
    assert isinstance(task.view, CopyView)
    return Rendered(task.address, (Artifact(task.address, bytes_of(task.view.path, workshop.templates)),))


def render_qr(task: Task, workshop: Workshop) -> Rendered:
    """A QR code as PNG: WeChat reads a long press on an image only."""
    from digest.plan.code import png

    assert isinstance(task.view, CodeView)
    view = task.view
    return Rendered(task.address, (Artifact(task.address, png(view.text, view.border, view.scale)),))
