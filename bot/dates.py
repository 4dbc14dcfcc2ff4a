"""Wall clocks, zones and how a moment is said. Pure, but for `machine_now`."""

import difflib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from babel.dates import format_datetime

from bot.errors import Refused


def machine_now() -> datetime:
    """Read the machine's clock: for leases, timeouts and backoff, never for what people see."""
    return datetime.now(UTC)


@cache
def zones() -> list[str]:
    """Every IANA zone a person would choose, by name."""
    return sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))


def zone_named(name: str) -> ZoneInfo:
    """Give the zone; `Refused` names the nearest one where there is none of that name."""
    wanted = name.strip()
    if wanted in available_timezones():
        return ZoneInfo(wanted)
    near = difflib.get_close_matches(wanted.title(), zones(), n=1, cutoff=0.4)
    if near:
        raise Refused("There is no time zone “%(name)s”. Did you mean %(near)s?", "zone", name=wanted, near=near[0])
    raise Refused("There is no time zone “%(name)s”. An example is Europe/Paris.", "zone", name=wanted)


def country_of_zone(zone: str) -> str | None:
    """Guess the country (ISO 3166 alpha-2) from a zone, by Unicode's table of zones."""
    country = get_global("zone_territories").get(zone)
    return country if country and country.isalpha() else None


def from_wall(day: date, clock: time, zone: str) -> datetime:
    """Give the instant at which the clocks of `zone` show this.

    A time that a spring change skips is the first minute after the gap; one that an autumn
    change repeats is its first turn.
    """
    place = ZoneInfo(zone)
    wall = datetime.combine(day, clock)
    while not _exists(wall, place):
        wall += timedelta(minutes=1)
    return wall.replace(tzinfo=place).astimezone(UTC)


def _exists(wall: datetime, place: ZoneInfo) -> bool:
    there_and_back = wall.replace(tzinfo=place).astimezone(UTC).astimezone(place)
    return there_and_back.replace(tzinfo=None) == wall


@dataclass(frozen=True)
class Moment:
    """An instant as a value of a sentence: told in the reader's language, in the team's zone."""

    at: datetime
    zone: str


def say(moment: datetime, zone: str, language: str) -> str:
    """Say a moment as the team reads it: "Fri 27 Nov 2026, 16:00 (Europe/Berlin)"."""
    local = format_datetime(moment, "EEE d MMM y, HH:mm", tzinfo=ZoneInfo(zone), locale=language)
    return f"{local} ({zone})"
