"""The recipes of the package, fitted to a publication → files of its own, for `digest init --ci`."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

from digest import __version__
from digest.commands.place import Stop
from digest.desk.schedule import WEEKDAYS
from digest.diagnostic import Message
from digest.model.record import Site

_SERVER = {
    "nginx/digest.conf": "deploy/nginx/digest.conf",
    "caddy/Caddyfile": "deploy/caddy/Caddyfile",
    "goaccess/goaccess.conf": "deploy/goaccess.conf",
}
_UNITS = (
    "digest.service",
    "digest.timer",
    "digest.path",
    "digest-notify.service",
    "digest-expect.service",
    "digest-expect.timer",
    "notify.env",
)

RECIPES: dict[str, dict[str, str]] = {
    "github": {"github/nightly.yml": ".github/workflows/nightly.yml"},
    "gitlab": {"gitlab/gitlab-ci.yml": ".gitlab-ci.yml"},
    "systemd": {**{f"systemd/{name}": f"deploy/systemd/{name}" for name in _UNITS}, **_SERVER},
    "cron": {
        "cron/night": "deploy/cron/night",
        "cron/crontab": "deploy/cron/crontab",
        "systemd/notify.env": "deploy/cron/notify.env.example",
        **_SERVER,
    },
}
"""Of each way to publish, the files of the package and where a publication has them."""

PROGRAMS = frozenset({"deploy/cron/night"})
"""Files that are run."""

_REQUIREMENTS = """\
# What builds this publication. Put the program's wheel beside this file (`pip wheel --no-deps .` in its
# repository makes it), or name a commit of that repository instead:
#     digest @ git+https://HOST/PATH@COMMIT
./digest-{version}-py3-none-any.whl
"""

_DAYS = "Mon..Fri"
_SHORT = {day: day.capitalize() for day in WEEKDAYS}


def recipes(kind: str, site: Site) -> dict[str, str]:
    """The files of a way to publish, by their paths in the publication."""
    folder = Path(__file__).parent.parent / "recipes"
    fit = dict(_fitting(site))
    found = {}
    for name, path in RECIPES[kind].items():
        text = (folder / name).read_text(encoding="utf-8")
        for ours, theirs in fit.items():
            text = text.replace(ours, theirs)
        found[path] = text
    return {**found, "requirements.txt": _REQUIREMENTS.format(version=__version__)}


def without_known(root: Path, files: dict[str, str]) -> dict[str, str]:
    """The files that are not there yet. Raises Stop (2) if one is there and says something else."""
    for path, text in files.items():
        at = root / path
        if path != "requirements.txt" and at.exists() and at.read_text(encoding="utf-8") != text:
            raise Stop(
                2,
                Message(f"{path} is there already", f"{path} 已经存在"),
                Message("delete it to have it written anew", "删除后可重新生成"),
            )
    return {path: text for path, text in files.items() if not (root / path).exists()}


def _fitting(site: Site) -> Iterator[tuple[str, str]]:
    """What stands in the recipes → what stands for it in a publication."""
    language, zone = site.source_language, site.timezone
    title = site.title.get(language) or next(iter(site.title.values()))
    phone = "手机版" if language == "zh" else "phone"
    yield "digest.example.org", urlsplit(site.base_url).hostname or "digest.example.org"
    yield quote("新质生产力每日动态"), quote(title, safe="")
    yield quote("手机版"), quote(phone)
    yield "^/zh/", f"^/{language}/"
    yield "-zh\\.pdf", f"-{language}\\.pdf"
    yield "-zh-phone\\.pdf", f"-{language}-phone\\.pdf"
    days: list[str] = [*(site.schedule.days if site.schedule else WEEKDAYS)]
    yield f"{_DAYS} 18:02", f"{_calendar(days)} {_later(site, 2):%H:%M}"
    yield f"{_DAYS} 18:32", f"{_calendar(days)} {_later(site, 32):%H:%M}"
    yield "2 18 * * 1-5", f"{_later(site, 2):%-M %-H} * * {_cron(days)}"
    yield "17 18 * * *", f"{_later(site, 17):%-M %-H} * * *"
    yield '"17 10 * * *" # 18:17', f'"{_utc(site, 17)} * * *" # {_later(site, 17):%H:%M}'
    yield "Asia/Shanghai", zone


def _later(site: Site, minutes: int) -> datetime:
    """Some minutes after issues are due, on any day."""
    return datetime.combine(date(2026, 1, 5), site.due or time(18)) + timedelta(minutes=minutes)


def _utc(site: Site, minutes: int) -> str:
    """Minute and hour in UTC: in a zone that changes its clocks, those of the later half of the year."""
    local = _later(site, minutes)
    offsets = [local.replace(month=month, tzinfo=site.zone).utcoffset() or timedelta() for month in (1, 7)]
    return f"{local - min(offsets):%-M %-H}"


def _calendar(days: list[str]) -> str:
    """Days as systemd has them."""
    if days == list(WEEKDAYS[:5]):
        return _DAYS
    return ",".join(_SHORT[day] for day in days) if len(days) < len(WEEKDAYS) else "*-*-*"


def _cron(days: list[str]) -> str:
    """Days as cron has them."""
    if days == list(WEEKDAYS[:5]):
        return "1-5"
    return ",".join(str(WEEKDAYS.index(day) + 1) for day in days) if len(days) < len(WEEKDAYS) else "*"
