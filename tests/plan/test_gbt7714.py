"""References after GB/T 7714, against the forms that the standard itself shows."""

import pytest

from digest.plan.documents import Document
from digest.plan.gbt7714 import Form, gbt7714, listed


def document(kind: str = "web", lang: str = "zh-CN", **known: object) -> Document:
    return Document(**{"id": "d", "kind": kind, "lang": lang, "title": "题名", **known})  # type: ignore[arg-type]


EXAMPLES: list[tuple[Form, Document, str]] = [
    (  # 2025, 8.11.3: a page without a day of its own
        "2025",
        document(
            title="馆际互借与文献传递服务",
            publishers=("高等教育文献保障系统",),
            accessed="2025-06-21",
            url="http://home.calis.edu.cn/pages/list.html?id=4101e184",
        ),
        (
            "高等教育文献保障系统.馆际互借与文献传递服务[EB/OL].[2025-06-21]."
            "http://home.calis.edu.cn/pages/list.html?id=4101e184."
        ),
    ),
    (  # 2025, 8.11.3: what editors describe in brackets, with a day and nobody responsible
        "2025",
        document(
            title="[《昨日之歌》图书封面]",
            published="2015-09-18",
            accessed="2023-03-06",
            url="http://www.luxunmuseum.com.cn/uploads/1.jpg",
        ),
        "[《昨日之歌》图书封面][EB/OL].(2015-09-18)[2023-03-06].http://www.luxunmuseum.com.cn/uploads/1.jpg.",
    ),
    (  # 2025, appendix B.4: a newspaper on line, without a day of access
        "2025",
        document(
            "news",
            title="探索微观世界的无穷奥秘",
            authors=("陈缮真",),
            publishers=("人民日报",),
            published="2022-08-16",
            accessed="2022-08-17",
            url="http://paper.people.com.cn/1.htm",
        ),
        "陈缮真.探索微观世界的无穷奥秘[N/OL].人民日报,2022-08-16.http://paper.people.com.cn/1.htm.",
    ),
    (  # 2025, 8.8.3: a report of more than three bodies, its day bare
        "2025",
        document(
            "report",
            title="电信业发展白皮书",
            authors=("中国信息通信研究院", "甲", "乙", "丙"),
            published="2023-12-28",
            url="http://www.caict.ac.cn/1.pdf",
        ),
        "中国信息通信研究院,甲,乙,等.电信业发展白皮书[R/OL].2023-12-28.http://www.caict.ac.cn/1.pdf.",
    ),
    (  # 2025, 8.8.3: a report's number after its title
        "2025",
        document("report", "en", title="Guidelines", authors=("U.S. Department",), number="PB 91-194001"),
        "U.S. Department.Guidelines:PB 91-194001[R].",
    ),
    (  # 2025, 8.9.2: a standard's number before its title, and nobody responsible
        "2025",
        document("standard", title="信息与文献 资源描述", number="GB/T 3792—2021", publishers=("标准委",)),
        "GB/T 3792—2021 信息与文献 资源描述[S].",
    ),
    (
        "2025",
        document(
            "standard", "en", title="Audit data collection", number="ISO 21378:2019", url="https://i.so/"
        ),
        "ISO 21378:2019 Audit data collection[S/OL].https://i.so/.",
    ),
    (  # 2025, 8.14.3: a data set, with who keeps it
        "2025",
        document(
            "dataset",
            "en",
            title="Global burden of disease study 2019",
            authors=("IHME",),
            publishers=("Global Health Data Exchange",),
            published="2021",
            accessed="2025-07-15",
            url="https://ghdx.healthdata.org/gbd-2019",
        ),
        (
            "IHME.Global burden of disease study 2019[DS/OL].Global Health Data Exchange(2021)[2025-07-15]."
            "https://ghdx.healthdata.org/gbd-2019."
        ),
    ),
    (  # 2025, 8.5.3: an article published on line first
        "2025",
        document(
            "paper",
            title="惯性增强动力吸振器",
            authors=("张群", "程志宝", "石志飞"),
            publishers=("铁道学报",),
            published="2024-05-09",
            url="https://kns.cnki.net/1.html",
        ),
        "张群,程志宝,石志飞.惯性增强动力吸振器[J/OL].铁道学报,2024-05-09.https://kns.cnki.net/1.html.",
    ),
    (  # 2015, 4.6: a page
        "2015",
        document(
            title="出版业信息化迈入快车道",
            authors=("萧钰",),
            published="2001-12-19",
            accessed="2002-04-15",
            url="http://www.creader.com/1.html",
        ),
        "萧钰.出版业信息化迈入快车道[EB/OL].(2001-12-19)[2002-04-15].http://www.creader.com/1.html.",
    ),
    (  # 2015, appendix A.4: a report on line
        "2015",
        document(
            "report",
            title="第29次中国互联网络发展现状统计报告",
            publishers=("中国互联网络信息中心",),
            published="2012-01-16",
            accessed="2013-03-26",
            url="http://www.cnnic.net.cn/1.pdf",
        ),
        (
            "中国互联网络信息中心.第29次中国互联网络发展现状统计报告[R/OL].(2012-01-16)[2013-03-26]."
            "http://www.cnnic.net.cn/1.pdf."
        ),
    ),
    (  # 2015, appendix A.7: a newspaper on line, with the day of access
        "2015",
        document(
            "news",
            title="我们的科技一直在追赶",
            authors=("余建斌",),
            publishers=("人民日报",),
            published="2013-01-12",
            accessed="2013-03-20",
            url="http://paper.people.com.cn/2.htm",
        ),
        "余建斌.我们的科技一直在追赶[N/OL].人民日报,2013-01-12[2013-03-20].http://paper.people.com.cn/2.htm.",
    ),
    (  # 2015, appendix A.6: a standard's number after its title
        "2015",
        document("standard", title="非书资料", number="GB/T 3792.4-2009", publishers=("标准委",)),
        "标准委.非书资料:GB/T 3792.4-2009[S].",
    ),
    (
        "2025",
        document("law", title="关于推进的通知", number="国数政策〔2026〕1号", publishers=("国家数据局",)),
        "国家数据局.关于推进的通知:国数政策〔2026〕1号[EB/OL].",
    ),
    (
        "2025",
        document("speech", "en", title="On data", authors=("A B", "C D", "E F", "G H")),
        "A B,C D,E F,et al.On data[EB/OL].",
    ),
]


@pytest.mark.parametrize(("form", "known", "expected"), EXAMPLES, ids=lambda one: None)
def test_a_reference_has_the_standards_form(form: Form, known: Document, expected: str):
    assert gbt7714(known, form) == expected


def test_a_day_of_access_without_an_address_is_not_told():
    assert gbt7714(document(accessed="2026-06-16", publishers=("局",))) == "局.题名[EB/OL]."


def test_a_list_has_the_numbers_of_the_issue():
    assert listed([document(place=3), document(place=5)]) == "[3] 题名[EB/OL].\n[5] 题名[EB/OL].\n"
