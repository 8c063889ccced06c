"""A build over a real Dask cluster: a scheduler and two workers as processes of their own, on loopback."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from benchmarks.archive import write_archive
from samples import minimal

from digest.build import build
from digest.model.values import read_instant
from digest.options import Options
from digest.render import cluster
from digest.render.cluster import NoCluster

pytestmark = pytest.mark.slow

Publish = Callable[..., Path]
QUIET = {**os.environ, "DASK_LOGGING__DISTRIBUTED": "error", "DASK_DISTRIBUTED__DIAGNOSTICS__NVML": "false"}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def program(*words: str, folder: Path | None = None, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]]
    running = subprocess.Popen(
        command, env={**QUIET, **more}, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield running
    finally:
        running.kill()
        running.wait()


@contextmanager
def a_cluster(
    tmp_path: Path, workers: int = 2, **more: str
) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    port = free_port()
    at = f"tcp://127.0.0.1:{port}"
    with ExitStack() as stack:
        stack.enter_context(
            program("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        )
        folder = str(tmp_path / "dask")
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", folder)
        started = [
            stack.enter_context(program("worker", at, *options, folder=tmp_path, **more))
            for _ in range(workers)
        ]
        wait_for(at, workers)
        yield f"dask://127.0.0.1:{port}", started


def wait_for(at: str, workers: int) -> None:
    from distributed import Client

    for _ in range(60):
        try:
            with Client(at, timeout="5s", set_as_default=False) as client:
                client.wait_for_workers(workers, timeout=60)
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError("no cluster came up")


def options(root: Path, out: str, at: str | None = None, *, pdf: bool = True) -> Options:
    from datetime import UTC

    return Options(root, root / out, read_instant("2026-06-20T12:00", UTC), jobs=1, pdf=pdf, cluster=at)


def killing(workers: list[subprocess.Popen[bytes]]) -> Callable[[int, int], None]:
    """A progress that kills workers when the first page has come."""

    def step(done: int, total: int) -> None:
        for worker in workers:
            worker.kill()

    return step


def bytes_of(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }


def test_a_cluster_makes_the_same_bytes(publish: Publish, tmp_path: Path):
    root = publish(minimal())
    assert build(options(root, "here")).published
    with a_cluster(tmp_path) as (at, _):
        assert build(options(root, "there", at)).published

    assert bytes_of(root / "there/site") == bytes_of(root / "here/site")


def test_a_worker_killed_in_the_middle_costs_only_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    root = write_archive(tmp_path / "archive", 40)
    monkeypatch.setattr(cluster, "PAGES", 16)
    assert build(options(root, "here", pdf=False)).published
    with a_cluster(tmp_path) as (at, workers):
        assert build(options(root, "there", at, pdf=False), killing(workers[:1])).published

    assert bytes_of(root / "there/site") == bytes_of(root / "here/site")


def test_when_all_workers_die_the_rest_is_done_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    root = write_archive(tmp_path / "archive", 30)
    monkeypatch.setattr(cluster, "PAGES", 16)
    monkeypatch.setattr(cluster, "LOOK", 0.3)
    monkeypatch.setattr(cluster, "PATIENCE", 3)
    with a_cluster(tmp_path) as (at, workers):
        assert build(options(root, "there", at, pdf=False), killing(workers)).published

    assert (root / "there/site/zh/index.html").exists()


def test_a_worker_with_another_program_is_refused(publish: Publish, tmp_path: Path):
    source = Path(cluster.__file__).parents[1]
    changed = Path(shutil.copytree(source, tmp_path / "changed/digest"))
    html = changed / "render/html.py"
    html.write_text(html.read_text(encoding="utf-8") + "\n# another version\n", encoding="utf-8")
    root = publish(minimal())
    with (
        a_cluster(tmp_path, 1, PYTHONPATH=str(changed.parent)) as (at, _),
        pytest.raises(NoCluster, match="refused: tcp://"),
    ):
        build(options(root, "there", at, pdf=False))

    assert not (root / "there/site").exists()


def test_an_address_without_a_cluster_is_told(publish: Publish):
    with pytest.raises(NoCluster, match="no cluster at dask://"):
        build(options(publish(minimal()), "there", f"dask://127.0.0.1:{free_port()}", pdf=False))
