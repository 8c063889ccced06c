"""What is told of a night: published, incomplete, missing, failed, or nothing."""

from datetime import date

import pytest

from digest.notify.news import News, text_of

DAY = date(2026, 6, 16)


@pytest.mark.parametrize(
    ("told", "text"),
    [
        (
            News("published", "每日动态", "zh", DAY, "2026年6月16日", "数据供给", "https://a.cn/", 5, 7, 2),
            "【每日动态】2026年6月16日一期已发布\n数据供给\n5 条，PDF 7 页\nhttps://a.cn/\n警告 2 处",
        ),
        (
            News("published", "Daily", "en", DAY, "16 June 2026", "", "https://a.cn/", 1),
            "[Daily] The issue of 16 June 2026 is published\nItems: 1\nhttps://a.cn/",
        ),
        (
            News("failed", "每日动态", "zh", DAY, "2026年6月16日", errors=("甲", "乙", "丙", "丁", "戊")),
            "【每日动态】构建失败，2026年6月16日一期可能没有发布\n· 甲\n· 乙\n· 丙\n· 另有 2 处",
        ),
        (
            News("missing", "Daily", "en", DAY, "16 June 2026", lacks=("there is no issue",)),
            "[Daily] The issue of 16 June 2026 is due and missing\n· there is no issue",
        ),
    ],
)
def test_the_text_is_short_and_in_the_publication_s_language(told: News, text: str):
    assert text_of(told) == text
