"""`digest kit` and the kit of a build: what is in it, what becomes of it, and that it leaks nothing."""

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zxingcpp
from click.testing import CliRunner, Result
from PIL import Image
from playwright.sync_api import Browser, Page
from samples import DAY, ISSUE, ISSUE_PATH, ITEM, ITEM_PATH, SITE, item

from digest.cli import main
from digest.publish.kept import keep, kept
from digest.publish.kits import Kits
from digest.publish.mark import mark_of
from digest.render.verifier import faults

Publish = Callable[..., Path]

BEFORE, AFTER = "2026-06-15T09:30", "2026-06-16T20:00"
EMBARGO = ISSUE + "publish_at: 2026-06-16T18:00\n"
SECRET = "数据集方案公布"


def run(root: Path, *arguments: str, now: str = AFTER) -> Result:
    return CliRunner().invoke(main, [*arguments, "--root", str(root), "--now", now, "--lang", "en"])


def kit(root: Path, *arguments: str, now: str = AFTER) -> Path:
    done = run(root, "kit", *arguments, now=now)
    assert done.exit_code == 0, done.stderr
    return Path(done.stdout.split("\n")[0]).parent


def quick(root: Path, now: str = AFTER) -> Path:
    return kit(root, "2026-06-16", "--no-pdf", now=now)


def build(root: Path, now: str = AFTER, *arguments: str) -> None:
    done = run(root, "build", "--no-pdf", *arguments, now=now)
    assert done.exit_code == 0, done.stderr


def told(folder: Path) -> dict[str, object]:
    return json.loads((folder / "kit.json").read_text("utf-8"))  # type: ignore[no-any-return]


def kits(root: Path) -> list[str]:
    folder = root / "build/kit"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def everything(folder: Path) -> bytes:
    """All bytes below a folder, names too, archives opened."""
    found = b""
    for path in sorted(folder.rglob("*")):
        found += path.relative_to(folder).as_posix().encode()
        if path.is_file():
            found += path.read_bytes()
    return found


# What is in it --------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_kit_has_all_that_is_sent(publish: Publish):
    picture = io.BytesIO()
    Image.effect_noise((1600, 1200), 200).convert("RGB").save(picture, "png")
    corrected = ITEM + (
        "image: {file: 01-a.png, alt: {zh: 图}}\n"
        "corrections:\n  - {at: 2026-06-16T19:00, text: {zh: 数目有误。}, was: {zh: 五项}, now: {zh: 六项}}\n"
    )
    site = SITE + "short_issuer: {zh: 编}\n"
    issue = ISSUE + "summary: {zh: 一句话摘要。, en: One sentence.}\n"
    root = publish(
        {
            "content/site.yaml": site,
            ISSUE_PATH: issue,
            ITEM_PATH: corrected,
            f"{DAY}/01-a.png": picture.getvalue(),
        }
    )
    folder = kit(root)
    assert folder == root / "build/kit/2026-06-16"
    data = told(folder)
    assert data["title"] == {"text": "数据供给", "count": 4, "limit": 32, "over": False}
    assert data["author"] == {"text": "编", "count": 1, "limit": 16, "over": False}
    assert data["abstract"] == {"text": "一句话摘要。", "count": 6, "limit": 120, "over": False}
    assert data["source"]["text"] == "https://digest.nda.gov.cn/zh/2026-06-16/"  # type: ignore[index]
    for name, size in (("cover-900x383.png", (900, 383)), ("cover-500x500.png", (500, 500))):
        with Image.open(folder / name) as cover:
            assert cover.size == size
            ink = sum(count for count, colour in cover.convert("L").getcolors(256) or [] if colour < 60)
            assert ink > 500, "the headline is on it"
    pages = sorted((folder / "pages").iterdir())
    assert 1 <= len(pages) <= 20
    heavy = [*pages, *(folder / "images").iterdir(), folder / "qr.png"]
    assert all(path.stat().st_size < 1_000_000 for path in heavy)
    assert (folder / "每日动态-2026-06-16.pdf").read_bytes().startswith(b"%PDF")
    assert (folder / "每日动态-2026-06-16-手机版.pdf").read_bytes().startswith(b"%PDF")
    with Image.open(folder / "qr.png") as code:
        (read,) = zxingcpp.read_barcodes(code.convert("L"))
    assert read.text == "https://digest.nda.gov.cn/zh/2026-06-16/"
    pinned = (folder / "corrections.txt").read_text("utf-8")
    assert (
        pinned == "更正 2026年6月16日 19:00\n数据集方案公布：供给先行\n数目有误。\n原文：五项\n应为：六项\n"
    )
    with zipfile.ZipFile(folder / "每日动态-2026-06-16-公众号.zip") as archive:
        inside = {one.filename: archive.read(one) for one in archive.infolist()}
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files - inside.keys() == {"每日动态-2026-06-16-公众号.zip"}
    assert all((folder / name).read_bytes() == data for name, data in inside.items())


@pytest.mark.slow
def test_equal_issues_make_equal_kits_and_a_build_makes_the_same(publish: Publish, tmp_path: Path):
    one, two = publish(root=tmp_path / "one"), publish(root=tmp_path / "two")
    alone = everything(kit(one, "2026-06-16"))
    assert run(two, "build").exit_code == 0
    assert everything(two / "build/kit/2026-06-16") == alone


def test_a_kit_without_paper_has_the_article(publish: Publish):
    folder = quick(publish())
    names = sorted(path.name for path in folder.iterdir())
    assert names == [
        "article.html",
        "index.html",
        "kit.css",
        "kit.js",
        "kit.json",
        "qr.png",
        "每日动态-2026-06-16-公众号.zip",
    ]
    article = (folder / "article.html").read_text("utf-8").rstrip("\n")
    assert faults(article) == []
    assert article in (folder / "index.html").read_text("utf-8")


def test_a_cover_of_the_issue_s_own_is_cut_about_its_middle(publish: Publish):
    picture = Image.new("RGB", (1200, 1200), "#0000ff")
    picture.paste("#ff0000", (550, 550, 650, 650))
    held = io.BytesIO()
    picture.save(held, "png")
    root = publish(
        {
            ISSUE_PATH: ISSUE + "cover: {file: cover.png, alt: {zh: 图, en: A}}\n",
            f"{DAY}/cover.png": held.getvalue(),
        }
    )
    folder = quick(root)
    for name, size in (("cover-900x383.png", (900, 383)), ("cover-500x500.png", (500, 500))):
        with Image.open(folder / name) as cover:
            assert cover.size == size
            assert cover.convert("RGB").getpixel((size[0] // 2, size[1] // 2)) == (255, 0, 0)


def test_a_cover_that_would_be_blurred_is_told(publish: Publish):
    for size, told in (((640, 360), True), ((900, 499), True), ((900, 500), False)):
        held = io.BytesIO()
        Image.new("RGB", size, "#7d1f15").save(held, "png")
        cover = {ISSUE_PATH: ISSUE + "cover: {file: cover.png, alt: {zh: 图, en: A}}\n"}
        done = run(publish({**cover, f"{DAY}/cover.png": held.getvalue()}), "check")
        assert ("warning[small-cover]" in done.stderr) == told
        assert (f"has {size[0]} × {size[1]} pixels" in done.stderr) == told


def test_a_heavy_photograph_becomes_light_enough(publish: Publish):
    held = io.BytesIO()
    noise = [Image.effect_noise((1500, 1200), 255) for _ in range(3)]
    Image.merge("RGB", noise).save(held, "png")
    assert len(held.getvalue()) < 5_500_000
    if len(held.getvalue()) > 5_000_000:
        held = io.BytesIO()
        Image.merge("RGB", noise).save(held, "jpeg", quality=95)
    name = "01-a.png" if held.getvalue().startswith(b"\x89") else "01-a.jpg"
    root = publish(
        {ITEM_PATH: ITEM + f"image: {{file: {name}, alt: {{zh: 图}}}}\n", f"{DAY}/{name}": held.getvalue()}
    )
    (image,) = (quick(root) / "images").iterdir()
    assert image.stat().st_size < 1_000_000


def test_counts_tell_what_is_too_long(publish: Publish):
    long = ISSUE.replace(
        "headline: {zh: 数据供给,", f"summary: {{zh: {'要' * 121}}}\nheadline: {{zh: {'长' * 33},"
    )
    data = told(quick(publish({ISSUE_PATH: long})))
    assert (data["title"]["count"], data["title"]["over"]) == (33, True)  # type: ignore[index]
    assert (data["abstract"]["count"], data["abstract"]["over"]) == (121, True)  # type: ignore[index]


def test_without_a_headline_the_first_story_s_stands_for_it(publish: Publish):
    bare = ISSUE.replace("headline: {zh: 数据供给, en: Supply of data}\n", "")
    long = ITEM.replace("zh: 数据集方案公布：供给先行", f"zh: {'长' * 40}") + "short_headline: {zh: 短标题}\n"
    assert told(quick(publish({ISSUE_PATH: bare, ITEM_PATH: long})))["title"]["text"] == "短标题"  # type: ignore[index]


def test_a_title_that_is_no_file_name_makes_one(publish: Publish):
    root = publish({"content/site.yaml": SITE.replace("zh: 每日动态", 'zh: "每日/动态: ..?"')})
    assert (quick(root) / "每日-动态- ..--2026-06-16-公众号.zip").is_file()


# Which issue ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "issue",
    [
        EMBARGO,
        EMBARGO.replace("published", "draft"),
        EMBARGO + "editions: {zh: {status: draft}}\n",
        EMBARGO + "editions: {zh: {publish_at: 2026-06-18T09:00}}\n",
    ],
)
def test_a_kit_of_what_nobody_sees_yet_leaves_no_trace_in_the_site(publish: Publish, issue: str):
    older = {"content/2026/06/12/issue.yaml": ISSUE, "content/2026/06/12/01-old.yaml": item("旧闻")}
    root = publish({ISSUE_PATH: issue, **older})
    build(root, BEFORE)
    before = everything(root / "build/site")
    folder = quick(root, BEFORE)
    assert SECRET in (folder / "article.html").read_text("utf-8")
    assert everything(root / "build/site") == before
    build(root, BEFORE)
    assert kits(root) == ["2026-06-12", "2026-06-16"]
    assert SECRET.encode() not in everything(root / "build/site")
    assert SECRET.encode() not in everything(root / "build/kit/2026-06-12")


def test_the_kit_made_ahead_is_the_kit_of_the_evening(publish: Publish):
    root = publish({ISSUE_PATH: EMBARGO})
    ahead = everything(quick(root, BEFORE))
    build(root, AFTER)
    assert everything(root / "build/kit/2026-06-16") == ahead


def test_drafts_and_what_is_withdrawn_stay_out(publish: Publish):
    root = publish(
        {
            f"{DAY}/02-a.yaml": item("未定稿件", status="draft"),
            f"{DAY}/03-b.yaml": item("撤回稿件", status="withdrawn"),
            f"{DAY}/04-c.yaml": item("删除稿件", status="removed"),
        }
    )
    done = run(root, "kit", "2026-06-16", "--no-pdf")
    assert "left out, since drafts: 1" in done.stderr
    text = everything(root / "build/kit").decode("utf-8", "replace")
    assert SECRET in text
    assert not re.search("未定稿件|撤回稿件|删除稿件", text)


def test_today_s_issue_is_meant_else_the_newest(publish: Publish):
    root = publish({"content/2026/06/12/issue.yaml": ISSUE, "content/2026/06/12/01-old.yaml": item("旧闻")})
    assert kit(root, "--no-pdf", now="2026-06-16T09:00").name == "2026-06-16"
    assert kit(root, "--no-pdf", now="2026-06-15T09:00").name == "2026-06-12"
    assert kit(root, "--no-pdf", now="2026-06-30T09:00").name == "2026-06-16"


@pytest.mark.parametrize("status", ["withdrawn", "removed"])
def test_an_issue_that_is_gone_has_no_kit(publish: Publish, status: str):
    root = publish({ISSUE_PATH: ISSUE.replace("published", status)})
    assert run(root, "kit", "2026-06-16", "--no-pdf").exit_code == 2
    assert run(root, "kit", "2026-06-17", "--no-pdf").exit_code == 2
    assert run(root, "kit", "yesterday", "--no-pdf").exit_code == 2
    assert kits(root) == []


def test_an_error_in_the_issue_is_shown_and_one_elsewhere_is_no_matter(publish: Publish):
    wrong = ITEM.replace("source: nda", "source: nobody")
    elsewhere = {"content/2026/06/12/issue.yaml": ISSUE, "content/2026/06/12/01-old.yaml": wrong}
    assert run(publish(elsewhere), "kit", "2026-06-16", "--no-pdf").exit_code == 0
    done = run(publish({ITEM_PATH: wrong}), "kit", "2026-06-16", "--no-pdf")
    assert done.exit_code == 1
    assert "error[unknown-source]" in done.stderr


# In a build -----------------------------------------------------------------------------------


def test_a_build_makes_the_newest_and_a_second_one_touches_nothing(publish: Publish):
    root = publish({"content/2026/06/12/issue.yaml": ISSUE, "content/2026/06/12/01-old.yaml": item("旧闻")})
    build(root)
    assert kits(root) == ["2026-06-16"]
    before = {path: path.stat().st_mtime_ns for path in (root / "build/kit").rglob("*")}
    build(root)
    build(root, AFTER, "--base-url", "https://digest.nda.gov.cn/")
    assert {path: path.stat().st_mtime_ns for path in (root / "build/kit").rglob("*")} == before


@pytest.mark.slow
def test_a_word_mended_in_a_story_sets_no_cover_anew(publish: Publish):
    root = publish()
    kit(root)
    before = Kits(root / "build").known["2026-06-16"].parts
    publish({ITEM_PATH: ITEM.replace("是重点", "乃是重点")})
    assert "乃是重点" in (kit(root) / "article.html").read_text("utf-8")
    after = Kits(root / "build").known["2026-06-16"].parts
    covers = [name for name in before if name.startswith("cover-")]
    assert len(covers) == 2
    assert all(after[name] == before[name] for name in covers)
    assert after["article.html"] != before["article.html"]


def test_a_build_mends_what_was_done_to_a_kit(publish: Publish):
    root = publish()
    build(root)
    before = everything(root / "build/kit")
    (root / "build/kit/2026-06-16/article.html").write_text("x")
    (root / "build/kit/2026-06-16/stray.txt").write_text("x")
    (root / "build/kit/2020-01-01").mkdir()
    build(root)
    assert everything(root / "build/kit") == before
    shutil.rmtree(root / "build/kit")
    build(root)
    assert everything(root / "build/kit") == before
    shutil.rmtree(root / "build/state")
    build(root)
    assert everything(root / "build/kit") == before


def test_a_clean_build_makes_the_same_kit_and_verify_sees_to_it(publish: Publish):
    root = publish()
    build(root)
    publish({ITEM_PATH: ITEM.replace("供给先行", "供给在先")})
    build(root, AFTER, "--verify")
    kits = Kits(root / "build")
    (root / "build/kit/2026-06-16/qr.png").write_bytes(b"x")
    changed = dict(kits.known["2026-06-16"].marks) | {
        "qr.png": mark_of((root / "build/kit/2026-06-16/qr.png").stat())
    }
    record = root / "build/state/kits.json"
    version = json.loads(record.read_bytes().partition(b"\n")[0])["version"]
    told = kept(record, version)
    assert told
    told["2026-06-16"]["marks"] = changed
    keep(record, version, told)
    done = run(root, "build", "--no-pdf", "--verify")
    assert done.exit_code == 3
    assert "kit/2026-06-16/qr.png" in done.stderr


TAKEN_DOWN = {
    "the item is withdrawn": {ITEM_PATH: ITEM + "status: withdrawn\n"},
    "the item is removed": {ITEM_PATH: ITEM + "status: removed\n"},
    "the item is a draft again": {ITEM_PATH: ITEM + "status: draft\n"},
    "the issue is withdrawn": {ISSUE_PATH: ISSUE.replace("published", "withdrawn")},
    "the issue is removed": {ISSUE_PATH: ISSUE.replace("published", "removed")},
    "the issue is a draft again": {ISSUE_PATH: ISSUE.replace("published", "draft")},
}


@pytest.mark.parametrize("what", TAKEN_DOWN)
def test_what_is_taken_down_goes_from_kits_too(publish: Publish, what: str):
    more = {f"{DAY}/02-b.yaml": item("留下的")}
    root = publish(more)
    build(root)
    assert SECRET.encode() in everything(root / "build/kit")
    publish({**more, **TAKEN_DOWN[what]})
    build(root)
    assert SECRET.encode() not in everything(root / "build/kit") + everything(root / "build/site")


def test_a_kit_made_ahead_goes_when_its_files_say_something_else(publish: Publish):
    root = publish(
        {ISSUE_PATH: EMBARGO, "content/2026/06/12/issue.yaml": ISSUE, "content/2026/06/12/01-o.yaml": item()}
    )
    quick(root, BEFORE)
    build(root, BEFORE)
    assert kits(root) == ["2026-06-12", "2026-06-16"]
    (root / ITEM_PATH).write_text(ITEM.replace(SECRET, "改过的标题"), "utf-8")
    build(root, BEFORE)
    assert kits(root) == ["2026-06-12"]


def test_a_kit_that_cannot_be_made_is_told_and_stops_no_site(publish: Publish):
    root = publish({"templates/wechat.html": '<p id="x" style="color:#333">x</p>'})
    done = run(root, "build", "--no-pdf")
    assert done.exit_code == 0
    assert "warning[article-refused]" in done.stderr
    assert kits(root) == []
    assert (root / "build/site/zh/2026-06-16/index.html").is_file()
    assert run(root, "kit", "--no-pdf").exit_code == 1


def test_drafts_are_built_without_a_kit(publish: Publish):
    root = publish()
    done = run(root, "build", "--no-pdf", "--drafts", "--out", str(root / "drafts"))
    assert done.exit_code == 0, done.stderr
    assert not (root / "drafts/kit").exists()


def test_an_article_that_is_too_large_is_told_before_the_deadline(publish: Publish):
    paragraph = "国家数据局公布方案，部署六项行动，提出建成一批高质量数据集。" * 5
    body = "\n\n".join([paragraph] * 10)
    many = {f"{DAY}/{number:02}-s{number}.yaml": item(f"第{number}条", body) for number in range(2, 20)}
    root = publish({ISSUE_PATH: EMBARGO, **many})
    for command, now in (("check", BEFORE), ("kit 2026-06-16 --no-pdf", BEFORE), ("build --no-pdf", AFTER)):
        done = run(root, *command.split(), now=now)
        assert done.exit_code == 0, done.stderr
        assert "warning[article-size]" in done.stderr, command
        assert re.search(r"has \d\d,\d{3} characters of HTML; the limit is 20,000", done.stderr)
    assert told(root / "build/kit/2026-06-16")["article"]["over"] is True  # type: ignore[index]
    (root / "content/site.yaml").write_text(SITE + "checks: {article-size: off}\n", "utf-8")
    assert "article-size" not in run(root, "check", now=BEFORE).stderr


# In a browser ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page of Chromium that may read the clipboard."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


LISTEN = """() => {
  const here = document.body.appendChild(document.createElement("div"));
  here.id = "paste";
  here.contentEditable = "true";
  here.addEventListener("paste", (event) => {
    event.preventDefault();
    window.pasted = ["text/html", "text/plain"].map((kind) => event.clipboardData.getData(kind));
    here.remove();
  });
  here.focus();
}"""


def paste(page: Page) -> list[str]:
    """What the clipboard gives to an editor: HTML and plain text."""
    page.evaluate(LISTEN)
    page.keyboard.press("Control+V")
    page.wait_for_function("window.pasted")
    return page.evaluate("[window.pasted, delete window.pasted][0]")  # type: ignore[no-any-return]


@pytest.mark.browser
@pytest.mark.slow
def test_copied_from_the_browser_the_article_is_the_same(publish: Publish, page: Page):
    body = ITEM.replace("它说明", "它说明“A & B” <b>’s `x < y`，")
    folder = quick(publish({ITEM_PATH: body}))
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("requestfailed", lambda request: trouble.append(request.url))
    page.goto((folder / "index.html").as_uri())
    page.click("#copy-article")
    assert page.inner_text(".said") == "已复制"
    html, plain = paste(page)
    article = (folder / "article.html").read_text("utf-8").rstrip("\n")
    assert html == article
    assert faults(html) == []
    assert "它说明“A & B” <b>’s x < y，" in plain
    page.evaluate("getSelection().selectAllChildren(document.getElementById('article'))")
    page.keyboard.press("Control+C")
    assert paste(page) == [article, plain]
    page.click("[data-copy=field-title]")
    assert paste(page) == ["", "数据供给"]
    assert trouble == []
