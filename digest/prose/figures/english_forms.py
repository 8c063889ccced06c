"""How figures look in English: one pattern a form, whose groups `english.py` reads."""

from digest.prose.figures.numerals import ARABIC, MAGNITUDE, ORDINAL_WORD, SPELT, begins_with

NUMBER = rf"(?:{ARABIC}|{SPELT}|a(?=\s(?:hundred|thousand|million|billion|trillion)))"
TIMES_TEN = rf"\s?(?:bn|mn|trn|tn)\b|(?<=[0-9])[mkKMB](?![A-Za-z0-9])|(?:[\s-](?:{MAGNITUDE}))*"
_TO = r"(?:(?<=[0-9%])\s?[–—-]\s?(?=[0-9$€£])|\s+(?:to|and|or|through|until)\s+)"
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)

_HANGUL = SPELT.rstrip("+")
AT_NUMBER = rf"[0-9a\uac00-\uafff](?<!{_HANGUL}{_HANGUL})(?:(?<!a)|(?=\s(?:{MAGNITUDE})))"
"""Where a number may begin."""

AT_WHOLE_NUMBER = rf"{AT_NUMBER}(?<![0-9][0-9])"
"""The same, for forms that never begin within digits."""

AT_DIGITS = "[0-9](?<![0-9][0-9])"
AT_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"

HAS_NAME = "[0-9](?:[A-Za-z]|(?<=[A-Za-z].)|(?<=[A-Za-z]-.))"
"""What every name with digits has: a letter beside one."""

NAME = (
    r"\b[A-Z][A-Za-z]*-?[0-9]+[A-Za-z0-9.-]*|\b[a-z]+[0-9]+[A-Za-z0-9]*|\b[0-9]+[A-Z]+(?:-[A-Z0-9]+)?\b"
    r"|\b[0-9]+[a-z]{2,}[0-9]\w*"
)
"""Names with digits are no figures: GPT-4, 5G-A, H20, COP30, B2B."""

UNIT_NAME = (
    r"^[0-9.]+(?:KW|[kKMGT]Wh?|[KMGTPE]B|B|M|K|T|TEU)$|^(?:RMB|USD|CNY|CN|EUR|HK|US)[0-9]|^[QH][1-4]$"
    r"|^(?:Mid|Pre|Post)-"
)
"""What looks like such a name and is a figure with its unit."""

CONVERSION = (
    r"\b(?:mu|jin|li|yuan|renminbi|catties)\s\((?P<inside>[^()]*)\)"
    r"|RMB ?[0-9.,]+[a-z ]*\((?P<more>[^()]*)\)"
)
"""What a translator adds for readers abroad: 1,500 mu (100 hectares), 10 billion yuan ($1.4 billion)."""

IDIOM_SIGNS = (
    "-y|-Y|o.|O.|ne another|ne hand|ne side|ne end|oone|yone|two sessions|24/7|once|hundreds|thousands"
    "|illions|tens|dozens|several |few |many "
)
IDIOM = (
    r"(?i:five-year)(?=\s(?i:plan|period))|\b[Oo]ne (?:another|hand|side|end)\b|(?i:\bno\.\s?1\b)"
    r"|\b(?:no|any|every)one\b|\btwo sessions\b|24/7|\bonce\b"
    r"|\b(?:hundreds|thousands|millions|billions|trillions|tens|dozens)\b"
    r"(?: of (?:hundreds|thousands|millions|billions))?"
    r"|\b(?:several|a few|many) (?:hundred|thousand|million|billion|dozen)\b"
)
"""Set phrases whose numbers count nothing."""

_DAY = r"(?P<day>[0-9]{1,3})(?:st|nd|rd|th)?"
_MONTH = rf"(?P<month>{_MONTHS})\b\.?"
_YEAR = r"(?:,?\s+(?P<year>[0-9]{4})\b)?"
ISO_DATE = r"(?P<year>\b[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})\b"
MONTHS = (
    rf"\b(?P<first>{_MONTHS})\b\.?\s?(?:to|through|until|–|—|-)\s?(?P<last>{_MONTHS})\b"
    r"(?!\.?\s[0-9]{1,2}\b)"
)
DAY_MONTH = rf"\b(?:(?P<low>[0-9]{{1,3}}){_TO})?{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}"
MONTH_DAY = (
    rf"\b{_MONTH}\s+(?:the\s)?(?:(?P<low>[0-9]{{1,3}})(?:st|nd|rd|th)?{_TO})?{_DAY}"
    rf"(?![0-9,.]*[0-9]|\s?(?:percent|%|million|billion)){_YEAR}"
)
_BEFORE_MONTH = "|".join(
    rf"(?<={before})"
    for before in (
        *(
            rf"\b{word} "
            for word in ("[Ii]n", "of", "[Ss]ince", "to", "[Bb]y", "[Ff]rom", "early", "late", "last")
        ),
        *(rf"\b{word} " for word in ("this", "next", "until", "and", "for", "the")),
        "[Mm]id-",
        "’s ",
        "[,(:] ",
    )
)
MONTH_IN_TEXT = rf"(?=[ADFJMNOS])(?:{_BEFORE_MONTH}){_MONTH}{_YEAR}(?![a-z-])"
"""May and March are months only where something says so. Its capital is looked for first: there are few."""

MONTH_ALONE = (
    r"\b(?P<month>January|February|April|June|July|August|September|October|November|December)\b" + _YEAR
)
MONTH_YEAR = r"\b(?P<month>March|May)\s+(?P<year>[0-9]{4})\b"
FIRST_MONTHS = rf"\b[Ff]irst\s(?P<many>[0-9]{{1,2}}|{SPELT})\s(?P<unit>months|quarters)"
QUARTER = r"\b(?P<which>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)[\s-]quarter\b|\bQ(?P<digit>[1-4])\b"
HALF_YEAR = r"\b(?P<which>[Ff]irst|[Ss]econd|H1|H2)(?:(?<=[12])|\shalf(?=\s(?:of|year)|[,.]|$))"
HOUR = r"\b(?P<hour>[0-9]{1,3})(?:[:.](?P<minute>[0-9]{2,3}))?\s?[ap]\.?m\b\.?"
CLOCK = r"(?<![0-9:])(?P<hour>[0-9]{1,2}):(?P<minute>[0-5][0-9])(?![0-9:])"

_TENS = rf"(?=[0-9a]|{SPELT})(?:(?P<low>{NUMBER})(?:\s?%|\s(?:percent|per\scent))?{_TO})?(?P<high>{NUMBER})"
POINTS = rf"{_TENS}(?:(?:\sof\sa)?[\s-](?:percentage|pct)[\s-]points?|\s?pp)\b"
PART_OF_A_POINT = r"\b(?P<part>quarter|half)[\s-](?:a\s)?(?:percentage[\s-])?point\b"
BASIS_POINTS = rf"{_TENS}[\s-](?:basis\spoints?|bps?|pips?)\b"
PERCENT = rf"{_TENS}(?:\s?%|[\s-](?i:percent|per\scent|pct)\b)"
PER_THOUSAND = rf"{_TENS}(?:‰|\s(?:per\smille|per\sthousand)\b)"

SIGNS = {
    "$": "USD",
    "US$": "USD",
    "USD": "USD",
    "HK$": "HKD",
    "NT$": "TWD",
    "€": "EUR",
    "EUR": "EUR",
    "£": "GBP",
    "RMB": "CNY",
    "CNY": "CNY",
    "CN¥": "CNY",
}
_AMOUNT = (
    rf"(?:(?P<low>{NUMBER})(?P<low_times>{TIMES_TEN}){_TO}(?:US\$|[$€£])?)?"
    rf"(?P<value>{NUMBER})(?P<times>{TIMES_TEN})"
)
AT_SIGN = "[$€£UHNRCE]"
SIGN_MONEY = rf"(?P<sign>US\$|HK\$|NT\$|[$€£]|RMB|CN¥|CNY|USD|EUR)\s?{_AMOUNT}"
CURRENCIES = {
    "yuan": "CNY",
    "renminbi": "CNY",
    "rmb": "CNY",
    "hong kong": "HKD",
    "taiwan": "TWD",
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "won": "KRW",
    "rupee": "INR",
    "r": "RUB",
}
"""What a currency's name holds; the first that fits counts."""

MONEY = (
    rf"(?<![0-9.,])\b{_AMOUNT}[\s-](?P<currency>(?:Chinese\s)?yuan|renminbi|RMB|(?:US|U\.S\.)\s?dollars?"
    r"|(?:Hong Kong|New Taiwan) dollars?|dollars?|euros?|pounds?(?: sterling)?|yen|won|rou?bles?|rupees?)\b"
)

_PARTS = (
    "(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|hundredth|thousandth"
    "|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)"
    "(?:ieth|y-(?:third|fourth|fifth|sixth|seventh|eighth|ninth)))s?"
)
AT_FRACTION = rf"[Aa\uac00-\uafff](?<!\w.)(?:(?<={_HANGUL})|(?=\s(?:half|quarter|third|fifth|tenth)))"
FRACTION = (
    rf"\b(?P<above>{SPELT})[\s-]"
    rf"(?P<below>hal(?:f|ves)|quarters?|{_PARTS})\b"
    r"(?!\s(?:session|plenary|year|time|century|place|phase|round|batch|anniversary|edition|meeting))"
    r"|\b[Aa]\s(?P<of>half|quarter|third|fifth|tenth)(?=\s(?:of|as|more|less|higher|lower|to)\b|[.,;:]|$)"
)
AND_A_HALF = rf"\b(?:(?P<whole>[0-9]+|{SPELT})(?:\s[a-z]+)?|an\shour|an?\s[a-z]+)\sand\sa\shalf\b"
OUT_OF = (
    rf"(?<![0-9.,])\b(?P<above>[0-9]|{SPELT})\s(?:in|out\sof)\s(?:every\s)?"
    rf"(?P<below>100?|{SPELT})\b(?!\s(?:years|months|days|weeks))"
)
DIVISION = r"(?<![0-9/])(?P<above>[1-9])/(?P<below>[0-9]{1,2})(?![0-9/])"
MULTIPLES = {
    "doubl": 2,
    "twice": 2,
    "tripl": 3,
    "trebl": 3,
    "quadrupl": 4,
    "quintupl": 5,
    "twofold": 2,
    "threefold": 3,
    "fourfold": 4,
    "fivefold": 5,
    "sixfold": 6,
    "tenfold": 10,
}
_FOLD = ("two", "three", "four", "five", "six", "ten")
_GROWN = "(?:e|ed|es|ing)"
MULTIPLE = (
    begins_with(
        [f"{stem}{_GROWN}" for stem in ("doubl", "tripl", "trebl", "quadrupl", "quintupl")]
        + ["twice", *(f"{times}fold" for times in _FOLD)]
    )
    + r"\b"
)
TIMES = rf"\b(?P<value>{NUMBER})(?:[\s-](?i:times)\b(?!\s(?:a|in|per)\b)|-?fold\b)"
ORDINAL_DIGITS = r"\b(?P<digits>[0-9]+)(?:st|nd|rd|th)\b"
ORDINAL = rf"{ORDINAL_WORD}\b"
DECADE = r"\b(?P<year>(?:19|20)[0-9]0)s\b"
AT_DECADES = (
    rf"[0-9aCDMcdm\uac00-\uafff](?<!\w.)(?:(?<=[0-9])|(?<={_HANGUL})|(?=\s)"
    r"|(?i:(?<=d)(?:ec|oz)|(?<=c)ent|(?<=m)il))"
)
DECADES = (
    rf"\b(?:(?P<many>{NUMBER})\s(?P<unit>(?i:decades?|centur(?:y|ies)|millenni(?:um|a)|dozen))"
    r"|(?P<alone>(?i:decade|century|centenar(?:y|ies)|centennial|millennium|dozen)))\b"
)
YEARS = r"(?<![0-9.,])(?P<first>(?:19|20)[0-9]{2})[–—-](?P<last>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9-])"
SCALED = {"k": 1, "m": 1000, "g": 10**6, "t": 10**9}
"""Units of power and energy by their first letter, by the kilowatt and the kilowatt-hour."""

QUANTITY = (
    rf"(?:(?<![0-9.,])|(?<=[a-z]\.))\b{_AMOUNT}"
    r"(?:[\s-]?(?P<unit>[kMGT]Wh?|(?:kilo|mega|giga|tera)watts?(?:[\s-]?hours?)?)\b)?"
)
AT_BOTH = begins_with(["both", "dual", "pair", "twin", "bilateral"])
BOTH = r"\b(?i:both)\b|\b[Dd]ual\b|\b[Pp]airs?\b|\b[Tt]wins?\b|\b[Bb]ilateral\b"
HALF = r"[Hh](?<!\w.)alf\b"
