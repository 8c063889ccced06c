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
    import io

    import segno

    assert isinstance(task.view, CodeView)
    buffer = io.BytesIO()
    code = segno.make_qr(task.view.text, error="m")
    code.save(buffer, kind="png", border=task.view.border, scale=task.view.scale)
    return Rendered(task.address, (Artifact(task.address, buffer.getvalue()),))
