"""Templates as an interface: described as they are, changed by one file, never left half replaced."""

import re
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from guide import EXAMPLE, TEMPLATES, guide, included
from samples import SITE

from digest.build import build
from digest.options import Options
from digest.render.templates import Closures, find, folders, packaged

NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
Publish = Callable[..., Path]


def test_the_guide_is_what_the_code_says(refresh: bool):
    path = packaged() / "README.md"
    if refresh:
        path.write_text(guide(), encoding="utf-8")
    assert path.read_text("utf-8") == guide()


def test_the_guide_names_every_template():
    known = {*TEMPLATES, *included(), "layout.html", "parts.html", "wechat.html", "kit.html"}
    assert {path.name for path in packaged().iterdir() if path.suffix in (".html", ".md")} - {
        "README.md"
    } <= known


def test_the_example_changes_one_block_and_keeps_the_rest(publish: Publish):
    contact = {"content/site.yaml": SITE + "contact: editor@nda.gov.cn\n"}
    plain = publish(contact)
    assert build(Options(plain, plain / "build", NOW, pdf=False)).published
    before = (plain / "build/site/zh/2026-06-16/plan/index.html").read_text("utf-8")
    root = publish({**contact, "templates/item.html": EXAMPLE})
    outcome = build(Options(root, root / "build", NOW, pdf=False))
    assert outcome.published, outcome.verdict.stopping
    after = (root / "build/site/zh/2026-06-16/plan/index.html").read_text("utf-8")
    line = '<p class="note">A mistake? Write to editor@nda.gov.cn.</p>\n'
    assert after.count(line) == 1
    rest = after.replace(line, "").split("\n")
    assert [text for text in rest if text] == [text for text in before.split("\n") if text]


def test_a_changed_file_renders_what_it_is_part_of_and_nothing_else(publish: Publish):
    root = publish({"templates/item.html": EXAMPLE})
    assert build(Options(root, root / "build", NOW, pdf=False)).published
    publish({"templates/item.html": EXAMPLE.replace("A mistake?", "Found a mistake?")})
    assert build(Options(root, root / "build", NOW, pdf=False)).made == 2  # zh and en


def test_what_is_under_packaged_is_ours_whatever_a_project_has(tmp_path: Path):
    (tmp_path / "templates").mkdir()
    shutil.copy(packaged() / "item.html", tmp_path / "templates/item.html")
    among = folders(tmp_path)
    assert find("item.html", among) == tmp_path / "templates/item.html"
    assert find("packaged/item.html", among) == packaged() / "item.html"
    assert find("packaged/../item.html", among) is None


def test_a_template_of_ours_that_a_project_extends_is_part_of_its_fingerprint(tmp_path: Path):
    own, ours = tmp_path / "own", tmp_path / "ours"
    own.mkdir()
    ours.mkdir()
    (own / "item.html").write_text('{% extends "packaged/item.html" %}', encoding="utf-8")
    (ours / "item.html").write_text("1", encoding="utf-8")
    before = Closures((own, ours)).digest("item.html")
    (ours / "item.html").write_text("2", encoding="utf-8")
    assert Closures((own, ours)).digest("item.html") != before


@pytest.mark.parametrize("path", sorted(packaged().glob("*.html")), ids=lambda path: path.name)
def test_templates_name_others_literally(path: Path):
    for named in re.findall(r"\{%-?\s*(?:extends|include|import|from)\s+(\S+)", path.read_text("utf-8")):
        assert re.fullmatch(r"\"[a-z/-]+\.html\"", named), named
