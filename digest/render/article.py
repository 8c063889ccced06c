"""An article's view → its HTML, which the verifier then reads as WeChat's editor would."""

from digest.diagnostic import Message
from digest.render.article_style import STYLES
from digest.render.artifact import Artifact, Rendered, RenderError, Task, Workshop
from digest.render.html import context, filled
from digest.render.verifier import faults
from digest.view.article import ArticleView


def render_article(task: Task, workshop: Workshop) -> Rendered:
    """An article as one fragment of HTML, in one line. Its facts are its characters and bytes.

    Raises RenderError if the editor of WeChat would change or drop a part of it.
    """
    assert isinstance(task.view, ArticleView)
    values = {**context(task.view), "styles": STYLES}
    html = filled(task.template, values, workshop).replace("\n", "")
    found = faults(html)
    if found:
        raise _refused(task.template, found)
    facts = {"characters": len(html), "bytes": len(html.encode())}
    return Rendered(task.address, (Artifact(task.address, f"{html}\n".encode()),), facts)


def _refused(template: str, found: list[str]) -> RenderError:
    listed = "; ".join(dict.fromkeys(found))
    return RenderError(
        "article-refused",
        f"templates/{template}",
        0,
        Message(
            f"WeChat would not keep this article as it is: {listed}",
            f"微信编辑器不会原样保留这篇图文：{listed}",
        ),
        Message(
            "mend the template; what is allowed is listed in digest/render/verifier.py",
            "请修改模板；允许的写法见 digest/render/verifier.py",
        ),
    )
