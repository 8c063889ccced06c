"""Tables too wide for a form of the bulletin become one small table a row; the others stay."""

import re

from digest.render.stack import WIDEST, stacked

HEAD = "".join(f'<th class="right">{year}年</th>\n' for year in range(2021, 2027))
ROW = "".join(f'<td class="right">{figure}</td>\n' for figure in (102, 250, 480, 790, "1,204", "3,117"))
TABLE = (
    f"<table>\n<thead>\n<tr>\n<th>指标</th>\n{HEAD}</tr>\n</thead>\n<tbody>\n"
    f"<tr>\n<td>数据集（个）</td>\n{ROW}</tr>\n<tr>\n<td><strong>算力</strong></td>\n{ROW}</tr>\n</tbody>\n</table>"
)


def words(html: str) -> list[str]:
    return re.findall(r"[^<>\n]+(?=<)", html)


def test_a_table_that_fits_stays_as_it_is():
    assert stacked(f"<p>前</p>\n{TABLE}\n<p>后</p>", "a4") == f"<p>前</p>\n{TABLE}\n<p>后</p>"
    assert WIDEST["phone"] < 7 <= WIDEST["a4"]


def test_each_row_of_a_wide_one_becomes_a_table_of_two_columns_and_no_figure_is_lost():
    made = stacked(f"<p>前</p>\n{TABLE}\n<p>后</p>", "phone")
    assert made.count("<table") == 2
    assert '<p class="stack"><strong>算力</strong></p>' in made
    assert '<th scope="row">2026年</th>\n<td class="right">3,117</td>' in made
    assert words(made)[:5] == ["前", "数据集（个）", "2021年", "102", "2022年"]
    assert words(made)[-1] == "后"
    for figure in words(ROW):
        assert made.count(f">{figure}<") == 2


def test_a_cell_without_content_is_left_out_and_a_table_without_rows_stays():
    made = stacked(TABLE.replace(">250<", "><", 1), "phone")
    assert made.count(">250<") == 1
    assert '<td class="right"></td>' not in made
    assert stacked("<table>\n</table>", "phone") == "<table>\n</table>"
