"""An edition → the views of its items and references, for any page, feed or bulletin.

Where a mark leads differs by form: a fragment on a page, a full address in a feed. That is what
a `Form` says; all else is the same everywhere.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from markupsafe import escape

from digest import address
from digest.markup.characters import has_han
from digest.markup.symbols import has_headings, resolve
from digest.model.item import Citation, Correction
from digest.model.record import Body, Item, Site
from digest.model.source import Source
from digest.plan.edition import Edition
from digest.plan.phrases import fallback, optional, phrase, plain_rich, rich, tag
from digest.plan.pictures import picture_view
from digest.plan.references import Reference
from digest.plan.remembered import remembered
from digest.view.correction import CorrectionView
from digest.view.item import ItemView
from digest.view.phrase import Link, Phrase, Rich
from digest.view.reference import Place, ReferenceView
from digest.words import fill, heading_number, moment


@dataclass(frozen=True, slots=True)
class Form:
    """How an edition is shown: at which level a story's text has its headings, where marks lead.

    `target` stands before a reference's fragment; `anchored` says whether marks have ids, so that
    references can lead back to them.
    """

    level: int
    target: str = ""
    anchored: bool = True


ON_ISSUE = Form(level=3)
ON_ITEM = Form(level=2)


def anchor(reference: Reference) -> str:
    """The fragment of a reference."""
    return f"ref-{reference.number}"


def item_view(edition: Edition, item: Item, form: Form) -> ItemView:
    """A story as a form shows it."""
    story = _stories(edition).get(item.slug)
    if story is None:
        story = _stories(edition)[item.slug] = _story(edition, item)
    level = form.level if has_headings(story.body.html) else 0
    key = (form.target, form.anchored, level)
    if key not in story.views:
        html = _with_marks(edition, item, story, form)
        story.views[key] = replace(story.view, body=Rich(html, story.view.body.lang))
    return story.views[key]


@dataclass(frozen=True, slots=True)
class _Label:
    """How a citation is shown in a mark: the number of its reference, and its name as HTML."""

    number: int
    html: str
    is_chinese: bool


@dataclass(frozen=True, slots=True)
class _Story:
    """A story of an edition.

    Its view has no body yet; `body` is the one that it shows, `labels` are its citations in marks;
    `views` are what forms have made of these.
    """

    view: ItemView
    body: Body
    labels: dict[str, _Label]
    views: dict[tuple[object, ...], ItemView] = field(default_factory=dict)


@remembered
def _stories(edition: Edition) -> dict[str, _Story]:
    """The stories of an edition that were asked for, by slug."""
    return {}


def _story(edition: Edition, item: Item) -> _Story:
    site, language, words = edition.site, edition.language, edition.words
    number = edition.number.numbers.get(item.slug)
    shown = rich(item.bodies, language, site)
    assert shown is not None  # the schema asks for a body
    body, body_tag = shown
    view = ItemView(
        slug=item.slug,
        anchor=f"item-{item.slug}",
        address=address.item(language, item.date, item.slug),
        number=heading_number(number, language) if number else "",
        headline=phrase(item.headline, language, site),
        summary=summary(item, language, site),
        body=Rich("", body_tag),
        topics=tuple(
            Link(phrase(edition.number.topics[topic].name, language, site), address.topic(language, topic))
            for topic in item.topics
        ),
        image=picture_view(edition, item),
        corrections=corrections_of(item, language, site),
        notices=(words["untranslated"],) if item.slug in edition.untranslated else (),
        labels=labels_of(item, language, words),
        is_brief=item.is_brief,
        is_draft=item.slug in edition.day.drafts,
    )
    spoken = fallback(item.bodies, language, site.source_language) or language
    labels = {one.id: _label(edition, item, one, spoken) for one in item.citations}
    return _Story(view, body, labels)


def summary(item: Item, language: str, site: Site) -> Phrase:
    """An item's summary; without one in its language, the first sentence of its body."""
    if language in item.summary:
        return Phrase(item.summary[language])
    if language in item.bodies:
        return Phrase(item.bodies[language].lead)
    if item.summary:
        return phrase(item.summary, language, site)
    shown = rich(item.bodies, language, site)
    return Phrase(shown[0].lead, shown[1]) if shown else Phrase("")


def corrections_of(
    record: Item, language: str, site: Site, about: Link | None = None
) -> tuple[CorrectionView, ...]:
    """The corrections of an item, oldest first."""
    return tuple(
        correction_view(correction, note, language, site, about)
        for correction, note in zip(record.corrections, record.notes, strict=True)
    )


def correction_view(
    correction: Correction, note: dict[str, Body], language: str, site: Site, about: Link | None = None
) -> CorrectionView:
    """One correction."""
    local = correction.at.astimezone(site.zone)
    return CorrectionView(
        when=moment(local, site.locale(language)),
        at=local.isoformat(),
        text=plain_rich(note, language, site, 4) or Rich(""),
        was=optional(correction.was, language, site),
        now=optional(correction.now, language, site),
        about=about,
    )


def reference_views(edition: Edition, form: Form, slug: str | None = None) -> tuple[ReferenceView, ...]:
    """The references of an edition, or of one of its items, in order of their numbers."""
    shown = [(cited, view) for cited, view in _references(edition) if slug is None or slug in cited.cited_by]
    if not form.anchored:
        return tuple(view for _, view in shown)
    return tuple(replace(view, places=_places(edition, cited, slug)) for cited, view in shown)


@remembered
def _references(edition: Edition) -> tuple[tuple[Reference, ReferenceView], ...]:
    """The references of an edition, each with its view but for the places that cite it."""
    shown = {item.slug for item in edition.items}
    return tuple(
        (reference, _reference_view(edition, reference))
        for reference in edition.number.references.listed
        if shown.intersection(reference.cited_by)
    )


def mark_text(citation: Citation, sources: dict[str, Source], language: str, site: Site) -> str:
    """The mark of a citation without brackets: `NDA`, joint publishers as `Reuters / AP`."""
    return " / ".join(phrase(sources[one].mark, language, site).text for one in citation.sources)


# Marks ----------------------------------------------------------------------------------------


def _label(edition: Edition, item: Item, citation: Citation, language: str) -> _Label:
    number, style = edition.number.references.number(item.slug, citation.id), edition.site.marks
    if style == "number":
        return _Label(number, str(number), is_chinese=False)
    name = mark_text(citation, edition.number.sources, language, edition.site)
    shown = f"{name} [{number}]" if style == "both" else name
    return _Label(number, str(escape(shown)), has_han(name))


def _with_marks(edition: Edition, item: Item, story: _Story, form: Form) -> str:
    """The body's HTML, each mark a link to its reference."""
    target = escape(form.target)
    style = edition.site.marks
    seen: Counter[int] = Counter()

    def link(label: _Label) -> str:
        seen[label.number] += 1
        own = _mark_id(item.slug, label.number, seen[label.number])
        identity = f' id="{own}"' if form.anchored else ""
        return f'<a class="mark"{identity} href="{target}#ref-{label.number}">{label.html}</a>'

    def mark(ids: tuple[str, ...]) -> str:
        labels = [story.labels[one] for one in ids]
        return _bracketed(map(link, labels), style, any(one.is_chinese for one in labels))

    return resolve(story.body.html, mark, form.level)


def _mark_id(slug: str, number: int, times: int) -> str:
    return f"cite-{slug}-{number}" + (f"-{times}" if times > 1 else "")


def _bracketed(links: Iterable[str], style: str, is_chinese: bool) -> str:
    """(NDA; Reuters) in Latin, （路透社；美联社） in Chinese, [2; 5] by number."""
    opening, joint, closing = ("[", "; ", "]") if style == "number" else _BRACKETS[is_chinese]
    return f'<span class="marks">{opening}{joint.join(links)}{closing}</span>'


_BRACKETS = {False: ("(", "; ", ")"), True: ("（", "；", "）")}


def brackets(labels: Iterable[str]) -> tuple[str, str, str]:
    """What stands before, between and after the parts of a mark: full width if one of them is Chinese."""
    return _BRACKETS[any(has_han(label) for label in labels)]


# References -----------------------------------------------------------------------------------


def _reference_view(edition: Edition, reference: Reference) -> ReferenceView:
    site, language, words = edition.site, edition.language, edition.words
    citation, sources = reference.citation, edition.number.sources
    names = [phrase(sources[one].name, language, site) for one in citation.sources]
    first = sources[citation.source]
    verified = fallback(reference.verifies, language, site.source_language)
    return ReferenceView(
        number=reference.number,
        anchor=anchor(reference),
        publisher=Phrase(" / ".join(name.text for name in names), names[0].lang),
        title=document_title(citation, language, site),
        document_number=citation.number,
        published=citation.published,
        verifies=_verifies(edition, reference, verified) if verified else None,
        crosschecks=fill(words["crosschecks"], number=reference.crosschecks)
        if reference.crosschecks
        else None,
        mark=mark_text(citation, sources, language, site),
        url=citation.url or first.home,
        is_home=citation.url is None,
        archived=citation.archived,
        kind=words[f"kind_{first.kind}"],
        sources=tuple(
            Link(phrase(sources[one].name, language, site), address.source(language, one))
            for one in citation.sources
        ),
    )


def _verifies(edition: Edition, reference: Reference, language: str) -> Phrase:
    joint = "；" if language == "zh" else "; "
    what = joint.join(reference.verifies[language])
    if language == edition.language:
        return Phrase(fill(edition.words["verifies"], what=what))
    return Phrase(what, tag(language, edition.site))


def document_title(citation: Citation, language: str, site: Site) -> Phrase | None:
    """A document's title, in its own marks: 《…》 in Chinese, “…” in English, [described] as it is."""
    titles = {str(written): title for written, title in citation.title.items()}
    found = fallback(titles, language, site.source_language)
    if found is None:
        return None
    title = titles[found]
    if not title.startswith("["):
        inner = title.replace("《", "〈").replace("》", "〉")
        title = f"《{inner}》" if found == "zh" else f"“{title}”"
    return Phrase(title, None if found == language else tag(found, site))


def _places(edition: Edition, reference: Reference, slug: str | None) -> tuple[Place, ...]:
    """Where a reference is cited on its page, a letter for each."""
    number = reference.number
    places = [
        _mark_id(one, number, times + 1)
        for one in (reference.cited_by if slug is None else (slug,))
        for times in range(_times_cited(edition).get((one, number), 0))
    ]
    return tuple(Place(chr(97 + index % 26), f"#{own}") for index, own in enumerate(places))


@remembered
def _times_cited(edition: Edition) -> Counter[tuple[str, int]]:
    """How often the bodies of an edition cite, by story and reference."""
    times: Counter[tuple[str, int]] = Counter()
    for item in edition.items:
        shown = rich(item.bodies, edition.language, edition.site)
        numbers = edition.number.references.numbers.get(item.slug, {})
        marked = (identity for mark in (shown[0].marks if shown else ()) for identity in mark.ids)
        times.update((item.slug, numbers[identity]) for identity in marked if identity in numbers)
    return times


def labels_of(item: Item, language: str, words: dict[str, str]) -> tuple[str, ...]:
    """What readers are told of a text's making: by whom, and whether a translation was read."""
    labels = []
    making = item.made_with.get(language)
    if making and making != "human":
        labels.append(words[f"made_{making}"])
    translation = item.translation.get(language)
    if translation and translation.status == "draft":
        labels.append(words["unreviewed"])
    return tuple(labels)
