"""Chinese justification is put in place where it was tried, and nowhere else."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


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
