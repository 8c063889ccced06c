"""How figures look in Chinese: one pattern a form, whose groups `chinese.py` reads."""

from digest.markup.characters import HAN
from digest.prose.figures.numerals import ARABIC, HAN_DIGIT, HAN_NUMBER

UNITS = "(?:[十百万亿]|千(?![瓦米克卡]))*"
NUMBER = (
    rf"(?:(?:{ARABIC})[多余来几]?{UNITS}(?:(?<=[万亿])零?[0-9]+(?:\.[0-9]+)?[千百]?万?)*"
    rf"|{HAN_NUMBER}(?:[多余来](?=[万亿])[万亿]+)?)"
)
"""1.35万亿, 14亿1178万, 20多万, 二十二, 九百六十多万."""

_MORE = "[多余来]?"
_TO = "(?:—|——|-|–|～|~|至|到|、|和|与|或)"
_RANGE = "(?:—|-|–|～|~|至|到)"
_TENS = f"[{HAN_DIGIT}十]{{1,3}}"

NAME = (
    r"[A-Za-z]+(?:[-·.]?[0-9]+[A-Za-z]*)+(?:[.-][0-9A-Za-z]+)*"
    r"|[0-9]+[A-Z]+(?:-[A-Z0-9]+)?(?![a-z])"
)
"""Names with digits are no figures: GPT-4, 5G-A, H20, COP30, PM2.5, 3D."""

GAP = rf"(?<=[{HAN}]) (?=[0-9])|(?<=[0-9%+]) (?=[{HAN}])"
"""Spaces that some type between Han and digits."""

LATIN_UNITS = {"K": 10**3, "M": 10**6, "G": 10**9, "B": 10**9, "T": 10**12}

UNIT_NAME = r"^[0-9]+(?:[KMGT]Wh?|KM|[KMGTPEZ]B|[EPTGM]FLOPS|TEU|kWh)$|^(?:RMB|USD|Q[1-4]$)"
"""What looks like such a name and is a figure with its unit."""

IDIOM = (
    "一带一路|一国两制|三农|九二共识|[一二三四五六七八九十]+·[一二三四五六七八九十]+|[0-9]{1,2}·[0-9]{1,2}"
    "|千家万户|千方百计|(?<![0-9])万[众象物千事]|[上成]?[百千万亿]亿?[计级]|[数几][十百千万亿]+|上[百千万亿]+"
    "|成[百千]上[千万]|十几|百[姓年]|千[年禧载]|长三角|珠三角|三角|四川|三[亚明星菱峡]|九[江龙寨]|六[安盘]"
    "|百[色度]|万[科达宁州华]|五[粮台]|十堰|[进统唯同专划归]一|万一|初一|三中全会精神|[七八]一(?=勋章|建军)"
    "|一[一些批样起切律并度贯向手道同时致直般旦定系体线流带路方面步]|五[一四](?=[假节青运国]|”)"
)
"""Set phrases and names whose numerals count nothing."""

MONTHS = rf"(?<![0-9.])(?P<first>[0-9]{{1,2}}){_RANGE}(?P<last>[0-9]{{1,2}})月(?:份)?(?![0-9]*日)"
CENTURY = (
    r"(?P<which>[0-9]{2}|[一二]?十[一二三四五六七八九]?|上)世纪"
    r"(?:(?P<decade>[0-9]{2}|[一二三四五六七八九]十)年代)?"
)
DATE = (
    rf"(?P<year>(?<![0-9.])[0-9]{{4}}|[一二][{HAN_DIGIT}]{{3}})年"
    rf"(?:(?P<month>[0-9]{{1,3}}|{_TENS})月(?:(?P<day>[0-9]{{1,3}}|{_TENS})日)?)?"
)
ISO_DATE = r"(?P<year>(?<![0-9.-])[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![0-9-])"
MONTH_AND_DAY = (
    rf"(?P<month>(?<![0-9.])[0-9]{{1,3}}|(?<![{HAN_DIGIT}十]){_TENS})月(?:(?P<day>[0-9]{{1,3}}|{_TENS})日)?"
)
DAY = r"(?P<day>(?<![0-9.])[0-9]{1,3})日"
FIRST_MONTHS = rf"[前头](?P<many>[0-9]{{1,2}}|{HAN_NUMBER})(?P<unit>个?季度|个?月)"
QUARTER = r"第?(?P<which>[一二三四五六七八九1-9])季度|首季度?|Q(?P<digit>[1-4])(?![0-9])"
HALF_YEAR = r"[上下]半年"
HOUR = (
    r"(?:上午|下午|晚上?|凌晨|中午|早上?)(?P<hour>[0-9]{1,3})[时点]"
    r"(?:(?P<minute>[0-9]{1,3})分|(?P<half>半))?"
)
CLOCK = (
    r"(?<![0-9.:：])(?P<hour>[0-9]{1,3})(?:[:：](?P<minute>[0-5][0-9])(?![0-9:])"
    r"|时(?:(?P<past>[0-9]{1,3})分|整|许)?(?![代间期候速段数空]))"
)
POINTS = rf"(?:(?P<low>{NUMBER})[%％]?{_TO})?(?P<high>{NUMBER})个?百分点"
BASIS_POINTS = rf"(?P<high>{NUMBER})个基点"
SPELT_SHARE = rf"百分之(?P<whole>{HAN_NUMBER}|{ARABIC})(?:点(?P<part>[{HAN_DIGIT}]+))?"
PERCENT = rf"(?:(?P<low>{ARABIC})[%％]?{_TO})?(?P<high>{ARABIC}) ?[%％]"
PER_THOUSAND = rf"(?P<high>{ARABIC})‰"
BORN = r"(?<![0-9])(?P<decade>[0-9]0)(?:后(?=[^0-9]|$)|年代)"
FRACTION = rf"(?P<below>{NUMBER})分之(?P<above>{NUMBER})"
DIVISION = r"(?<![0-9/])(?P<above>[1-9])/(?P<below>[0-9]{1,2})(?![0-9/])"
TENTHS = (
    r"(?P<high>[一二两三四五六七八九]|[1-9](?:\.[0-9])?)成"
    r"(?![为立果功员本分套都长年就品熟交效型人千百绩因语片像形])[多以]?"
)
DISCOUNT = r"(?P<value>[一二三四五六七八九]{1,2}|[1-9](?:\.[0-9])?)折(?=[^叠合射旧磨腾中算损线断页返]|$)"
AND_A_HALF = rf"(?P<whole>{NUMBER})个?半(?=小时|月|年|世纪|天)"
LAPSE = r"(?<![0-9.])(?P<seconds>[0-9]{1,2})秒(?P<part>[0-9]{1,3})(?![0-9.])"
DOUBLING = rf"翻了?(?:(?P<times>{NUMBER})番|番|倍)"
TIMES = rf"(?P<value>{NUMBER}){_MORE}倍(?!增)"
CURRENCIES = {
    "美元": "USD",
    "欧元": "EUR",
    "英镑": "GBP",
    "日元": "JPY",
    "港元": "HKD",
    "港币": "HKD",
    "韩元": "KRW",
    "卢布": "RUB",
    "卢比": "INR",
    "新台币": "TWD",
    "人民币": "CNY",
    "元": "CNY",
}
MONEY = rf"(?P<value>{NUMBER}){_MORE}(?P<currency>{'|'.join(CURRENCIES)})(?![素件旦宵首老宇月])"
PLAN = (
    r"[“\"](?P<value>十?[一二三四五六七八九十])五[”\"]"
    r"|(?P<bare>十[一二三四五六]?)五(?=规划|时期|期间|开局|末|收官|以来)"
)
CONGRESS = (
    r"(?P<value>十[五六七八九]|二十[一二三]?)大(?![力型量众会家])"
    r"(?=以来|报告|精神|召开|提出|对|将|胜利|通过|、|，|。|和|作出|部署|擘画)"
)
ORDINAL = rf"第(?P<value>{NUMBER})"
TERM = rf"(?P<value>{HAN_NUMBER}|[0-9]+)(?=届)"
SESSION = r"(?P<value>[一二三四五六七八九])(?=中全会|次会议)"

SCALED = {"千瓦时": 1, "度电": 1, "千瓦": 1, "兆瓦": 1000, "吉瓦": 10**6, "太瓦时": 10**9}
"""Units of power and energy, by the kilowatt and the kilowatt-hour."""

CONVERTED = ("亩", "公斤", "斤")
"""Units that translators convert."""

_MEASURE = (
    "[个项条家地次名位种类批期年月天周届轮场座台架辆艘套件份封部本篇章节款编级层元人户国方省市县区村所支只头匹棵株"
    "亩米吨斤岁大者重步股颗枚笔间处门代番维极点环道路线型星翼屏端链网城都湖江河岸边侧力资险]"
    "|小时|分钟|秒|公里|千米|平方|立方|公顷|千瓦|中全会|世纪|周年|车间|课堂|支柱|板块|领域|赛道|方面|阶段|举措|措施"
    "|任务|行动|工程|计划"
)
QUANTITY = (
    rf"(?:(?P<low>(?:{ARABIC})[万亿]*|[{HAN_DIGIT}十]+){_RANGE})?(?P<value>{NUMBER}){_MORE}"
    rf"(?P<unit>{'|'.join((*SCALED, *CONVERTED))})?(?P<measure>(?:{_MEASURE}|(?<=[亩斤电瓦时])))?"
)
PAIR = "双[方边重碳]|两者|彼此"
HALF = "一半|半数|半[个年天]|过半"
