"""The wheel, installed far from the repository: all it needs is inside."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import digest

PACKAGE = Path(digest.__file__).parent
ROOT = PACKAGE.parent

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", folder, ROOT], check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def run(wheel: Path, tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    """Run the installed command in a folder, in an environment that sees our packages but not us."""
    place = tmp_path_factory.mktemp("installed")
    venv.create(place / "venv", symlinks=True)
    python = place / "venv/bin/python"
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(place / "venv")}))
    (packages / "tests.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--force-reinstall", str(wheel)], check=True, capture_output=True)
    quiet = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DIGEST"))}

    def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [place / "venv/bin/digest", *arguments]
        return subprocess.run(command, check=False, cwd=folder, env=quiet, capture_output=True, text=True)

    return run


def test_all_is_inside(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    ours = {path.relative_to(ROOT) for path in PACKAGE.rglob("*") if path.is_file()}
    wanted = {path.as_posix() for path in ours if "__pycache__" not in path.parts}
    wanted |= {f"digest/templates/{path.name}" for path in (ROOT / "templates").iterdir()}
    assert wanted <= inside
    assert {"digest/py.typed", "digest/fonts/OFL.txt", "digest/recipes/systemd/digest.timer"} <= inside
    assert {name.split("/")[0] for name in inside} == {"digest", f"digest-{digest.__version__}.dist-info"}


def test_it_is_the_installed_one_that_runs(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    ran = run(tmp_path, "--version")
    assert (ran.returncode, ran.stdout) == (0, f"{digest.__version__}\n")
    assert run(tmp_path, "build").returncode == 2


def test_a_publication_begins_far_from_the_repository(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    started = run(tmp_path, "init", "x")
    assert started.returncode == 0, started.stderr
    bare = run(tmp_path / "x", "build", "--no-pdf")
    assert bare.returncode == 0, bare.stderr
    site = tmp_path / "x/build/site"
    assert (site / "zh/index.html").is_file()
    assert not list(site.rglob("*.pdf"))
    full = run(tmp_path / "x", "build")
    assert full.returncode == 0, full.stderr
    assert len(list(site.rglob("*.pdf"))) >= 2


def test_it_explains_and_has_schemas(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert run(tmp_path, "explain", "unknown-source").returncode == 0
    assert '"ItemFile"' in run(tmp_path, "schema", "item").stdout
    assert run(tmp_path, "doctor").returncode == 0
