"""`digest schema`: the JSON Schema of a kind of file; `--install`: all of them, where editors look."""

from pathlib import Path

from digest.commands.place import Stop
from digest.desk.schemas import EXTENSIONS, SETTINGS, NotSettings, extensions, schema_files, settings
from digest.diagnostic import Message
from digest.gather import gather


def install(root: Path) -> list[str]:
    """Write schemas and settings below the root; the paths that changed.

    Raises Stop (2) for a settings file that cannot be added to.
    """
    files = schema_files(gather(root).publication)
    for path, made in ((SETTINGS, settings), (EXTENSIONS, extensions)):
        at = root / path
        try:
            files[path] = made(at.read_text(encoding="utf-8") if at.is_file() else None)
        except NotSettings:
            raise Stop(
                2,
                Message(f"{path} cannot be added to", f"无法写入 {path}"),
                Message(
                    "mend it, or add the setting `yaml.schemas` yourself", "请修正它，或自行加上 yaml.schemas"
                ),
            ) from None
    return [path for path, text in files.items() if _write(root / path, text)]


def install_schemas(root: Path) -> None:
    """Write the schemas alone, where there are none yet: what the first line of an item names."""
    for path, text in schema_files(None).items():
        if not (root / path).exists():
            _write(root / path, text)


def _write(path: Path, text: str) -> bool:
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return True
