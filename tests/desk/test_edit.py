"""`/_edit/`: somebody with a browser alone makes an issue; nobody else can write anything."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page
from serving import DAY, Served, serving

from digest.cli import main

pytestmark = [pytest.mark.slow]

STORIES = [
    ("储能新规公布：规则先于规模", "Storage rules published: rules before scale", "nda"),
    ("算力网络提速：西部枢纽受益", "Computing network speeds up: western hubs gain", "reuters"),
    ("工业软件攻关：企业牵头", "Industrial software drive: companies lead", "nda"),
    ("数据标注基地扩容：地方跟进", "Data annotation bases grow: regions follow", "people-jiangsu"),
    ("电力市场联动：价格信号更清晰", "Power markets link up: clearer price signals", "ap"),
]


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path) as one:
        yield one


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(locale="zh-CN", viewport={"width": 1280, "height": 900})
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    page.close()


def fill(page: Page, key: str, zh: str, en: str) -> None:
    page.locator(f'[name="{key}.zh"]').fill(zh)
    page.locator(f'[name="{key}.en"]').fill(en)


def save(page: Page) -> None:
    page.get_by_role("button", name="保存").click()
    page.locator("output", has_text="已保存").wait_for()


def check(root: Path, *given: str) -> tuple[int, list[dict[str, str]]]:
    command = ["check", "--root", str(root), "--format", "json", *given]
    ran = CliRunner().invoke(main, command, catch_exceptions=False)
    return ran.exit_code, json.loads(ran.stdout)


@pytest.mark.browser
def test_somebody_who_never_saw_yaml_makes_a_bilingual_issue_of_five(own: Served, page: Page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{own.origin}/_edit/?lang=zh")
    page.locator("#day").fill("2026-06-17")
    page.locator('#files [data-name="issue.yaml"][aria-current]').wait_for()
    fill(page, "headline", "规则与算力同步推进", "Rules and computing move together")
    fill(page, "abstract", "今日五条，规则先行。", "Five stories today; rules come first.")
    page.locator('[name="status"]').select_option("published")
    save(page)
    for zh, en, source in STORIES:
        page.locator("#new").click()
        fill(page, "headline", zh, en)
        page.locator(".add").click()
        page.locator('[name="citations.0.source"]').select_option(source)
        fill(page, "citations.0.title", f"关于{zh[:4]}的通报", f"Notice on {en.split(':')[0].lower()}")
        fill(page, "citations.0.verifies", "主要事实", "the main facts")
        page.locator('[name="citations.0.published"]').fill("2026-06-16")
        for language, text in (
            ("zh", f"{zh[:6]}，有关部门作了说明。"),
            ("en", f"{en.split(':')[0]}, officials say."),
        ):
            body = page.locator(f'[name="body.{language}"]')
            body.fill(text)
            body.press("Control+End")
            page.locator(".cite").click()
        page.locator('[name="topics"]').first.check()
        save(page)
    folder = own.root / "content/2026/06/17"
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 6
    assert names[0] == "01-storage-rules-published-rules-before.yaml"
    code, found = check(own.root, str(folder))
    assert code == 0, found
    assert [one for one in found if one["severity"] == "error"] == []
    assert "储能新规公布" in own.text("/zh/2026-06-17/")
    assert "Power markets link up" in own.text("/en/2026-06-17/")
    assert all(url.startswith(own.origin) for url in asked)


@pytest.mark.browser
def test_what_is_wrong_is_told_at_its_field_and_goes_when_mended(own: Served, page: Page):
    page.goto(f"{own.origin}/_edit/?lang=zh")
    page.locator('#files [data-name^="03-"]').click()
    page.locator('[name="citations.0.url"]').fill("not an address")
    save(page)
    wrong = page.locator('[data-key="citations.0.url"] .problem')
    wrong.wait_for()
    assert page.locator('#files [data-name^="03-"] .count').count() == 1
    page.locator('[name="citations.0.url"]').fill("")
    save(page)
    assert wrong.count() == 0


@pytest.mark.browser
def test_comments_and_untouched_keys_keep_their_bytes(own: Served, page: Page):
    path = own.root / DAY / "01-nda-datasets.yaml"
    before = path.read_text(encoding="utf-8")
    page.goto(f"{own.origin}/_edit/?lang=en")
    page.locator('#files [data-name^="01-"]').click()
    page.locator('[name="headline.zh"]').fill("国家数据局再解读方案：数据成为生产资料")
    page.get_by_role("button", name="Save").click()
    page.locator("output", has_text="Saved").wait_for()
    after = path.read_text(encoding="utf-8")
    assert after.split("short_headline:")[1] == before.split("short_headline:")[1]
    assert after.startswith(before.split("headline:")[0] + "headline:\n  zh: 国家数据局再解读方案")


def ask(own: Served, body: object, **headers: str) -> tuple[int, str]:
    import http.client
    from urllib.parse import urlsplit

    place = urlsplit(own.origin)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    data = body if isinstance(body, str) else json.dumps(body)
    connection.request("POST", "/_edit/save", data, {"Content-Type": "application/json", **named})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def test_only_this_page_can_write_and_only_what_a_form_asks_for(own: Served):
    day = json.loads(own.text("/_edit/day/2026-06-16"))
    ours = {"Origin": own.origin, "X_Digest_Token": day["token"]}
    before = {path: path.read_bytes() for path in own.root.rglob("*") if path.is_file()}
    good = {"date": "2026-06-18", "kind": "issue", "values": {"status": "draft"}}
    item = day["items"][0]
    stale = {"date": "2026-06-16", "kind": "item", "name": item["name"], "version": "0" * 20, "values": {}}
    for body, headers, status in [
        (good, {"X_Digest_Token": day["token"]}, 403),
        (good, {**ours, "Origin": "http://evil.example"}, 403),
        (good, {"Origin": own.origin}, 403),
        (good, {**ours, "X_Digest_Token": "x"}, 403),
        (good, {**ours, "Host": "evil.example"}, 421),
        ("{", ours, 400),
        ([], ours, 400),
        ({**good, "date": "../../etc"}, ours, 400),
        ({**good, "name": "../site.yaml"}, ours, 400),
        ({**good, "name": "site.yaml"}, ours, 400),
        ({**good, "kind": "site"}, ours, 400),
        ({**good, "values": {"number": "1"}}, ours, 400),
        ({**good, "values": {"headline": {"zh": "字" * 100_000}}}, ours, 413),
        (stale, ours, 409),
    ]:
        assert ask(own, body, **headers)[0] == status, body
    assert {path: path.read_bytes() for path in own.root.rglob("*") if path.is_file()} == before
    assert ask(own, good, **ours)[0] == 200
    assert (own.root / "content/2026/06/18/issue.yaml").read_text() == "status: draft\n"


def test_nothing_is_written_through_a_link(own: Served, tmp_path_factory: pytest.TempPathFactory):
    away = tmp_path_factory.mktemp("away")
    day = json.loads(own.text("/_edit/day/2026-06-16"))
    (own.root / "content/2027").symlink_to(away)
    body = {"date": "2027-01-01", "kind": "issue", "values": {"status": "draft"}}
    status, _ = ask(own, body, Origin=own.origin, X_Digest_Token=day["token"])
    assert status == 400
    assert list(away.iterdir()) == []
