"""Templates compiled by our leaner compiler say what they say when Jinja compiles them."""
# ruff: noqa: E501 (a template a line)

from dataclasses import dataclass
from pathlib import Path

import jinja2
import pytest
from markupsafe import Markup

from digest.render.artifact import Workshop
from digest.render.html import filled
from digest.render.lean import Lean
from digest.render.templates import packaged


@dataclass(frozen=True, slots=True)
class Story:
    """Something with attributes."""

    headline: str
    number: int
    summary: str | None = None


VALUES = {
    "story": Story("<A> & “B”", 3),
    "words": {"items": "Items & more", "colon": ": "},
    "safe": Markup("<b>safe</b>"),
    "rows": ((1, "<i>"), (2, "x")),
    "join": "-".join,
    "nothing": None,
}

TEXTS = {
    "escaped, unless safe": "{{ story.headline }}|{{ safe }}|{{ story.number }}|{{ nothing }}|{{ 1.5 }}",
    "constants": "{{ '<' }}{{ '<' | safe }}{{ 'a'.upper() }}{{ ['<'] }}",
    "names in mappings": "{{ words.colon }}{{ words['items'] }}{{ words.get('x', '<') }}",
    "what is missing": "{{ story.body is defined }}{{ story.body | default('<none>') }}{{ x | default(safe) }}",
    "macros": "{% macro m(a, b='<') %}[{{ a }}{{ b }}]{% endmacro %}{{ m('&') }}{{ m('&', safe) }}{{ m(b=1, a=2) }}",
    "macros in macros": "{% macro a(x) %}<u>{{ x }}</u>{% endmacro %}{% macro b(x) %}{{ a(x) }}{{ a(a(x)) }}{% endmacro %}{{ b('<') }}",
    "macros as values": "{% macro m(a) %}{{ a }}<{% endmacro %}{{ m('<') | length }}{{ m.name }}{{ m.arguments }}",
    "a caller": "{% macro m() %}<p>{{ caller() }}</p>{% endmacro %}{% call m() %}{{ story.headline }}{% endcall %}",
    "varargs": "{% macro m(a) %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, c='<') }}",
    "spread": "{% macro m(a, b) %}{{ a }}{{ b }}{% endmacro %}{{ m(*['<', '>']) }}{{ m(**{'a': 1, 'b': 2}) }}",
    "loops": "{% for n, text in rows %}{{ loop.index }}{{ text }}{{ ', ' if not loop.last }}{% else %}-{% endfor %}",
    "recursive loops": "{% for n in rows recursive %}{{ n[1] }}{% endfor %}",
    "functions": "{{ join(['<', safe]) }}{{ join(rows | map(attribute='1')) }}{{ range(2) | list }}",
    "autoescape off": "{% autoescape false %}{{ story.headline }}{% endautoescape %}{{ story.headline }}",
    "joined": "{{ story.headline ~ '<' }}{{ safe ~ story.headline }}{{ safe + '<' }}",
    "blocks": "{% block a %}<{{ story.headline }}>{% endblock %}{{ self.a() }}",
    "sets": "{% set x = '<' %}{% set y %}{{ x }}{% endset %}{{ x }}{{ y }}",
    "conditions": "{{ (story if story.number else safe).headline }}{{ 'x' if false }}",
}


def environment(lean: bool, **templates: str) -> jinja2.Environment:
    made = jinja2.Environment(autoescape=True, loader=jinja2.DictLoader(templates))
    if lean:
        made.code_generator_class = Lean
    return made


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_template_says_what_it_says_in_jinja(text: str):
    said = [environment(lean).from_string(text).render(VALUES) for lean in (True, False)]
    assert said[0] == said[1]
    assert "<" not in text or said[0]


def test_imported_macros_see_what_the_page_sees():
    parts = "{% macro m(x) %}{{ x }}{{ story.number }}{% endmacro %}"
    page = "{% import 'parts' as parts with context %}{% for one in rows %}{{ parts.m(one[1]) }}{% endfor %}"
    said = [environment(lean, parts=parts).from_string(page).render(VALUES) for lean in (True, False)]
    assert said == ["&lt;i&gt;3x3"] * 2


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("\n{{ story.body }}", 2, "has no attribute 'body'"),
        ("{{ nobody }}", 1, "'nobody' is undefined"),
        ("\n\n{{ nobody('x') }}", 3, "'nobody' is undefined"),
        ("{% macro m(a) %}\n{{ a }}{% endmacro %}{{ m() }}", 2, "parameter 'a' was not provided"),
    ],
)
def test_what_a_template_does_wrong_is_told_as_in_jinja(text: str, line: int, said: str):
    for lean in (True, False):
        made = environment(lean)
        made.undefined = jinja2.StrictUndefined
        with pytest.raises(jinja2.UndefinedError, match=said) as caught:
            made.from_string(text).render(VALUES)
        at = [frame.lineno + 1 for frame in caught.traceback if str(frame.path) == "<template>"]
        assert at[-1] == line


@pytest.mark.parametrize("call", ["m(1, 2)", "m(1, b=2)", "m(1, a=2)"])
def test_an_argument_too_many_is_refused(call: str):
    for lean in (True, False):
        template = environment(lean).from_string("{% macro m(a) %}{% endmacro %}{{ " + call + " }}")
        with pytest.raises(TypeError):
            template.render()


def test_a_page_has_its_pieces_in_a_layout_that_imports_none(tmp_path: Path):
    (tmp_path / "layout.html").write_text("{% block main %}{% endblock %}", encoding="utf-8")
    correction = {"when": "5 May", "at": "", "text": {"html": "text", "lang": None}, "about": None}
    one = {**correction, "was": {"text": "was", "lang": None}, "now": None}
    words = dict.fromkeys(("corrections", "correction", "was", "table", "method_changes"), "word")
    values = {"chrome": {"language": "zh"}, "words": words, "corrections": [one]}
    said = filled("corrections.html", values, Workshop(tmp_path, (tmp_path, packaged())))
    assert "word：<del>was</del>" in said
