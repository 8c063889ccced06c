"""JSON-LD: known to schema.org, safe inside a page, two ways between translations, nothing hidden told."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from lxml import html
from samples import DAY, ISSUE, ISSUE_PATH, ITEM, ITEM_PATH, SITE

from digest.build import build
from digest.options import Options

NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
CANARY = '"><script>alert(1)</script>{{7*7}}'
Publish = Callable[..., Path]
Node = dict[str, Any]

VOCABULARY = json.loads((Path(__file__).parent / "schema-org.json").read_text("utf-8"))["types"]
"""Types of schema.org: of what they are kinds, and their own properties with what these take."""

PLAIN = {str: {"Text", "URL", "Date", "DateTime"}, bool: {"Boolean"}, int: {"Integer", "Number"}}


def kinds(name: str) -> set[str]:
    """A type and all it is a kind of."""
    return {name}.union(*(kinds(one) for one in VOCABULARY[name]["of"]))


def faults(node: Node) -> list[str]:
    """Properties that a node's type does not have, or whose values it does not take."""
    if "@type" not in node:
        return [] if set(node) == {"@id"} else [f"no type: {node}"]
    properties = {
        name: takes for one in kinds(node["@type"]) for name, takes in VOCABULARY[one]["has"].items()
    }
    found = []
    for name, value in node.items():
        if name in ("@type", "@id"):
            continue
        for one in value if isinstance(value, list) else [value]:
            if name not in properties:
                found.append(f"{node['@type']} has no {name}")
            elif isinstance(one, dict):
                own = kinds(one["@type"]) if "@type" in one else {"IdReference"}
                if not own & set(properties[name]):
                    found.append(f"{name} takes no {one}")
            elif not PLAIN[type(one)] & set(properties[name]):
                found.append(f"{name} takes no {one!r}")
    return found


def site(publish: Publish, changes: dict[str, str | bytes | None] | None = None) -> Path:
    root = publish(changes or {})
    outcome = build(Options(root, root / "build", NOW, pdf=False))
    assert outcome.published, outcome.verdict.stopping
    return root / "build/site"


def graphs(folder: Path) -> dict[str, list[Node]]:
    found = {}
    for path in sorted(folder.rglob("*.html")):
        written = html.parse(path).xpath('//script[@type="application/ld+json"]/text()')
        for text in written:
            told = json.loads(text)
            assert told["@context"] == "https://schema.org"
            found[path.relative_to(folder).as_posix().removesuffix("index.html")] = told["@graph"]
    return found


def nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, dict):
        yield value
        for child in value.values():
            yield from nodes(child)
    elif isinstance(value, list):
        for child in value:
            yield from nodes(child)


def one(graph: list[Node], kind: str) -> Node:
    [found] = [node for node in graph if node["@type"] == kind]
    return found


RICH = ITEM + (
    "    authors: [国务院]\n    number: 国数〔2026〕1号\n    archived: https://web.archive.org/1\n"
    "  - {id: more, source: xinhua, also: [nda], type: news, title: {zh: 报道}, crosschecks: plan,"
    " url: https://www.xinhuanet.com/a, published: 2026-06, verifies: {zh: 行动数, en: the number}}\n"
    "corrections:\n  - {at: 2026-06-17T09:30, text: {zh: 更正了行动数。, en: A number is put right.}}\n"
)


@pytest.mark.parametrize("news", ["true", "false"])
def test_types_and_properties_are_schema_orgs(publish: Publish, news: str):
    changes = {ITEM_PATH: RICH, "content/site.yaml": f"{SITE}news: {news}\ncontact: a@nda.gov.cn\n"}
    found = graphs(site(publish, changes))
    assert {"zh/", "zh/2026-06-16/", "en/2026-06-16/plan/", "zh/about/", "en/topics/data/"} <= set(found)
    told = list(nodes(list(found.values())))
    assert [fault for node in told for fault in faults(node)] == []
    assert any(node.get("@type") == "NewsMediaOrganization" for node in told) == (news == "true")


def test_this_vocabulary_knows_what_is_wrong():
    assert faults({"@type": "Periodical", "headline": "x", "publisher": {"@type": "Organization"}}) == []
    assert faults({"@type": "Organization", "headline": "x"}) == ["Organization has no headline"]
    assert faults({"@type": "Article", "publisher": "NDA"}) == ["publisher takes no 'NDA'"]
    assert faults({"@type": "ListItem", "position": {"@type": "Article"}})


def test_an_item_tells_what_it_cites_rests_on_and_was_corrected(publish: Publish):
    graph = graphs(site(publish, {ITEM_PATH: RICH}))["en/2026-06-16/plan/"]
    article = one(graph, "Article")
    assert article["datePublished"] == "2026-06-16T00:00:00+08:00"
    assert article["dateModified"] == "2026-06-17T09:30:00+08:00"
    plan, more = article["citation"]
    assert (plan["name"], plan["datePublished"]) == ("Plan for data sets", "2026-06-15")
    assert (more["name"], more["inLanguage"], len(more["publisher"])) == ("报道", "zh-CN", 2)
    assert article["isBasedOn"] == [{"@id": plan["@id"]}]
    assert article["correction"][0]["text"] == "A number is put right."
    issue = one(graphs(site(publish, {ITEM_PATH: RICH}))["en/2026-06-16/"], "PublicationIssue")
    assert article["isPartOf"]["@id"] == issue["@id"]
    assert [part["@id"] for part in issue["hasPart"]] == [article["@id"]]


def test_translations_name_each_other(publish: Publish):
    found = graphs(site(publish))
    for place, kind in (("2026-06-16/plan/", "Article"), ("2026-06-16/", "PublicationIssue")):
        original, translation = one(found[f"zh/{place}"], kind), one(found[f"en/{place}"], kind)
        assert [node["@id"] for node in original["workTranslation"]] == [translation["@id"]]
        assert translation["translationOfWork"]["@id"] == original["@id"]


def test_what_is_not_translated_keeps_its_language_and_address(publish: Publish):
    alone = "headline: {zh: 独有}\nbody: {zh: 独有正文。}\n"
    found = graphs(site(publish, {f"{DAY}/02-alone.yaml": alone}))
    article = one(found["en/2026-06-16/alone/"], "Article")
    assert (article["headline"], article["inLanguage"]) == ("独有", "zh-CN")
    assert article["url"] == "https://digest.nda.gov.cn/zh/2026-06-16/alone/"
    assert "translationOfWork" not in article
    assert "translationOfWork" not in one(found["en/2026-06-16/"], "PublicationIssue")


def test_every_id_that_is_referred_to_is_told_somewhere(publish: Publish):
    found = list(nodes(list(graphs(site(publish, {ITEM_PATH: RICH})).values())))
    told = {node["@id"] for node in found if len(node) > 1 and "@id" in node}
    assert {node["@id"] for node in found if set(node) == {"@id"}} <= told


def test_no_text_ends_the_script_or_is_executed(publish: Publish):
    item = RICH.replace("zh: 数据集方案公布：供给先行", f"zh: '{CANARY}'")
    item = item.replace("zh: 行业数据集方案", f"zh: '{CANARY}'")
    folder = site(publish, {ITEM_PATH: item, ISSUE_PATH: ISSUE.replace("今日两条", f"今日 {CANARY}")})
    for path in folder.rglob("*.html"):
        page = html.parse(path)
        scripts = page.xpath("//script")
        assert all(script.get("type") == "application/ld+json" or script.get("src") for script in scripts)
        assert "49" not in "".join(page.xpath("//script/text()")), path
        assert b"<script>alert" not in path.read_bytes()
    article = one(graphs(folder)["zh/2026-06-16/plan/"], "Article")
    assert article["headline"] == CANARY


def test_pages_that_nobody_should_find_tell_nothing(publish: Publish):
    gone = ITEM + "status: withdrawn\naliases: [/2026-06-16/old/]\n"
    found = graphs(site(publish, {f"{DAY}/02-gone.yaml": gone}))
    assert not [place for place in found if "gone" in place or place.startswith("404")]
    assert "gone" not in json.dumps(found)
