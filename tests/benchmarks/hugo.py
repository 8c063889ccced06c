"""A number → the archive of that many issues once more, as a site for Hugo with lean templates.

The same pages: items, issues, months, topics and sources with their months, homes, feeds. Marks
are links already, so that Hugo has nothing to resolve.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from .archive import FIRST_DAY, LANGUAGES, Cited, Day, Story, days
from .phrases import SOURCES, TOPICS

CONFIG = """\
baseURL = "https://digest.nda.gov.cn/"
title = "bench"
defaultContentLanguage = "zh"
defaultContentLanguageInSubdir = true
disableKinds = ["robotsTXT"]
pluralizeListTitles = false
[languages.zh]
contentDir = "content/zh"
locale = "zh-CN"
title = "新质生产力每日动态"
weight = 1
[languages.en]
contentDir = "content/en"
locale = "en-GB"
title = "New Quality Productive Forces Daily"
weight = 2
[taxonomies]
topic = "topics"
source = "sources"
month = "archive"
topicmonth = "topic-months"
sourcemonth = "source-months"
[outputs]
home = ["html", "rss", "json"]
section = ["html"]
term = ["html"]
taxonomy = ["html"]
[markup.goldmark.renderer]
unsafe = false
"""

LAYOUTS = {
    "baseof.html": """\
<!DOCTYPE html>
<html lang="{{ site.Language.Locale }}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} · {{ site.Title }}</title>
<link rel="stylesheet" href="{{ "site.css" | relURL }}">
<link rel="canonical" href="{{ .Permalink }}">
{{ range .AllTranslations }}<link rel="alternate" hreflang="{{ .Language.Locale }}" href="{{ .Permalink }}">
{{ end }}<meta property="og:title" content="{{ .Title }}"><meta property="og:url" content="{{ .Permalink }}">
</head><body>
<header><p><a href="{{ site.Home.RelPermalink }}">{{ site.Title }}</a></p>
<nav><ul>{{ range .Translations }}<li><a href="{{ .RelPermalink }}">{{ .Language.Label }}</a></li>{{ end }}</ul></nav>
<nav><ul>{{ range slice "archive" "topics" "sources" }}<li><a href="{{ . | relLangURL }}/">{{ . }}</a></li>{{ end }}</ul></nav>
</header>
<main>{{ block "main" . }}{{ end }}</main>
<footer><p>For industry research only; not investment advice.</p></footer>
</body></html>
""",
    "home.html": """\
{{ define "main" }}{{ range first 15 (site.Sections.ByParam "day").Reverse }}
<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>{{ .Summary }}{{ end }}{{ end }}
""",
    "section.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}
<ol>{{ range .RegularPages.ByWeight }}<li><a href="#{{ .Params.id }}">{{ .Title }}</a></li>{{ end }}</ol>
{{ range .RegularPages.ByWeight }}<article id="{{ .Params.id }}"><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
{{ .Content }}{{ partial "topics.html" . }}</article>{{ end }}
{{ range .RegularPages.ByWeight }}{{ partial "references.html" . }}{{ end }}{{ end }}
""",
    "page.html": """\
{{ define "main" }}<article><h1>{{ .Title }}</h1>
<p><a href="{{ .CurrentSection.RelPermalink }}">{{ .CurrentSection.Title }}</a></p>
{{ partial "topics.html" . }}{{ .Content }}</article>{{ partial "references.html" . }}
<nav>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>{{ end }}
""",
    "term.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range first 200 .Pages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a><p>{{ .Params.summary }}</p><time>{{ .Params.day }}</time></li>
{{ end }}</ul>{{ end }}
""",
    "taxonomy.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Data.Terms.Alphabetical }}
<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ul>{{ end }}
""",
    "_partials/topics.html": """\
<p>{{ range .Params.topics }}<a href="{{ printf "topics/%s/" . | relLangURL }}">{{ . }}</a> {{ end }}</p>
""",
    "_partials/references.html": """\
<ol>{{ range .Params.references }}<li id="ref-{{ .id }}"><a href="{{ printf "sources/%s/" .source | relLangURL }}">{{ .name }}</a>:
<a href="{{ .url }}">{{ .title }}</a>, {{ .published }}, {{ .verifies }} ({{ .mark }})</li>{{ end }}</ol>
""",
    "rss.xml": """\
<rss version="2.0"><channel><title>{{ .Title }}</title><link>{{ .Permalink }}</link><description>{{ .Title }}</description>
{{ range first 20 .Pages }}<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link><guid>{{ .Permalink }}</guid>
<description>{{ .Content | transform.XMLEscape | safeHTML }}</description></item>{{ end }}</channel></rss>
""",
    "list.json": """\
{"version": "https://jsonfeed.org/version/1.1", "title": {{ .Title | jsonify }}, "items": [{{ range $i, $one := first 20 .Pages }}
{{ if $i }},{{ end }}{"id": {{ .Permalink | jsonify }}, "title": {{ .Title | jsonify }}, "content_html": {{ .Content | jsonify }}}
{{ end }}]}
""",
}
"""Templates of Hugo 0.168, by name."""

_MARK = re.compile(r"\[@([a-z0-9-]+)\]")


def write_hugo(root: Path, issues: int, items: int = 5) -> Path:
    """Write Hugo's site under `root`."""
    _write(root / "hugo.toml", CONFIG)
    _write(root / "static/site.css", "body { max-width: 40em; margin: auto }\n")
    for name, text in LAYOUTS.items():
        _write(root / "layouts" / name, text)
    for place, language in enumerate(LANGUAGES):
        content = root / "content" / language
        for kind, entries in (("topics", TOPICS), ("sources", SOURCES)):
            for entry in entries:
                front = {"title": entry[1 + place], "outputs": ["html", "rss", "json"]}
                _write(content / kind / entry[0] / "_index.md", _page(front, ""))
    for day in days(issues, items):
        write_hugo_day(root, day)
    return root


def write_hugo_day(root: Path, day: Day) -> None:
    """Write one issue with its items."""
    for place, language in enumerate(LANGUAGES):
        folder = root / "content" / language / day.day.isoformat()
        front = {"title": _title(day.day), "day": day.day.isoformat(), "archive": [f"{day.day:%Y-%m}"]}
        _write(folder / "_index.md", _page(front, day.abstract[place]))
        for story in day.stories:
            _write(folder / f"{story.slug}.md", hugo_story(story, language))


def hugo_story(story: Story, language: str) -> str:
    """A story as a page of Hugo's."""
    place = LANGUAGES.index(language)
    month = f"{story.day:%Y-%m}"
    sources = sorted({cited.source for cited in story.citations})
    front = {
        "title": story.headline[place],
        "id": story.slug,
        "summary": story.summary[place],
        "day": story.day.isoformat(),
        "date": story.day.isoformat(),
        "weight": story.number,
        "topics": list(story.topics),
        "sources": sources,
        "topic-months": [f"{topic}-{month}" for topic in story.topics],
        "source-months": [f"{source}-{month}" for source in sources],
        "references": [_reference(cited, place) for cited in story.citations],
    }
    marks = {cited.id: _mark(cited, place) for cited in story.citations}
    body = _MARK.sub(lambda found: f"([{marks[found[1]]}](#ref-{found[1]}))", story.body(language))
    return _page(front, body)


def _reference(cited: Cited, place: int) -> dict[str, str]:
    source = next(one for one in SOURCES if one[0] == cited.source)
    return {
        "id": cited.id,
        "source": cited.source,
        "name": source[1 + place],
        "mark": source[3 + place],
        "title": cited.title[place],
        "url": cited.url,
        "published": cited.published.isoformat(),
        "verifies": cited.verifies[place],
    }


def _mark(cited: Cited, place: int) -> str:
    return next(one[3 + place] for one in SOURCES if one[0] == cited.source)


def _title(day: date) -> str:
    return f"{day.isoformat()} · {(day - FIRST_DAY).days + 1}"


def _page(front: dict[str, object], body: str) -> str:
    return json.dumps(front, ensure_ascii=False, indent=1) + "\n\n" + body + "\n"


def pages_of(public: Path) -> Iterator[Path]:
    """The HTML pages that were built."""
    return public.rglob("*.html")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
