"""The flow is the layout: modules import only from those above them in this list."""

import ast
from pathlib import Path

import digest

PACKAGE = Path(digest.__file__).parent

ORDER = [
    "diagnostic",
    "fonts",
    "model",
    "address",
    "words",
    "fingerprint",
    "forked",
    "patience",
    "load",
    "validate",
    "markup",
    "prose",
    "packed",
    "story",
    "gather",
    "checks",
    "view",
    "plan",
    "options",
    "judge",
    "render",
    "publish",
    "standing",
    "ledger",
    "lots",
    "kit",
    "build",
    "report",
    "progress",
    "desk",
    "notify",
    "commands",
    "cli",
]


def parts() -> set[str]:
    names = {path.stem for path in PACKAGE.glob("*.py")} | {
        path.parent.name for path in PACKAGE.glob("*/__init__.py")
    }
    return names - {"__init__", "__main__"}


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found |= {name for name in names if name.startswith("digest.")}
    return found


def module_files() -> dict[str, Path]:
    files = {}
    for path in PACKAGE.rglob("*.py"):
        parts = ("digest", *path.relative_to(PACKAGE).with_suffix("").parts)
        files[".".join(part for part in parts if part != "__init__")] = path
    return files


def test_every_module_stands_in_the_order():
    assert parts() == set(ORDER)


def test_modules_import_only_from_above():
    for path in PACKAGE.rglob("*.py"):
        own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if own in ("__init__", "__main__"):
            continue
        for name in imports(path):
            used = name.split(".")[1]
            if used in ORDER and used != own:
                assert ORDER.index(used) < ORDER.index(own), f"{path.name} imports {name}"


def test_no_imports_go_round_in_circles():
    files = module_files()
    graph = {name: {used for used in imports(path) if used in files} for name, path in files.items()}
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, f"circle: {' → '.join((*above, name))}"
        if name not in done:
            for used in graph[name]:
                visit(used, (*above, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_only_the_reader_opens_content_and_only_the_printer_prints():
    printers = [p for p in PACKAGE.rglob("*.py") if "print(" in p.read_text(encoding="utf-8")]
    assert {p.name for p in printers} <= {"report.py", "rebuild.py"}


def test_every_module_says_what_it_turns_into_what():
    for path in PACKAGE.rglob("*.py"):
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path
