"""What the sentences of a synthetic archive are made of, in both languages side by side.

Each sentence is a frame with a source's mark, places, subjects and figures filled in, so that the
two languages of a story say the same and their figures agree.
"""

from __future__ import annotations

SOURCES = (
    # id, Chinese name, English name, Chinese mark, English mark, kind, host
    ("nda", "国家数据局", "National Data Administration", "NDA", "NDA", "government", "nda.gov.cn"),
    (
        "miit",
        "工业和信息化部",
        "Ministry of Industry and Information Technology",
        "工信部",
        "MIIT",
        "government",
        "miit.gov.cn",
    ),
    (
        "stats",
        "国家统计局",
        "National Bureau of Statistics",
        "国家统计局",
        "NBS",
        "government",
        "stats.gov.cn",
    ),
    ("xinhua", "新华社", "Xinhua News Agency", "新华社", "Xinhua", "agency", "xinhuanet.com"),
    ("reuters", "路透社", "Reuters", "路透社", "Reuters", "agency", "reuters.com"),
    ("caict", "中国信息通信研究院", "China Academy of ICT", "信通院", "CAICT", "research", "caict.ac.cn"),
)

TOPICS = (
    ("data", "数据要素", "Data as a factor of production"),
    ("manufacturing", "智能制造", "Smart manufacturing"),
    ("computing", "算力网络", "Computing networks"),
    ("energy", "新型能源", "New energy"),
    ("finance", "科技金融", "Finance for technology"),
)

PLACES = (
    ("江苏", "Jiangsu"),
    ("浙江", "Zhejiang"),
    ("广东", "Guangdong"),
    ("四川", "Sichuan"),
    ("湖北", "Hubei"),
    ("山东", "Shandong"),
    ("贵州", "Guizhou"),
    ("安徽", "Anhui"),
    ("上海", "Shanghai"),
    ("重庆", "Chongqing"),
    ("陕西", "Shaanxi"),
    ("福建", "Fujian"),
)

SUBJECTS = (
    ("高质量数据集", "high-quality data sets"),
    ("工业机器人", "industrial robots"),
    ("储能电站", "grid-scale storage"),
    ("公共算力平台", "public computing platforms"),
    ("可信数据空间", "trusted data spaces"),
    ("智能工厂", "smart factories"),
    ("工业互联网", "the industrial internet"),
    ("中试平台", "pilot-scale platforms"),
    ("新能源汽车零部件", "parts for electric vehicles"),
    ("科技创新债券", "bonds for innovation"),
    ("低空物流", "low-altitude logistics"),
    ("先进封装产线", "advanced packaging lines"),
)

HEADLINES = (
    (
        "{place}推进{subject}：{count}项，增{percent}%",
        "{place} moves on {subject}: {count} projects, up {percent}%",
    ),
    (
        "{subject}有了尺度：{count}项，涉{percent}%企业",
        "A yardstick for {subject}: {count} items, {percent}% of companies",
    ),
    ("{mark}谈{subject}：{count}家完成{percent}%", "{mark} on {subject}: {count} companies, {percent}% done"),
    (
        "{place}出台{count}条措施支持{subject}：占{percent}%",
        "{place} backs {subject} with {count} measures, {percent}% of all",
    ),
)

CLAIMS = (
    (
        "{mark}{month}月{day}日公布，{place}的{subject}已达{count}个，同比增长{percent}%。",
        "{by} said on {day} {month_name} that {place} now counts {count} projects in {subject}, up {percent}% on the year.",
    ),
    (
        "文件提出**六项任务**，要求到{year}年底{subject}覆盖{percent}%以上的重点企业，总投资{money}亿元。",
        "The document sets **six tasks**: by the end of {year} {subject} shall reach more than {percent}% of key companies, with {money}00 million yuan invested.",
    ),
    (
        "据{mark}统计，{count}家企业参与了首批试点，平均交付周期缩短{percent}%。",
        "By the count of {by}, {count} companies took part in the first trials and cut delivery times by {percent}% on average.",
    ),
    (
        "{place}还将设立{money}亿元的引导基金，优先支持{subject}的共性技术。",
        "{place} will also set up a guidance fund of {money}00 million yuan that favours shared technology for {subject}.",
    ),
    (
        "业内人士介绍，过去三年{subject}的单位成本下降约{percent}%，但标准仍不统一。",
        "People in the field say that the unit cost of {subject} has fallen by about {percent}% in three years, while standards still differ.",
    ),
)

REMARKS = (
    (
        "这与年度部署一脉相承：先把供给做扎实，再谈规模与价格。",
        "This follows from the year’s agenda: first make supply sound, then speak of scale and price.",
    ),
    (
        "值得注意的是，《管理办法》把“谁使用、谁负责”写进正文，责任边界比以往清楚得多。",
        "It is worth noting that the rules say “who uses it answers for it” in so many words, which draws the line of liability more clearly than before.",
    ),
    (
        "对地方而言，真正的考验不在于建了多少平台，而在于有多少企业愿意持续付费。",
        "For local governments the real test is not how many platforms are built but how many companies keep paying for them.",
    ),
    (
        "由此看，评价工作的尺度会随之变化，议价能力将取决于质量、更新机制和合规的供给方式。",
        "Seen this way the yardstick itself will change, and bargaining power will rest on quality, on upkeep and on supplying within the rules.",
    ),
    (
        "短期内，价格竞争难以避免；长期看，*标准和服务*才是分野。",
        "In the short run competition on price is hard to avoid; in the long run *standards and service* make the difference.",
    ),
    (
        "多地的经验表明，只有把数据、场景与资金放在同一张清单里，项目才不会停在展厅。",
        "Experience in several places shows that projects leave the showroom only when data, use and money stand on one and the same list.",
    ),
)

TITLES = (
    ("关于推进{subject}工作的实施方案", "Plan for work on {subject}"),
    ("{place}{subject}发展报告（{year}年）", "Report on {subject} in {place} ({year})"),
    ("{subject}主要指标", "Main indicators of {subject}"),
)

VERIFIES = (
    ("{subject}的数量与增速", "the number and growth of {subject}"),
    ("{place}的投资安排", "the investment planned in {place}"),
    ("试点范围与成效", "the scope and results of the trials"),
)

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
