"""`proof`, `kit` and `references`: what of one issue goes to people by other ways than the site."""

import os
from pathlib import Path

import click

from digest.cli.exits import CONTENT
from digest.cli.options import base_of, common, day_of, instant_of, judged, out_option, output_of, site_in
from digest.cli.speech import spoken, tell
from digest.commands.place import find_root
from digest.diagnostic import Message


@click.command()
@click.argument("day", metavar="[DATE]", required=False)
@out_option
@judged
@common
def proof(
    day: str | None,
    out: Path | None,
    now: str | None,
    strict: bool,
    form: str,
    root: Path | None,
    lang: str | None,
) -> None:
    """The bulletins of the issue of DATE (the newest, if left out), marked as proofs, into proof/DATE/."""
    from digest.commands.proof import proof as prove
    from digest.options import Options
    from digest.report import result, say

    at = find_root(root, Path.cwd())
    folder = output_of(out, at)
    options = Options(at, folder, instant_of(now, at), drafts=True, jobs=os.cpu_count() or 1, strict=strict)
    made = prove(options, day_of(day, site_in(at)) if day else None)
    tell(made.verdict.said, form, at)
    for path in made.files:
        result(str(path))
    for language in made.without:
        say(
            Message(
                f"no bulletin in {language}: a headline or body is not translated",
                f"没有 {language} 版：有标题或正文尚未翻译",
            ),
            spoken(),
        )
    if made.verdict.stopping:
        click.get_current_context().exit(CONTENT)


@click.command()
@click.argument("day", metavar="[DATE]", required=False)
@out_option
@click.option("--no-pdf", is_flag=True, help="No bulletins, pages and covers.")
@click.option("--base-url", metavar="URL", help="Another address of the site.")
@click.option("--force", is_flag=True, help="Make all of it anew.")
@judged
@common
def kit(
    day: str | None,
    out: Path | None,
    no_pdf: bool,
    base_url: str | None,
    force: bool,
    now: str | None,
    strict: bool,
    form: str,
    root: Path | None,
    lang: str | None,
) -> None:
    """The WeChat kit of the issue of DATE (today's, else the newest) into kit/DATE/, visible or not."""
    from digest.commands.kit import make_kit
    from digest.options import Options
    from digest.report import result, say

    at = find_root(root, Path.cwd())
    folder = output_of(out, at)
    options = Options(
        root=at,
        out=folder,
        now=instant_of(now, at),
        jobs=os.cpu_count() or 1,
        pdf=not no_pdf,
        base_url=base_of(base_url),
        force=force,
        strict=strict,
    )
    made = make_kit(options, day_of(day, None) if day else None)
    tell(made.verdict.said, form, at)
    for path in made.files:
        result(str(path))
    if made.drafts:
        say(
            Message(f"left out, since drafts: {made.drafts}", f"未收入的草稿：{made.drafts} 条"),
            spoken(),
        )
    if made.verdict.stopping:
        click.get_current_context().exit(CONTENT)


@click.command()
@click.argument("day", metavar="[DATE]", required=False)
@click.option(
    "--form",
    "shape",
    type=click.Choice(["gbt7714", "gbt7714-2015", "csl"]),
    default="gbt7714",
    show_default=True,
    help="GB/T 7714 of 2025 or of 2015, or CSL-JSON.",
)
@click.option("--edition", type=click.Choice(["zh", "en"]), help="The issue's language; the source language.")
@common
def references(day: str | None, shape: str, edition: str | None, root: Path | None, lang: str | None) -> None:
    """The references of the issue of DATE (the newest, if left out), for export."""
    from digest.commands.references import references as listed
    from digest.report import result

    at = find_root(root, Path.cwd())
    site = site_in(at)
    found = listed(at, day_of(day, site) if day else None, edition, shape)
    result(found.removesuffix("\n"))
