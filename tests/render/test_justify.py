"""Chinese justification: what is stretched, how slack is shared, and what happens where it was not tried."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.render.justify import LATIN_LIMIT, WIDE_LIMIT, Gap, Letter, gaps_of, shared

ROOT = Path(__file__).parent.parent.parent


def letters(text: str, em: float = 10.0) -> list[Letter]:
    return [Letter(one, None, index, em) for index, one in enumerate(text)]


def stretched(text: str) -> str:
    """The text with a bar at each place that may be stretched."""
    after = {gap.after.index for gap in gaps_of(letters(text))}
    return "".join(one + ("|" if index in after else "") for index, one in enumerate(text))


@pytest.mark.parametrize(
    "text",
    ["数|据|要|素", "用| AI |做", "AI", "a| b", "他|说|——|好", "等|……|好", "为|3.6|亿|元", "“|好|”|的"],
)
def test_what_may_be_stretched(text: str):
    given_text = text.replace("|", "")
    expected = text.replace("| ", " |") if " " in text else text
    assert stretched(given_text) == expected


def test_a_space_takes_twice_what_a_place_between_ideographs_takes():
    gaps = gaps_of(letters("甲乙 A丙丁"))
    takes = shared(gaps, 3.0)
    by_index = {gap.after.index: take for gap, take in zip(gaps, takes, strict=True)}
    assert by_index[2] == pytest.approx(2 * by_index[0])


@given(
    st.lists(st.tuples(st.floats(0.1, 3), st.floats(0, 5)), max_size=30),
    st.floats(0, 50),
)
def test_slack_is_given_out_whole_or_up_to_the_limits(places: list[tuple[float, float]], slack: float):
    [letter] = letters("字")
    gaps = [Gap(letter, weight, limit) for weight, limit in places]
    takes = shared(gaps, slack)
    assert all(0 <= take <= gap.limit + 1e-6 for take, gap in zip(takes, gaps, strict=True))
    assert sum(takes) == pytest.approx(min(slack, sum(gap.limit for gap in gaps)), abs=1e-4)


def test_no_place_of_a_chinese_line_takes_more_than_three_tenths_of_an_em():
    assert max(WIDE_LIMIT, LATIN_LIMIT) <= 0.3


INSTALLED = """
import sys
from pathlib import Path
from digest.render.pdf import prepare
prepare(Path(sys.argv[1]))
import weasyprint
from weasyprint.layout import inline
from digest.render import justify
stock = inline.justify_line
{change}
print(justify.install(), inline.justify_line is stock)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("", "True False"),
        ("weasyprint.__version__ = '71.0'", "False True"),
        ("justify._stretch = lambda line, takes, advance: 0.0", "False True"),
        ("justify._letters = None", "False True"),
    ],
    ids=["tried", "another-version", "not-flush", "broken"],
)
def test_it_is_put_in_place_where_it_was_tried_and_passes_its_own_test(
    tmp_path: Path, change: str, expected: str
):
    code = INSTALLED.format(change=change)
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == expected


FALLBACK = """
import sys
from pathlib import Path
from digest.render import pdf
pdf.prepare(Path(sys.argv[1]))
import weasyprint
weasyprint.__version__ = '71.0'
from digest.render.templates import packaged
from digest.render.justify import lines_of
style = pdf._style((packaged(),), 'a4')
text = '<html lang="zh"><main><div class="body"><p>' + '国家数据局发布 AI 方案，部署六项行动，' * 20
[page] = weasyprint.HTML(string=text).render(stylesheets=[style[0]], font_config=style[1]).pages
lines = [line for line in lines_of(page._page_box) if line.width > 100]
print({line.style['text_align_all'] for line in lines if line.element.tag == 'p'})
"""


@pytest.mark.slow
def test_elsewhere_lines_are_aligned_left(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-c", FALLBACK, tmp_path], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() in ("{'left'}", "{'start'}")
