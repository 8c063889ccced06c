"""Search as a reader uses it, in Chromium: the scripts beside Python, recall, and the page itself."""

import base64
import hashlib
import itertools
import json
import random
import re
import unicodedata
import zlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect
from reading import faults, listen, served
from samples import ISSUE, SITE, SOURCES, TOPICS, write

from digest.build import build
from digest.markup.tokens import normal, runs
from digest.options import Options
from digest.render.artifact import Task, Workshop
from digest.render.search import render_search
from digest.render.templates import packaged
from digest.view.search import SearchSegmentView, SearchText

pytestmark = [pytest.mark.slow, pytest.mark.browser]

NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
VECTORS = json.loads((Path(__file__).parent / "markup/tokens.json").read_text("utf-8"))


# The script beside Python ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def engine(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, Path]]:
    """A page that has loaded find.js as `find`, and the folder that is served to it."""
    folder = tmp_path_factory.mktemp("engine")
    (folder / "index.html").write_text("<!DOCTYPE html><title>find</title>", encoding="utf-8")
    for name in ("find.js", "inflate.js"):
        (folder / name).write_bytes((packaged() / name).read_bytes())
    with served(folder) as origin:
        page = browser.new_page()
        page.goto(origin)
        page.evaluate("import('./find.js').then(found => { window.find = found; })")
        yield page, folder
        page.close()


def test_a_query_becomes_these_tokens(engine: tuple[Page, Path]):
    page, _ = engine
    found = page.evaluate(
        "texts => texts.map(text => { const runs = find.runs(find.normal(text));"
        " return [runs.map(one => [one.run, one.place]), find.needs(runs)]; })",
        [vector["text"] for vector in VECTORS],
    )
    assert found == [[vector["runs"], vector["needs"]] for vector in VECTORS]


def test_what_a_text_needs_is_in_its_own_index():
    for vector in VECTORS:
        for token, place in vector["needs"]["places"]:
            assert place in vector["places"][token], vector["text"]
        assert set(vector["needs"]["lists"]) <= set(vector["lists"]), vector["text"]


def test_every_character_is_cut_alike(engine: tuple[Page, Path]):
    page, _ = engine
    kept = [
        letter
        for letter in map(chr, [*range(0x20, 0xD800), *range(0xE000, 0x20000), 0x20000, 0x3134A, 0xE0100])
        if unicodedata.category(letter) not in ("Cn", "Co", "Cs")
    ]
    ours = [[[run, place] for _, run, place in runs(normal(f"a{letter}b"))] for letter in kept]
    theirs = json.loads(
        page.evaluate(
            "text => JSON.stringify([...text].map(letter => /\\p{Cn}/u.test(letter) ? null"
            " : find.runs(find.normal(`a${letter}b`)).map(one => [one.run, one.place])))",
            "".join(kept),
        )
    )
    differing = [hex(ord(a)) for a, b, c in zip(kept, ours, theirs, strict=True) if c is not None and b != c]
    assert differing == []


# Recall ---------------------------------------------------------------------------------------

CHINESE = "数据要素市场改革发展国家统计局新能源汽车制造业人工智能一二三𠮷"
ENGLISH = re.findall(
    r"\w+", "the of and in data market reform state energy car plan rules 5 2026 power is on union"
)


def chinese(chance: random.Random) -> str:
    parts = ["".join(chance.choices(CHINESE, k=chance.randint(1, 7))) for _ in range(chance.randint(2, 9))]
    return "".join(part + chance.choice(["，", "。", "", "", "、", "2026", "AI", "\n"]) for part in parts)


def english(chance: random.Random) -> str:
    parts = [" ".join(chance.choices(ENGLISH, k=chance.randint(1, 6))) for _ in range(chance.randint(2, 7))]
    return "".join(part + chance.choice([". ", ", ", " – ", "’s "]) for part in parts)


def pieces(text: str) -> list[str]:
    """What may be looked for and found exactly: runs of ideographs, sequences of words."""
    return [
        *re.findall(r"[\u4e00-\u9fff\U00020000-\U0003ffff]{2,}", text),
        *re.findall(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*", text),
    ]


def queries(texts: list[str], chance: random.Random) -> list[str]:
    found = []
    while len(found) < 150:
        whole = chance.choice(pieces(chance.choice(texts)) or ["数据"])
        units = whole.split(" ") if whole.isascii() else list(whole)
        first = chance.randrange(len(units))
        chosen = units[first : first + chance.choice((1 if whole.isascii() else 2, 2, 3, 4, 6, 16))]
        if whole.isascii() or len(chosen) > 1:
            found.append(f'"{" ".join(chosen)}"' if whole.isascii() else "".join(chosen))
    return found


def holds(text: str, query: str) -> bool:
    """Whether a text has exactly this: the truth that hits are judged by."""
    bare = query.strip('"').lower()
    if not bare.isascii():
        return bare in text
    return (
        re.search(
            rf"(?<![a-z0-9]){re.escape(bare)}(?![a-z0-9])",
            re.sub(r"(?<=[0-9])(?=[a-z])|(?<=[a-z])(?=[0-9])", " ", text.lower()),
        )
        is not None
    )


@pytest.mark.parametrize("write_text", [chinese, english])
def test_all_that_has_the_words_is_found_and_nothing_else(engine: tuple[Page, Path], write_text: Any):
    page, folder = engine
    chance = random.Random(write_text.__name__)
    told = [(write_text(chance).split("\n")[0][:40], write_text(chance)) for _ in range(300)]
    texts = tuple(
        SearchText(f"zh/{date(2020, 1, 1) + timedelta(place)}/s/", headline, text, (f"topic:{place % 3}",))
        for place, (headline, text) in enumerate(told)
    )
    index = {"segments": [], "years": [[2020, 300]]}
    for name, part in (("old", texts[:200]), ("new", texts[200:])):
        at = f"{write_text.__name__}-{name}/"
        rendered = render_search(
            Task(at, "search", "", SearchSegmentView(part, 7, 3, 4)), Workshop(folder, ())
        )
        for one in rendered.artifacts:
            (folder / one.path).parent.mkdir(exist_ok=True)
            (folder / one.path).write_bytes(one.data)
        first = 0 if name == "old" else 200
        index["segments"].append({"at": at, "texts": len(part), "w": 7, "l": 3, "d": 4, "first": first})
    asked = queries([f"{headline}\n{text}" for headline, text in told], chance)
    found = page.evaluate(
        "async ([index, queries]) => { const all = []; for (const q of queries) {"
        " const {hits} = await find.find(index, {q, topic: '', source: '', year: '', sort: ''});"
        " all.push(hits.map(hit => hit.number)); } return all; }",
        [index, asked],
    )
    for query, hits in zip(asked, found, strict=True):
        truth = {n for n, (headline, text) in enumerate(told) if holds(headline, query) or holds(text, query)}
        assert set(hits) == truth, query
        in_headline = [holds(told[n][0], query) for n in hits]
        assert in_headline == sorted(in_headline, reverse=True), f"headlines first: {query}"
        for flag in (True, False):
            same = [n for n, one in zip(hits, in_headline, strict=True) if one is flag]
            assert same == sorted(same, reverse=True), f"then the newest: {query}"


def test_a_damaged_file_is_an_error_and_no_endless_loop(engine: tuple[Page, Path]):
    page, folder = engine
    (folder / "bad").mkdir()
    (folder / "bad/w0.bin").write_bytes(b"\x00\x01\x02")
    index = {
        "segments": [{"at": "bad/", "texts": 1, "w": 1, "l": 1, "d": 1, "first": 0}],
        "years": [[2020, 1]],
    }
    asked = {"q": "数据", "topic": "", "source": "", "year": "", "sort": ""}
    said = page.evaluate(
        "([index, asked]) => find.find(index, asked).then(() => 'found', error => error.name)", [index, asked]
    )
    assert said != "found"


def packings() -> list[tuple[bytes, bytes]]:
    """Bytes and what zlib makes of them: stored, with fixed and with own codes, long and short distances."""
    chance = random.Random(5)
    texts = [
        b"",
        b"a",
        "数据".encode() * 20000,
        chance.randbytes(70_000),
        bytes(chance.choices(range(9), k=9000)),
    ]
    texts.append(bytes(97 if chance.random() < 0.9 else chance.randrange(256) for _ in range(90_000)))
    made = []
    for level, strategy in itertools.product((0, 1, 6, 9), (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FIXED)):
        for text in texts:
            packer = zlib.compressobj(level, strategy=strategy)
            made.append((text, packer.compress(text) + packer.flush()))
    return made


def test_files_are_unpacked_where_the_browser_cannot(engine: tuple[Page, Path]):
    page, _ = engine
    made = packings()
    found = page.evaluate(
        "async packed => { const { inflate } = await import('./inflate.js');"
        " const sum = async bytes => [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))];"
        " const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));"
        " return Promise.all(packed.map(one => sum(inflate(bytes(one))))); }",
        [base64.b64encode(packed).decode() for _, packed in made],
    )
    assert [bytes(one) for one in found] == [hashlib.sha256(text).digest() for text, _ in made]
    cut = page.evaluate(
        "async packed => { const { inflate } = await import('./inflate.js'); const said = [];"
        " for (let end = 0; end < packed.length; end += 1)"
        " { try { inflate(Uint8Array.from(packed.slice(0, end))); said.push(end); } catch (error) {"
        " if (!(error instanceof RangeError)) said.push(String(error)); } } return said; }",
        list(zlib.compress("数据要素".encode() * 9)[:-4]),
    )
    assert cut == []


# The page -------------------------------------------------------------------------------------


def story(number: int, day: date) -> str:
    rare = "钙钛矿" if number == 7 else "电池"
    return (
        f"headline: {{zh: 第{number}条：储能{rare}与电网, en: 'Story {number}: storage on the grid'}}\n"
        f"topics: [{'data' if number % 2 else 'energy'}]\n"
        "body:\n"
        f"  zh: |\n    {day}发布。新型储能参与电力市场，第{number}次。[@a]\n"
        f"  en: |\n    Published on {day}. Storage joins the power market, time {number}. [@a]\n"
        f"citations:\n  - {{id: a, source: {'nda' if number % 3 else 'xinhua'}, title: {{zh: 文}}, url: 'https://www.nda.gov.cn/{number}'}}\n"
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty-four items of two years."""
    root = tmp_path_factory.mktemp("search")
    files: dict[str, str | bytes] = {
        "content/site.yaml": SITE,
        "sources.yaml": SOURCES,
        "content/topics.yaml": TOPICS,
        "content/static/favicon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    }
    for number in range(1, 25):
        day = date(2025, 12, 20) + timedelta(number)
        files[f"content/{day:%Y/%m/%d}/issue.yaml"] = ISSUE
        files[f"content/{day:%Y/%m/%d}/01-s{number}.yaml"] = story(number, day)
    write(root, files)
    assert build(Options(root, root / "build", NOW, pdf=False)).published
    return root / "build/site"


@pytest.fixture(scope="module")
def origin(site: Path) -> Iterator[str]:
    """Where it is served."""
    with served(site) as at:
        yield at


def ask(page: Page, query: str) -> list[str]:
    page.fill("#q", query)
    page.press("#q", "Enter")
    return results(page)


def results(page: Page) -> list[str]:
    page.wait_for_selector("ol[data-total]", state="attached")
    return page.locator("main ol a").all_inner_texts()


def test_a_reader_asks_narrows_reads_and_comes_back(browser: Browser, origin: str):
    page = browser.new_page(viewport={"width": 390, "height": 800})
    trouble = listen(page, origin)
    page.goto(f"{origin}zh/search/")
    assert not page.locator("main ol a").count()
    assert ask(page, "钙钛矿") == ["第7条：储能钙钛矿与电网"]
    assert page.get_attribute("main ol", "data-total") == "1"
    assert page.locator("main ol mark").first.inner_text() == "钙钛矿"
    assert page.inner_text("[role=status]") == "找到 1 篇"
    assert "q=%E9%92%99%E9%92%9B%E7%9F%BF" in page.url
    assert len(ask(page, "储能 电网")) == 10
    assert page.get_attribute("main ol", "data-total") == "24"
    page.select_option("[name=topic]", "data")
    page.select_option("[name=source]", "xinhua")
    page.select_option("[name=year]", "2026")
    assert results(page) == ["第21条：储能电池与电网", "第15条：储能电池与电网"]
    assert {"topic=data", "source=xinhua", "year=2026"} <= set(page.url.partition("?")[2].split("&"))
    page.click("main ol a")
    page.wait_for_url("**/s21/")
    page.go_back()
    assert len(results(page)) == 2
    assert page.input_value("#q") == "储能 电网"
    assert page.input_value("[name=year]") == "2026"
    page.go_back()
    assert results(page) == ["第7条：储能钙钛矿与电网"]
    assert page.input_value("[name=topic]") == ""
    assert ask(page, "没有的词") == []
    assert page.get_attribute("main ol", "data-total") == "0"
    assert page.inner_text("[role=status]").startswith("没有找到")
    assert trouble == []
    page.close()


def test_an_older_browser_finds_too_and_one_that_cannot_says_so(browser: Browser, origin: str):
    context = browser.new_context()
    context.add_init_script("delete self.DecompressionStream")
    page = context.new_page()
    trouble = listen(page, origin)
    page.goto(f"{origin}zh/search/?q=钙钛矿")
    assert results(page) == ["第7条：储能钙钛矿与电网"]
    assert trouble == []
    page.route("**/find.*.js", lambda route: route.fulfill(content_type="text/javascript", body="let a ="))
    page.goto(f"{origin}zh/search/?q=电网")
    expect(page.locator("[role=status]")).to_contain_text("浏览器过旧")
    context.close()


def test_scripts_keep_to_what_older_engines_read():
    for name in ("search.js", "find.js", "inflate.js"):
        text = (packaged() / name).read_text("utf-8")
        code = re.sub(r"(?m)//.*$", "", text)
        assert not re.search(r"\(\?<[=!]|\?\.[a-zA-Z(\[]|\?\?|replaceChildren|\.at\(|\.replaceAll\(", code), (
            name
        )
    assert len((packaged() / "search.js").read_bytes()) <= 5_120


def test_english_is_found_by_words_and_phrases_sorted_by_fit_or_date(browser: Browser, origin: str):
    page = browser.new_page()
    trouble = listen(page, origin)
    page.goto(f"{origin}en/search/?q=market+storage&sort=date&year=2025")
    assert results(page)[0] == "Story 11: storage on the grid"
    assert page.input_value("[name=sort]") == "date"
    assert ask(page, '"the power market, time 3"') == ["Story 3: storage on the grid"]
    assert ask(page, '"on 2025 12 27"') == ["Story 7: storage on the grid"], "marks inside a word are none"
    assert ask(page, "storag") == []
    page.goto(f"{origin}en/search/?q=story+7")
    assert results(page)[0] == "Story 7: storage on the grid"
    assert page.locator("main ol .summary").first.inner_text().startswith("Published on 2025-12-27.")
    page.goto(f"{origin}en/search/?topic=energy")
    assert len(results(page)) == 10
    assert page.get_attribute("main ol", "data-total") == "12"
    assert trouble == []
    page.close()


def test_keys_alone_do_and_more_hits_come_with_the_focus(browser: Browser, origin: str):
    page = browser.new_page()
    page.goto(f"{origin}zh/search/?q=储能")
    assert len(results(page)) == 10
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('button.more')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("main ol a")).to_have_count(20)
    expect(page.locator("main ol a").nth(10)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/s14/")
    page.go_back()
    expect(page.locator("main ol a")).to_have_count(20)
    assert page.locator("button.more").is_visible()
    page.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_results_fit_and_are_accessible(browser: Browser, origin: str, width: int, scheme: Any):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    for language, query in (("zh", "储能"), ("en", "storage")):
        page.goto(f"{origin}{language}/search/?q={query}")
        assert len(results(page)) == 10
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert faults(page) == []
        small = page.locator("main :is(input, select, button)").evaluate_all(
            "all => all.filter(one => one.offsetHeight && one.offsetHeight < 24).length"
        )
        assert small == 0
    context.close()


def test_without_a_script_the_page_says_where_to_look(browser: Browser, origin: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}en/search/?q=storage")
    assert page.locator("noscript a").first.is_visible()
    assert "needs JavaScript" in page.inner_text("main")
    page.click("noscript a >> nth=0")
    page.wait_for_url("**/en/archive/")
    context.close()


def test_a_server_that_fails_is_told_and_asked_again(browser: Browser, origin: str):
    page = browser.new_page()
    page.route("**/*.bin", lambda route: route.abort())
    page.goto(f"{origin}zh/search/?q=储能")
    expect(page.locator("[role=status]")).to_contain_text("搜索没有完成")
    page.unroute("**/*.bin")
    page.press("#q", "Enter")
    assert len(results(page)) == 10
    page.close()
