"""Sveltia CMS as npm has it → the files beside this one, which ask no other origin for anything.

Run where npm is: `python -m digest.desk.vendor.rebuild`. What npm sends is held against the
integrity below; ORIGIN.md tells what is changed in it, SHA256SUMS what must come out.
"""

import base64
import hashlib
import io
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@sveltia/cms@0.221.1"
INTEGRITY = "sha512-J+Qoik9kGMk2L7vNpOQrnDmFRi+NB6vwJ0f657YtsxWH0P8WYSYRRSRC2pQ/jGGbVlM//Pg/WIgmkpswqoo3gQ=="
HERE = Path(__file__).parent

FONTS = {
    "source-sans-3": "source-sans-3-latin-wght-normal",
    "noto-mono": "noto-mono-latin-400-normal",
    "material-symbols-outlined": "material-symbols-outlined-latin-wght-normal",
}
_FOREIGN_FONT = re.compile(
    r"https://cdn\.jsdelivr\.net/fontsource/fonts/([a-z0-9-]+?)(?::vf)?@[0-9.]+/[a-z0-9-]+\.woff2"
)
_LOCALES = re.compile(r"`\$\{\w+\}@\$\{\w+\}/locales`")
_UPDATES = "https://unpkg.com/@sveltia/cms"
_TONGUES = ("zh-CN", "en-GB")


def rebuild(archive: bytes) -> dict[str, bytes]:
    """The files to keep, of npm's archive. Raises ValueError if it is another one."""
    said = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if said != INTEGRITY:
        raise ValueError(f"another archive: {said}")
    with tarfile.open(fileobj=io.BytesIO(archive)) as package:
        members = {one.name.removeprefix("package/"): one for one in package.getmembers()}

        def read(name: str) -> bytes:
            file = package.extractfile(members[name])
            assert file is not None
            return file.read()

        script = read("dist/sveltia-cms.js").decode()
        script = _FOREIGN_FONT.sub(lambda found: f"{found[1]}.woff2", script)
        script, count = _LOCALES.subn("`.`", script)
        assert count == 1
        script = script.replace(_UPDATES, ".")
        script = re.sub(r"\n//# sourceMappingURL=.*", "", script)
        kept = {"sveltia-cms.js": script.encode()}
        kept |= {f"{one}.json": read(f"locales/{one}.json") for one in _TONGUES}
        for name, stem in FONTS.items():
            file = next(
                one for one in members if one.startswith(f"npm/assets/{stem}") and one.endswith(".woff2")
            )
            kept[f"{name}.woff2"] = read(file)
            kept[f"{name}.LICENSE.txt"] = read(f"npm/assets/{name}.LICENSE.txt")
    kept["package.json"] = b'{"version": "0.221.1"}\n'
    return kept


def main() -> None:
    """Fetch, check, write."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=folder, check=True)  # noqa: S603, S607 – ours
        [archive] = Path(folder).glob("*.tgz")
        kept = rebuild(archive.read_bytes())
    for name, data in kept.items():
        (HERE / name).write_bytes(data)
    sums = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(kept.items())]
    (HERE / "SHA256SUMS").write_text("".join(sums), encoding="ascii")


if __name__ == "__main__":
    main()
