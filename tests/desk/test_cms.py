"""The web editor of the repository: its settings follow the schemas, and it asks nobody else for anything."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from samples import DAY
from serving import Served, serving

from digest.cli import main
from digest.desk.cms import Backend, backend_of, page, vendored
from digest.desk.cms_config import config
from digest.gather import gather
from digest.model.publication import Publication
from digest.validate.schema import json_schema

Publish = Callable[..., Path]
HERE = Backend("github", "owner/daily")


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path) as served:
        yield served


def read(root: Path) -> Publication:
    found = gather(root).publication
    assert found
    return found


def collections(root: Path) -> dict[str, dict[str, Any]]:
    written = yaml.safe_load(config(read(root), "zh", HERE))
    return {one["name"]: one for one in written["collections"]}


def names(fields: list[dict[str, Any]]) -> set[str]:
    return {field["name"] for field in fields}


def test_every_key_of_a_schema_is_asked_for(publish: Publish):
    made = collections(publish())
    files = {one["name"]: one for one in made["publication"]["files"]}
    assert names(made["items"]["fields"]) == set(json_schema("item")["properties"]) - {"section"}
    assert names(made["issues"]["fields"]) == set(json_schema("issue")["properties"]) - {"number"}
    assert names(files["site"]["fields"]) == set(json_schema("site")["properties"]) - {"words"}
    assert names(files["sources"]["fields"]) == {"nda", "xinhua"}
    [topics] = files["topics"]["fields"]
    assert (topics["root"], names(topics["fields"])) == (True, {"id", "name"})
    citations = next(one for one in made["items"]["fields"] if one["name"] == "citations")
    assert names(citations["fields"]) == set(json_schema("item")["$defs"]["Citation"]["properties"])


def test_choices_are_those_of_the_schema_and_of_the_publication(publish: Publish):
    fields = {one["name"]: one for one in collections(publish())["items"]["fields"]}
    assert [one["value"] for one in fields["topics"]["options"]] == ["data", "energy"]
    assert [one["value"] for one in fields["status"]["options"]] == [
        "draft",
        "published",
        "withdrawn",
        "removed",
    ]
    assert names(fields["headline"]["fields"]) == {"zh", "en"}
    assert fields["body"]["fields"][0]["widget"] == "text"  # rich text would rewrite our marks


def test_files_lie_where_the_contract_has_them(publish: Publish):
    made = collections(publish())
    day = "/".join(f"{{{{fields.date | date('{part}')}}}}" for part in ("YYYY", "MM", "DD"))
    assert made["items"]["path"] == f"{day}/{{{{number}}}}-{{{{slug}}}}"
    assert made["issues"]["path"] == f"{day}/issue"
    assert {one["folder"] for one in (made["items"], made["issues"])} == {"content"}


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("https://github.com/owner/daily.git", HERE),
        ("git@github.com:owner/daily.git", HERE),
        ("ssh://git@gitlab.com/group/daily", Backend("gitlab", "group/daily")),
        ("https://git.example.org/owner/daily", Backend()),
    ],
)
def test_the_repository_is_the_one_that_was_cloned(url: str, known: Backend):
    assert backend_of(f'[remote "origin"]\n\turl = {url}\n\tfetch = x\n') == known


def test_the_page_may_ask_its_own_origin_and_the_repositorys_host_alone(publish: Publish):
    text = page(read(publish()), "en", HERE)
    assert re.findall(r"https?://[^\s\"';]+", text) == ["https://api.github.com"] * 2
    assert not re.findall(r"https?://", page(read(publish()), "en", Backend()))


def test_its_own_files_are_those_that_were_checked_and_name_no_network_for_parts():
    folder = vendored()["sveltia-cms.js"].parent
    sums = dict(line.split()[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in sums} == sums
    script = vendored()["sveltia-cms.js"].read_text(encoding="utf-8")
    assert not re.findall(r"cdn\.jsdelivr\.net|fonts\.g|unpkg\.com/@sveltia/cms", script)


def test_the_editor_is_published_with_the_site_where_it_is_wanted(publish: Publish):
    root = publish()
    run = ["editor", "--root", str(root)]
    refused = CliRunner().invoke(main, [*run, "--lang", "en"])
    assert (refused.exit_code, "--repository" in refused.stderr) == (2, True)
    done = CliRunner().invoke(main, [*run, "--repository", "owner/daily"])
    assert done.exit_code == 0, done.output
    assert "content/static/_edit/index.html" in done.stdout.split()
    assert CliRunner().invoke(main, [*run, "--repository", "owner/daily"]).stdout == ""
    assert CliRunner().invoke(main, ["check", "--root", str(root), "--strict"]).output == ""
    built = CliRunner().invoke(main, ["build", "--no-pdf", "--now", "2026-06-20T20:00", "--root", str(root)])
    assert built.exit_code == 0, built.output
    made = root / "build" / "site" / "_edit"
    assert {path.name for path in made.iterdir()} == {"index.html", "config.yml", *vendored()}
    assert "_edit" not in (root / "build" / "site" / "sitemap-2026.xml").read_text(encoding="utf-8")


def test_serve_has_it_beside_the_forms(own: Served):
    status, headers, body = own.ask("/_edit/config.yml")
    assert (status, headers["content-type"]) == (200, "application/yaml; charset=utf-8")
    assert own.ask("/_edit/cms/config.yml")[2] == body
    assert yaml.safe_load(body)["collections"][0]["name"] == "items"
    for name, path in vendored().items():
        assert own.ask(f"/_edit/cms/{name}")[2] == path.read_bytes()
    assert own.ask("/_edit/cms/rebuild.py")[0] == own.ask("/_edit/cms/..%2fcms.py")[0] == 404
    assert 'href="/_edit/cms/"' in own.text("/_edit/")


STORED = """async ([day, files]) => {
  let folder = await navigator.storage.getDirectory();
  for (const part of ["sveltia-cms-test", ...day.split("/")])
    folder = await folder.getDirectoryHandle(part, {create: true});
  for (const [name, text] of Object.entries(files)) {
    const file = await (await folder.getFileHandle(name, {create: true})).createWritable();
    await file.write(text);
    await file.close();
  }
}"""


@pytest.mark.browser
def test_the_editor_loads_its_settings_and_shows_a_days_stories_asking_nobody_else(own: Served, browser: Any):
    asked: list[str] = []
    wrong: list[str] = []
    seen = browser.new_page(locale="zh-CN", viewport={"width": 1280, "height": 900})
    seen.on("request", lambda request: asked.append(request.url))
    seen.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    seen.on("response", lambda got: wrong.append(got.url) if got.status >= 400 else None)
    seen.on("pageerror", lambda error: wrong.append(str(error)))
    seen.goto(f"{own.origin}/_edit/cms/?lang=zh")
    files = {path.name: path.read_text(encoding="utf-8") for path in (own.root / DAY).glob("*.yaml")}
    seen.evaluate(STORED, [DAY, files])
    seen.locator("button", has_text=re.compile("仓库|Repository")).first.click()
    seen.get_by_text("江苏", exact=False).first.wait_for()
    shown = seen.inner_text("body")
    seen.close()
    assert all(label in shown for label in ("报道", "各期", "刊物"))
    assert wrong == []
    outside = [url for url in asked if not url.startswith((own.origin, "data:", "blob:"))]
    assert outside == []


KEPT = """async (path) => {
  let folder = await navigator.storage.getDirectory();
  const parts = ["sveltia-cms-test", ...path.split("/")];
  for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part);
  return (await (await folder.getFileHandle(parts.at(-1))).getFile()).text();
}"""


@pytest.mark.slow
@pytest.mark.browser
def test_a_story_written_in_it_lies_where_it_must_and_has_no_errors(own: Served, browser: Any):
    seen = browser.new_page(locale="en-US", viewport={"width": 1400, "height": 1000})
    seen.goto(f"{own.origin}/_edit/cms/?lang=en")
    files = {path.name: path.read_text(encoding="utf-8") for path in (own.root / DAY).glob("*.yaml")}
    seen.evaluate(STORED, [DAY, files])
    seen.locator("button", has_text="Repository").first.click()
    seen.get_by_text("江苏", exact=False).first.wait_for()
    seen.goto(f"{own.origin}/_edit/cms/?lang=en#/collections/items/new")
    written = {
        "date": "2026-06-16",
        "number": "06",
        "slug": "new-story",
        "headline.zh": "新的一条：测试",
        "headline.en": "A new one: a test",
        "body.zh": "第一段。\n\n第二段：收尾。",
        "body.en": "The first.\n\nThe second: an end.",
    }
    for path, text in written.items():
        seen.locator(f'section[data-key-path="{path.partition(".")[0]}"]').first.scroll_into_view_if_needed()
        seen.locator(f'section[data-key-path="{path}"]').locator("input, textarea").first.fill(text)
    seen.get_by_role("button", name="Save", exact=True).first.click()
    seen.wait_for_url(re.compile("#/collections/items/(?!new)"))
    text = seen.evaluate(KEPT, f"{DAY}/06-new-story.yaml")
    seen.close()
    (own.root / DAY / "06-new-story.yaml").write_text(text, encoding="utf-8")
    assert "  zh: |-\n    第一段。\n\n    第二段：收尾。\n" in text
    checked = CliRunner().invoke(main, ["check", "--root", str(own.root), "--format", "json"])
    assert [one for one in json.loads(checked.stdout) if one["severity"] == "error"] == []
