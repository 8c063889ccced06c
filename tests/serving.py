"""A copy of the sample publication with a preview server of its own, and what tests ask of it."""

import http.client
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

SAMPLE = Path(__file__).parent.parent
DAY = "content/2026/06/16"
ITEM = f"{DAY}/03-jiangsu-ai-manufacturing.yaml"
PAGE = "/zh/2026-06-16/jiangsu-ai-manufacturing/"


@dataclass
class Served:
    """A server under `root`, at `origin`."""

    root: Path
    origin: str
    process: "subprocess.Popen[str]"

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """One request, its path sent as it is."""
        place = urlsplit(self.origin)
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body

    def text(self, path: str) -> str:
        """A page's text."""
        return self.ask(path)[2].decode()

    def until(self, path: str, text: str, seconds: float = 20) -> None:
        """Wait until a page holds a text."""
        end = time.monotonic() + seconds
        while text not in self.text(path):
            assert time.monotonic() < end, f"{path} never showed {text!r}"
            time.sleep(0.02)

    def edit(self, path: str, before: str, after: str) -> None:
        """Change a file."""
        at = self.root / path
        text = at.read_text(encoding="utf-8")
        assert before in text
        at.write_text(text.replace(before, after), encoding="utf-8")

    def memory(self) -> int:
        """Resident memory in KB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


@contextmanager
def serving(root: Path) -> Iterator[Served]:
    """Serve a copy of the sample made at `root`."""
    for name in ("content", "sources.yaml"):
        copy = shutil.copytree if (SAMPLE / name).is_dir() else shutil.copy
        copy(SAMPLE / name, root / name)
    command = [sys.executable, "-m", "digest", "serve", "--root", str(root), "--port", "0", "--lang", "en"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root)
    try:
        assert process.stdout
        line = process.stdout.readline()
        yield Served(root, line.split()[0].rstrip("/"), process)
    finally:
        process.terminate()
        process.communicate(timeout=20)
