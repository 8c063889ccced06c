"""The schedule of a publication → whether an issue is expected on a day, and when it is due."""

from datetime import date, datetime

from digest.model.site import SiteFile

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""As `schedule.days` names them, from Monday on, as dates count."""


def expected(site: SiteFile, day: date) -> bool:
    """Whether an issue is expected: a day of `days` or `extra` that `skip` does not name."""
    schedule = site.schedule
    if schedule is None or day in schedule.skip:
        return False
    return day in schedule.extra or WEEKDAYS[day.weekday()] in schedule.days


def due_at(site: SiteFile, day: date) -> datetime:
    """The instant at which a day's issue is due."""
    return datetime.combine(day, site.due, tzinfo=site.zone)
