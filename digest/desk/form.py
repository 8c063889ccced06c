"""The schema of a kind of file, a publication → the form in which a browser edits it.

Which widget a key gets follows from its schema; which keys are asked for, in which order and by
what name, stands here. Keys that no form asks for stay in the file as they are.
"""

from collections.abc import Mapping
from typing import Any

from digest.diagnostic import Message
from digest.model.limits import ABSTRACT, TITLE
from digest.model.publication import Publication
from digest.validate.schema import json_schema

ASKED = {
    "issue": ("headline", "summary", "abstract", "status", "publish_at"),
    "item": (
        "headline", "summary", "body", "citations", "topics", "section", "image", "form", "short_headline",
        "status",
    ),
    "Image": ("file", "alt", "credit"),
    "Citation": ("source", "title", "url", "published", "verifies", "type", "quote"),
}  # fmt: skip
"""The keys that a form asks for, in its order."""

LABELS = {
    "headline": Message("Headline", "标题"),
    "short_headline": Message("Short headline, for WeChat", "短标题（微信用）"),
    "summary": Message("Summary, one sentence", "摘要（一句话）"),
    "body": Message("Text", "正文"),
    "abstract": Message("Abstract of the day", "今日摘要"),
    "citations": Message("Sources", "来源"),
    "image": Message("Picture", "图片"),
    "file": Message("File", "文件"),
    "alt": Message("What it shows", "图片内容（替代文字）"),
    "credit": Message("Whose it is", "图片来源"),
    "topics": Message("Topics", "主题"),
    "section": Message("Section", "栏目"),
    "form": Message("Form", "体裁"),
    "status": Message("Status", "状态"),
    "publish_at": Message("Publish at (else the usual time)", "发布时间（不填则按惯例）"),
    "source": Message("Publisher", "发布者"),
    "title": Message("Title of the document", "文件标题"),
    "url": Message("Address", "网址"),
    "published": Message("Published on", "发布日期"),
    "verifies": Message("What it verifies", "核验了什么"),
    "type": Message("Kind of document", "文件类型"),
    "quote": Message("The sentence relied on", "所依据的原句"),
}
"""What a key is called."""

CHOICES = {
    "draft": Message("draft", "草稿"),
    "published": Message("published", "发布"),
    "withdrawn": Message("withdrawn", "撤回"),
    "removed": Message("removed", "删除"),
    "story": Message("story", "正式报道"),
    "brief": Message("brief", "简讯"),
    "web": Message("web page", "网页"),
    "news": Message("news", "新闻"),
    "report": Message("report", "报告"),
    "law": Message("law or regulation", "法规政策"),
    "standard": Message("standard", "标准"),
    "dataset": Message("data set", "数据集"),
    "paper": Message("paper", "论文"),
    "speech": Message("speech", "讲话"),
    "government": Message("government", "政府部门"),
    "agency": Message("news agency", "通讯社"),
    "media": Message("media", "媒体"),
    "company": Message("company", "企业"),
    "research": Message("research", "研究机构"),
    "association": Message("association", "协会"),
    "other": Message("other", "其他"),
}
"""What the schema's choices are called."""

ROWS = {"body": 12, "abstract": 5, "summary": 2, "quote": 2, "title": 1, "headline": 1, "verifies": 1}
"""Lines of a text's field."""

LIMITS = {"short_headline": TITLE, "summary": ABSTRACT}


def form_of(kind: str, publication: Publication, language: str) -> list[dict[str, Any]]:
    """The fields of a form, in its order."""
    schema = json_schema(kind)
    return _fields(kind, schema, schema.get("$defs", {}), publication, language)


def kinds_of_sources(language: str) -> list[list[str]]:
    """What a publisher can be, each with what that is called."""
    kinds = json_schema("sources")["$defs"]["Source"]["properties"]["kind"]["enum"]
    return [[one, CHOICES[one].said_in(language)] for one in kinds]


def _fields(
    name: str, schema: Mapping[str, Any], known: Mapping[str, Any], publication: Publication, language: str
) -> list[dict[str, Any]]:
    required = schema.get("required", [])
    found = []
    for key in ASKED[name]:
        field = _widget(key, plain(schema["properties"][key], known), known, publication, language)
        field |= {"key": key, "label": LABELS[key].said_in(language), "required": key in required}
        if key in LIMITS:
            field["limit"] = LIMITS[key]
        found.append(field)
    return found


def plain(schema: Mapping[str, Any], known: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema without the null that stands for what may be left out, and with what it refers to."""
    if "anyOf" in schema:
        [schema] = [one for one in schema["anyOf"] if one.get("type") != "null"]
    if "$ref" in schema:
        schema = known[schema["$ref"].rpartition("/")[2]]
    return schema


def _widget(
    key: str, schema: Mapping[str, Any], known: Mapping[str, Any], publication: Publication, language: str
) -> dict[str, Any]:
    ids = ids_of(key, publication, language)
    if schema.get("type") == "array":
        inside = schema["items"]
        if "$ref" in inside:
            name = inside["$ref"].rpartition("/")[2]
            return {"widget": "list", "fields": _fields(name, known[name], known, publication, language)}
        return {"widget": "several", "choices": ids}
    if ids is not None:
        return {"widget": "choice", "choices": ids}
    if "enum" in schema:
        choices = [[one, CHOICES[one].said_in(language)] for one in schema["enum"]]
        return {"widget": "choice", "choices": choices, "default": schema.get("default", "")}
    if schema.get("type") == "object":
        inside = _fields("Image", schema, known, publication, language) if key == "image" else None
        return (
            {"widget": "picture", "fields": inside}
            if inside
            else {"widget": "languages", "rows": ROWS.get(key, 1)}
        )
    return {"widget": "line", "rows": ROWS.get(key, 1)}


def ids_of(key: str, publication: Publication, language: str) -> list[list[str]] | None:
    """The ids that a key may name, each with what it is called."""
    if key == "source":
        named = {one: source.name for one, source in publication.registry.sources.items()}
    elif key == "topics":
        named = {topic.id: topic.name for topic in publication.topics.topics}
    elif key == "section":
        named = {section.id: section.name for section in publication.site.sections}
    else:
        return None
    return [[one, name.get(language) or next(iter(name.values()))] for one, name in named.items()]
