"""The conductor, on whole publications: what is published, what is reused, what never leaks."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import DAY, ISSUE, ISSUE_PATH, ITEM, ITEM_PATH, SITE, SOURCES, item, minimal, write

from digest.build import build
from digest.ledger import jobs_of
from digest.options import Options, Outcome

ZONE = ZoneInfo("Asia/Shanghai")
EVENING = datetime(2026, 6, 20, 20, tzinfo=ZONE)
Publish = Callable[..., Path]


def run(root: Path, **more: object) -> Outcome:
    options = {"root": root, "out": root / "build", "now": EVENING, "pdf": False, **more}
    return build(Options(**options))  # type: ignore[arg-type]


def site(root: Path, out: str = "build") -> dict[str, bytes]:
    folder = root / out / "site"
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def text_of(html: bytes) -> str:
    return re.sub(r"<[^>]+>", "", html.decode())


def test_every_kind_of_page_is_published_in_both_languages(publish: Publish):
    root = publish({"content/static/favicon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    assert run(root).published
    files = site(root)
    for language in ("zh", "en"):
        for path in (
            "",
            "2026-06-16/",
            "2026-06-16/plan/",
            "latest/",
            "archive/",
            "archive/2026-06/",
            "topics/",
            "topics/data/",
            "topics/data/2026-06/",
            "sources/",
            "sources/nda/",
            "sources/nda/2026-06/",
            "corrections/",
            "about/",
        ):
            assert f"{language}/{path}index.html" in files
        for path in ("feed.xml", "feed.json", "topics/data/feed.xml", "sources/nda/feed.json"):
            assert f"{language}/{path}" in files
    for path in ("index.html", "404.html", "robots.txt", "sitemap.xml", "sitemap-2026.xml", "favicon.svg"):
        assert path in files
    assert "api/v1/index.json" in files
    assert not any("topics/energy" in path or "sources/xinhua" in path for path in files)


def test_the_language_switch_leads_to_the_twin_and_hreflang_is_mutual(publish: Publish):
    root = publish()
    run(root)
    page = site(root)["zh/2026-06-16/plan/index.html"].decode()
    assert 'href="../../../en/2026-06-16/plan/"' in page
    base = "https://digest.nda.gov.cn"
    for lang, at in (("zh-CN", "zh"), ("en-GB", "en"), ("x-default", "zh")):
        assert f'hreflang="{lang}" href="{base}/{at}/2026-06-16/plan/"' in page
    assert f'rel="canonical" href="{base}/zh/2026-06-16/plan/"' in page


def test_an_untranslated_item_is_shown_as_the_original_it_is(publish: Publish):
    root = publish({f"{DAY}/02-alone.yaml": item("独有标题", "独有正文。")})
    run(root)
    files = site(root)
    page = files["en/2026-06-16/alone/index.html"].decode()
    assert 'lang="zh-CN"' in page
    assert "Not yet translated" in page
    assert 'rel="canonical" href="https://digest.nda.gov.cn/zh/2026-06-16/alone/"' in page
    assert "hreflang=" not in page.partition("</head>")[0]
    assert b"en/2026-06-16/alone" not in files["sitemap-2026.xml"]
    assert "en/feed.xml" not in files
    assert "zh/feed.xml" in files


def test_omit_leaves_an_untranslated_item_out(publish: Publish):
    root = publish(
        {
            "content/site.yaml": SITE + "missing_translation: omit\n",
            f"{DAY}/02-alone.yaml": item("独有标题", "独有正文。"),
        }
    )
    run(root)
    files = site(root)
    assert "en/2026-06-16/alone/index.html" not in files
    assert "zh/2026-06-16/alone/index.html" in files
    assert "独有" not in files["en/2026-06-16/index.html"].decode()
    assert "en/feed.xml" in files


def test_an_alias_redirects_in_every_language_or_in_its_own(publish: Publish):
    root = publish({ITEM_PATH: ITEM + "aliases: [/2026-06-16/old/, /zh/2026-06-15/other/]\n"})
    run(root)
    files = site(root)
    assert 'url=../plan/"' in files["en/2026-06-16/old/index.html"].decode()
    assert "zh/2026-06-16/old/index.html" in files
    assert "zh/2026-06-15/other/index.html" in files
    assert "en/2026-06-15/other/index.html" not in files


@pytest.mark.parametrize("alias", ["/zh/archive/", "/archive/", "/2026-06-16/plan/"])
def test_an_alias_that_hides_a_page_stops_the_build(publish: Publish, alias: str):
    root = publish({ITEM_PATH: ITEM + f"aliases: [{alias}]\n"})
    outcome = run(root)
    assert not outcome.published
    [found] = outcome.verdict.stopping
    assert (found.code, found.span.path, found.span.line) == ("collision", ITEM_PATH, ITEM.count("\n") + 1)
    assert not (root / "build" / "site").exists()


def test_a_static_file_that_hides_a_page_stops_the_build(publish: Publish):
    root = publish({"content/static/zh/index.html": "x"})
    [found] = run(root).verdict.stopping
    assert (found.code, found.span.path) == ("collision", "content/static/zh/index.html")


SECRET = "机密词语"


@pytest.mark.parametrize(
    "changes",
    [
        {f"{DAY}/02-secret.yaml": item(SECRET, SECRET, status="draft", topics="[energy]")},
        {f"{DAY}/02-secret.yaml": item(SECRET, SECRET, status="removed")},
        {f"{DAY}/02-secret.yaml": item(SECRET, SECRET, status="withdrawn", reason="{zh: 撤}")},
        {
            "content/2026/06/21/issue.yaml": f"status: published\nheadline: {{zh: {SECRET}}}\n",
            "content/2026/06/21/01-secret.yaml": item(SECRET, SECRET, topics="[energy]"),
        },
        {
            "content/2026/06/17/issue.yaml": f"status: draft\nabstract: {{zh: {SECRET}}}\n",
            "content/2026/06/17/01-secret.yaml": item(SECRET, SECRET),
        },
        {ITEM_PATH: ITEM + f"corrections:\n  - {{at: 2026-06-30T09:00, text: {{zh: {SECRET}}}}}\n"},
    ],
    ids=["draft", "removed", "withdrawn", "embargoed", "draft issue", "later correction"],
)
def test_what_is_hidden_leaves_no_trace_in_any_byte(publish: Publish, changes: dict[str, str]):
    root = publish(changes)
    assert run(root).published
    for path, data in site(root).items():
        assert SECRET.encode() not in data, path
        assert "energy" not in path
        assert not path.endswith("secret/index.html") or b"kind-tombstone" in data
        assert b"2026-06-21" not in data
        assert b"2026-06-17" not in data
    clean = publish(root=root.parent / "clean")
    run(clean)
    if "withdrawn" not in str(changes) and "corrections" not in str(changes):
        assert site(root) == site(clean)


def test_a_withdrawn_item_leaves_its_address_date_and_reason(publish: Publish):
    root = publish({f"{DAY}/02-gone.yaml": item(status="withdrawn", reason="{zh: 数据有误, en: Wrong data}")})
    run(root)
    page = site(root)["en/2026-06-16/gone/index.html"].decode()
    assert "Wrong data" in page
    assert "16 June 2026" in page
    assert "noindex" in page


def test_taking_something_down_leaves_no_byte_under_build(publish: Publish):
    root = publish({f"{DAY}/02-secret.yaml": item(SECRET, SECRET)})
    run(root)
    write(root, {f"{DAY}/02-secret.yaml": item(SECRET, SECRET, status="removed")})
    run(root)
    for path in (root / "build").rglob("*"):
        assert path.is_dir() or SECRET.encode() not in path.read_bytes(), path


def test_errors_in_a_draft_are_shown_and_stop_nothing(publish: Publish):
    root = publish({f"{DAY}/02-draft.yaml": "headline: {zh: 标题}\nstatus: draft\n"})
    outcome = run(root)
    assert outcome.published
    assert [found.code for found in outcome.verdict.said if found.is_error] == ["missing-key"]


def test_an_error_publishes_nothing_and_leaves_the_release_as_it_was(publish: Publish):
    root = publish()
    run(root)
    before = site(root)
    write(root, {ITEM_PATH: ITEM.replace("source: nda", "source: ndaa")})
    outcome = run(root)
    assert not outcome.published
    assert [found.code for found in outcome.verdict.stopping] == ["unknown-source"]
    assert site(root) == before


def test_warnings_count_as_errors_when_strict(publish: Publish):
    root = publish({f"{DAY}/02-x.yaml": item()})
    assert run(root).published
    assert not run(root, strict=True).published


def test_a_second_build_reuses_everything(publish: Publish):
    root = publish()
    first = run(root)
    second = run(root)
    assert (second.made, second.reused) == (0, first.made)


def test_an_edit_renders_what_shows_it_and_no_other_issue(publish: Publish):
    other = "content/2026/06/10"
    root = publish({f"{other}/issue.yaml": ISSUE, f"{other}/01-old.yaml": item(topics="[energy]")})
    run(root)
    write(root, {ITEM_PATH: ITEM.replace("6项", "七项")})
    run(root)
    made = {at for at, known in jobs_of(root / "build").items() if known["because"]}
    assert "zh/2026-06-16/plan/" in made
    assert "zh/2026-06-10/old/" not in made
    assert "zh/topics/energy/" not in made


def test_a_comment_changes_no_page(publish: Publish):
    root = publish()
    run(root)
    write(root, {ITEM_PATH: "# a comment\n" + ITEM})
    assert run(root).made == 0


@pytest.mark.parametrize("damage", ["delete", "change", "add"])
def test_what_other_hands_did_to_the_site_is_repaired(publish: Publish, damage: str):
    root = publish()
    run(root)
    before = site(root)
    page = root / "build/site/zh/index.html"
    if damage == "delete":
        page.unlink()
    elif damage == "change":
        page.write_text("x")
    else:
        (page.parent / "evil.html").write_text("x")
    run(root)
    assert site(root) == before


def test_drafts_are_marked_and_closed_to_search_engines(publish: Publish):
    root = publish({f"{DAY}/02-draft.yaml": item("草稿标题", status="draft")})
    run(root, drafts=True, out=root / "preview")
    files = site(root, "preview")
    page = files["zh/2026-06-16/draft/index.html"].decode()
    assert "草稿，尚未发布" in page
    assert "noindex" in page
    assert b"Disallow: /" in files["robots.txt"]


def test_a_dropped_address_is_warned_of(publish: Publish):
    root = publish({f"{DAY}/02-old.yaml": item()})
    run(root)
    (root / f"{DAY}/02-old.yaml").rename(root / f"{DAY}/02-new.yaml")
    codes = [found.code for found in run(root).verdict.said]
    assert codes.count("dropped-address") == 2


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (f"{DAY}/02-old.yaml", item(status="removed")),
        (f"{DAY}/02-old.yaml", item(status="withdrawn")),
        (ITEM_PATH, ITEM + "aliases: [/2026-06-16/old/]\n"),
    ],
    ids=["removed", "withdrawn", "alias"],
)
def test_a_dropped_address_may_be_explained(publish: Publish, path: str, text: str):
    root = publish({f"{DAY}/02-old.yaml": item()})
    run(root)
    if path == ITEM_PATH:
        (root / f"{DAY}/02-old.yaml").unlink()
    write(root, {path: text})
    assert "dropped-address" not in [found.code for found in run(root).verdict.said]


def test_an_issue_tells_the_corrections_made_since_the_one_before(publish: Publish):
    told = ITEM + "corrections:\n  - {at: 2026-06-17T09:30, text: {zh: 更正内容一, en: Correction one}}\n"
    root = publish(
        {
            ITEM_PATH: told,
            "content/2026/06/18/issue.yaml": ISSUE,
            "content/2026/06/18/01-next.yaml": item(),
            "content/2026/06/19/issue.yaml": ISSUE,
            "content/2026/06/19/01-next.yaml": item(),
        }
    )
    run(root)
    files = site(root)
    assert "更正内容一" in files["zh/2026-06-18/index.html"].decode()
    assert "更正内容一" not in files["zh/2026-06-19/index.html"].decode()
    assert "更正内容一" in files["zh/corrections/index.html"].decode()


def test_pages_work_under_a_sub_path(publish: Publish):
    root = publish()
    run(root, base_url="https://nda.gov.cn/digest/")
    files = site(root)
    assert 'href="/digest/zh/"' in files["404.html"].decode()
    assert 'href="/' not in files["zh/index.html"].decode()
    assert "https://nda.gov.cn/digest/zh/" in files["zh/index.html"].decode()


CANARY = '"><script>alert(1)</script>{{7*7}}'


def test_every_field_is_escaped(publish: Publish):
    quoted = json.dumps(CANARY)
    text = f"{{zh: {quoted}, en: {quoted}}}"
    site_yaml = SITE.replace("{zh: 每日动态, en: Daily}", text).replace("{zh: 编辑部, en: The editors}", text)
    site_yaml += f"disclaimer: {text}\nlicence: {text}\ncontact: {quoted}\nabout: {text}\n"
    site_yaml += f"filings: [{{text: {quoted}}}]\nproducers: [{text}]\n"
    site_yaml += f"words: {{abstract: {text}, verifies: {text}}}\n"
    site_yaml += f"qr: [{{caption: {text}, url: 'https://nda.gov.cn/q'}}]\n"
    more = (
        f"headline: {text}\nsummary: {text}\nshort_headline: {text}\ntopics: [data]\nbody: {text}\n"
        f"corrections: [{{at: 2026-06-17T09:00, text: {text}, was: {text}, now: {text}}}]\n"
        f"citations: [{{id: a, source: nda, title: {text}, number: {quoted}, verifies: {text}}}]\n"
    )
    root = publish(
        {
            "content/site.yaml": site_yaml,
            "sources.yaml": SOURCES.replace("{zh: 国家数据局, en: National Data Administration}", text),
            "content/topics.yaml": f"- {{id: data, name: {text}}}\n- {{id: energy, name: {text}}}\n",
            ISSUE_PATH: f"status: published\nheadline: {text}\nsummary: {text}\nabstract: {text}\n"
            f"credits: [{{role: {text}, name: {text}}}]\n",
            f"{DAY}/02-canary.yaml": more,
        }
    )
    assert run(root).published
    for path, data in site(root).items():
        told = re.sub(rb"\.[0-9a-f]{12}[./]|urn:uuid:[0-9a-f-]+", b"", data)  # hashes may hold any figure
        assert b"49" not in told or not path.endswith(".html"), path
        if path.endswith(".html"):
            scripts = re.findall(rb"<script(.*)", data)
            assert all(
                re.fullmatch(
                    rb' type="(module" src="[./a-z0-9-]+">|application/ld\+json">[^<>&]+)</script>', one
                )
                for one in scripts
            ), path


EDITS = st.lists(
    st.sampled_from(
        [
            ("edit", ITEM_PATH, ITEM.replace("6项", "八项")),
            ("edit", ITEM_PATH, ITEM),
            ("edit", ITEM_PATH, ITEM + "status: draft\n"),
            ("edit", ITEM_PATH, ITEM + "status: withdrawn\n"),
            ("edit", ITEM_PATH, ITEM + "corrections:\n  - {at: 2026-06-17T09:00, text: {zh: 改}}\n"),
            ("edit", f"{DAY}/02-two.yaml", item("第二条", topics="[energy]")),
            ("edit", f"{DAY}/02-two.yaml", item("第二条", status="removed")),
            ("delete", f"{DAY}/02-two.yaml", ""),
            ("edit", f"{DAY}/03-three.yaml", item("第三条", form="brief")),
            ("delete", f"{DAY}/03-three.yaml", ""),
            ("edit", "content/2026/06/17/issue.yaml", ISSUE),
            ("edit", "content/2026/06/17/01-next.yaml", item("次日", topics="[data]")),
            ("edit", "content/2026/06/17/issue.yaml", ISSUE.replace("published", "withdrawn")),
            ("edit", "sources.yaml", SOURCES.replace("国家数据局", "数据局")),
            ("edit", "content/site.yaml", SITE + "marks: both\n"),
            ("edit", "content/site.yaml", SITE),
            ("edit", "content/static/a.txt", "a"),
            ("delete", "content/static/a.txt", ""),
        ]
    ),
    min_size=1,
    max_size=6,
)


def kept_assets(root: Path) -> set[str]:
    """What the release before has left for readers in mid-page, which a clean build has no reason to."""
    kept = (known for known in jobs_of(root / "build").values() if known["because"] == ["kept"])
    return {path for known in kept for path in known["files"]}


def incremental_equals_clean(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str, str]]
) -> None:
    root = write(tmp_path_factory.mktemp("p"), minimal())
    run(root)
    for kind, path, text in edits:
        if kind == "edit":
            write(root, {path: text})
        else:
            (root / path).unlink(missing_ok=True)
        outcome = run(root)
        if outcome.published:
            shutil.rmtree(root / "clean", ignore_errors=True)  # else it would keep assets of its own
            run(root, out=root / "clean", force=True)
            ours = {path: data for path, data in site(root).items() if path not in kept_assets(root)}
            assert ours == site(root, "clean")


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(EDITS)
def test_incremental_equals_clean(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str, str]]
):
    incremental_equals_clean(tmp_path_factory, edits)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(EDITS)
def test_incremental_equals_clean_at_length(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str, str]]
):
    incremental_equals_clean(tmp_path_factory, edits)


def digest(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    package = str(Path(__file__).parent.parent)
    return subprocess.run(
        [sys.executable, "-m", "digest", *arguments],
        cwd=root,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": package, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


LATER = """
import time
for name in ("time", "localtime", "gmtime"):
    def later(*given, real=getattr(time, name), now=time.time):
        return now() + 4e7 if real is now else real(*(given or (now() + 4e7,)))
    setattr(time, name, later)
"""
"""A `sitecustomize.py` with which a process, and any it starts, thinks that it is more than a year later."""


@pytest.mark.slow
def test_the_bytes_do_not_depend_on_folder_zone_locale_clock_or_hash_seed(publish: Publish, tmp_path: Path):
    here = publish(root=tmp_path / "here")
    there = publish(root=tmp_path / "another" / "folder")
    now = ("--now", "2026-06-20T20:00")
    first = digest(here, "build", *now, TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="1", HOME="/nonexistent")
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "sitecustomize.py").write_text(LATER)
    path = os.pathsep.join([str(Path(__file__).parent.parent), str(tmp_path / "later")])
    second = digest(
        there, "build", *now, TZ="America/Lima", LC_ALL="C.UTF-8", PYTHONHASHSEED="99", PYTHONPATH=path
    )
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    files = site(here)
    assert any(path.endswith(".pdf") for path in files)
    assert files == site(there)


def test_a_build_with_nothing_to_do_is_quick_and_light(publish: Publish):
    root = publish()
    assert digest(root, "build", "--no-pdf").returncode == 0
    digest(root, "build", "--no-pdf")
    code = (
        "import sys; from digest.cli import main\n"
        "try: main(['build', '--no-pdf'])\n"
        "except SystemExit as end: assert not end.code\n"
        "heavy = {'weasyprint', 'rich', 'pydantic', 'jinja2', 'markdown_it'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    package = str(Path(__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        cwd=root,
        env={"PYTHONPATH": package},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "0 pages made" in done.stderr
