"""The verifier finds each thing that WeChat's editor would drop, and lets pass what it keeps."""

import pytest

from digest.render.verifier import faults

FINE = (
    '<section style="color:#333"><section style="padding-left:4px;background-color:#f6f6f6;color:#333">'
    '<h2 style="color:#7d1f15;font-size:19px">标题</h2>'
    '<p style="color:#333;margin-bottom:16px">正文<strong style="color:#333">重点</strong>'
    '<span style="color:#555;font-size:13px">(NDA [2])</span><br>下一行</p>'
    '<p style="text-align:center"><img src="images/01.png" alt="图" style="width:100%"></p>'
    '<blockquote style="border-left:3px solid #ddd;color:#333"><p style="color:#333">引文</p></blockquote>'
    "</section></section>"
)


def test_what_is_kept_passes():
    assert faults(FINE) == []


P = '<p style="color:#333">{}</p>'


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<ul><li>一</li></ul>", "<ul> is not kept"),
        ("<table><tr><td>一</td></tr></table>", "<table> is not kept"),
        ("<svg></svg>", "<svg> is not kept"),
        ("<style>p{}</style>", "<style> is not kept"),
        ("<script>1</script>", "<script> is not kept"),
        ('<p id="a" style="color:#333">一</p>', "id of <p>"),
        ('<p class="a" style="color:#333">一</p>', "class of <p>"),
        ('<p onclick="f()" style="color:#333">一</p>', "onclick of <p>"),
        (P.format('<a href="#fn">一</a>'), "a link to elsewhere"),
        (P.format('<a href="https://www.nda.gov.cn/">一</a>'), "a link to elsewhere"),
        (P.format('<a href="https://mp.weixin.qq.com.evil.cn/">一</a>'), "a link to elsewhere"),
        (P.format('<img src="data:image/png;base64,AA" alt="图">'), "no JPEG or PNG"),
        (P.format('<img src="https://www.nda.gov.cn/a.png" alt="图">'), "no JPEG or PNG"),
        (P.format('<img src="../a.png" alt="图">'), "no JPEG or PNG"),
        (P.format('<img src="a.webp" alt="图">'), "no JPEG or PNG"),
        (P.format('<img src="a.png">'), "without words"),
        ('<p style="color:var(--ink)">一</p>', "is not kept"),
        ('<p style="color:#333 !important">一</p>', "is not kept"),
        ('<p style="color:#333;background-color:linear-gradient(#fff,#eee)">一</p>', "is not kept"),
        ('<p style="color:#333;position:absolute">一</p>', "position is not kept"),
        ('<p style="color:#333;display:flex">一</p>', "display: flex"),
        ('<p style="color:#333;transform:rotate(1deg)">一</p>', "transform is not kept"),
        ('<p style="color:#333;margin:0">一</p>', "margin is not kept"),
        ('<p style="color:#333;background:#fff">一</p>', "background is not kept"),
        ('<p style="color:#000">一</p>', "pure black"),
        ('<p style="color:#333;border-left:1px solid #000000">一</p>', "pure black"),
        ('<p style="color:red">一</p>', "no colour that can be judged"),
        ("<p>一</p>", "no colour of its own"),
        ("一", "outside every block"),
        ('<p style="color:#bbb">一</p>', "by day"),
        ('<p style="color:#9b2a1e">一</p>', "by night"),
        ('<section style="background-color:#f6f6f6"><p style="color:#333">一</p></section>', "outermost"),
        ('<section style="padding-left:4px"><p style="color:#333">一</p></section>', "outermost"),
        ('<p style="color:#333">一', "is not closed"),
        ('<section style="color:#333"><p style="color:#333">一</section></p>', "closes nothing"),
        ("<!-- 一 -->", "a comment"),
        (P.format("\x07"), "control character"),
        ('<p style="color:#333" style="color:#444">一</p>', "twice"),
    ],
)
def test_what_is_lost_is_told(html: str, told: str):
    assert any(told in one for one in faults(html)), faults(html)
