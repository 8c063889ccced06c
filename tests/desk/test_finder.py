"""A shelf and an address → its job, the same that the whole plan has."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.build import order_of
from digest.desk.finder import Finder, address_of
from digest.desk.memory import Memory
from digest.gather import gather
from digest.options import Options
from digest.plan.jobs import plan
from digest.plan.shelf import Shelf
from digest.plan.visible import visible
from digest.render.artifact import Workshop
from digest.render.templates import folders

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 6, 20, 20, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_every_job_of_the_plan_is_found_and_is_the_same():
    publication = gather(ROOT).publication
    assert publication
    options = Options(ROOT, Path("/nowhere"), NOW)
    order = order_of(publication, options, Workshop(ROOT, folders(ROOT)), drafts=True)
    memory = Memory()
    days = visible(publication, order.sight)
    planned = {job.address: job.inputs for job in plan(publication, order).jobs}

    def shelf() -> Shelf:
        return Shelf(publication, order, days, number_of=memory.number_of, editions_in=memory.editions_in)

    for one in (Finder(shelf()), Finder(shelf())):
        found = {at: job.inputs for at in planned if (job := one.find(at))}
        assert found == planned
        assert one.find("zh/2026-06-16/nothing/") is None
        assert one.find("nothing.txt") is None


@pytest.mark.parametrize(
    ("path", "at"),
    [
        ("/", ""),
        ("/index.html", ""),
        ("/zh/", "zh/"),
        ("/zh", "zh"),
        ("/zh/2026-06-16/index.html", "zh/2026-06-16/"),
        ("/zh/../en/", None),
        ("/zh/./", None),
        ("//zh/", None),
        ("/zh\\en", None),
        ("zh/", None),
        ("/a\0", None),
    ],
)
def test_a_path_means_an_address_or_nothing(path: str, at: str | None):
    assert address_of(path) == at
