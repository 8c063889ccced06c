"""`explain`, `schema` and `doctor`: what codes mean, what files may say, what this machine has."""

from pathlib import Path

import click

from digest.cli.exits import FAULT, USAGE
from digest.cli.options import common
from digest.cli.speech import spoken
from digest.commands.place import Stop, find_root
from digest.diagnostic import Message


@click.command()
@click.argument("code")
@common
def explain(code: str, root: Path | None, lang: str | None) -> None:
    """What the diagnostic CODE means, with a wrong and a right example."""
    from digest.commands.explain import explain as page
    from digest.report import result

    result(page(code).said_in(spoken()))


@click.command()
@click.argument("kind", required=False)
@click.option("--install", "installing", is_flag=True, help="Write them where VS Code completes and checks.")
@common
def schema(kind: str | None, installing: bool, root: Path | None, lang: str | None) -> None:
    """JSON Schema of KIND: item, issue, site, sources, topics, glossary, api; all, if left out."""
    import json

    from digest.report import result
    from digest.validate.schema import KINDS, json_schema

    if kind is not None and kind not in KINDS:
        listed = ", ".join(KINDS)
        raise Stop(
            USAGE, Message(f"no schema {kind!r}; there are: {listed}", f"没有 {kind!r}；可用：{listed}")
        )
    if installing:
        from digest.commands.schema import install

        for path in install(find_root(root, Path.cwd())):
            result(path)
        return
    data = json_schema(kind) if kind else {name: json_schema(name) for name in KINDS}
    result(json.dumps(data, ensure_ascii=False, indent=2))


@click.command()
@common
def doctor(root: Path | None, lang: str | None) -> None:
    """Fonts, Pango, versions: what this machine has and lacks."""
    from digest.commands.doctor import doctor as look
    from digest.report import result

    language = spoken()
    parts = look()
    for part in parts:
        help = f"  → {part.help.said_in(language)}" if part.help else ""
        result(f"{'ok' if part.fine else '!!':3}{part.name:28}{part.state}{help}")
    if not all(part.fine for part in parts):
        click.get_current_context().exit(FAULT)
