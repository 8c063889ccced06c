"""A takedown drill: after `removed` and one build, no byte of an item is left under `build/`."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from samples import DAY, item, minimal

from digest.build import build
from digest.model.values import read_instant
from digest.options import Options

Publish = Callable[..., Path]

SECRET = f"{DAY}/02-secret-affair.yaml"
WORDS = ("绝密标题之一", "绝密正文之二", "secret-affair", "绝密图片之三", "绝密核验之四")
STORY = (
    item(WORDS[0], f"{WORDS[1]}。[@source-of-it]" * 30)
    + f"""image: {{file: 02-photo.png, alt: {{zh: {WORDS[3]}}}}}
citations:
  - {{id: source-of-it, source: xinhua, title: {{zh: 出处}}, verifies: {{zh: {WORDS[4]}}}}}
"""
)


def picture() -> bytes:
    buffer = BytesIO()
    Image.effect_noise((900, 600), 80).convert("RGB").save(buffer, "png")
    return buffer.getvalue()


def options(root: Path, *, pdf: bool) -> Options:
    return Options(root, root / "build", read_instant("2026-06-20T12:00", UTC), pdf=pdf)


def files(folder: Path) -> dict[str, bytes]:
    return {str(at.relative_to(folder)): at.read_bytes() for at in folder.rglob("*") if at.is_file()}


def hashes(found: dict[str, bytes]) -> set[str]:
    return {hashlib.sha256(data).hexdigest() for data in found.values()}


def drill(publish: Publish, *, pdf: bool) -> None:
    secret = {SECRET: STORY, f"{DAY}/02-photo.png": picture()}
    root = publish({**minimal(), **secret})
    ask = options(root, pdf=pdf)
    assert build(ask).published
    (root / "sources.yaml").write_text((root / "sources.yaml").read_text().replace("Xinhua", "Xinhua News"))
    assert build(ask).published  # so that the spare tree has it too
    with closing(sqlite3.connect(root / "build/state/items.sqlite")) as database:
        query = "select whole from kept where cast(card as text) like ?"
        [(packed,)] = database.execute(query, (f"%{WORDS[0]}%",)).fetchall()
    before = files(root / "build")
    assert any(packed in data for data in before.values())
    of_it = hashes({at: data for at, data in before.items() if any(one.encode() in data for one in WORDS)})
    assert len(of_it) > 10
    proof = root / "build/proof/2026-06-16/proof.pdf"
    proof.parent.mkdir(parents=True)
    proof.write_text(WORDS[0])

    (root / SECRET).write_text("headline: {zh: 无}\nbody: {zh: 无}\nstatus: removed\n", encoding="utf-8")
    (root / f"{DAY}/02-photo.png").unlink()
    assert build(ask).published

    after = files(root / "build")
    left = {at for at, data in after.items() for one in (*WORDS, "出处") if one.encode() in data or one in at}
    assert left == set()
    assert not any(packed[20:] in data for data in after.values())
    assert not of_it & hashes(after)
    clean = root / "clean"
    assert build(Options(root, clean, ask.now, pdf=pdf)).published
    ours = {at: data for at, data in after.items() if at.startswith(("site/", "kit/", "proof/"))}
    strange = hashes(ours) - hashes(files(clean))
    assert {at for at, data in ours.items() if hashlib.sha256(data).hexdigest() in strange} <= {
        at for at in ours if at.startswith("site/assets/site.") or at.endswith((".js", ".css"))
    }


def test_no_byte_of_a_removed_item_is_left(publish: Publish):
    drill(publish, pdf=False)


@pytest.mark.slow
def test_no_byte_of_a_removed_item_is_left_where_there_are_bulletins_cards_and_a_kit(publish: Publish):
    drill(publish, pdf=True)
