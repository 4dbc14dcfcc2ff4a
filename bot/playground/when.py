"""Moments as people write them: "Fri 16:00", "tomorrow 9:00", "+1 hour". Pure."""

import re
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import Refused

AHEAD: Final = re.compile(r"\+\s*(\d{1,5})\s*(minute|min|hour|day|week|m|h|d|w)s?", re.IGNORECASE)
WALL: Final = re.compile(r"(?:(\w+)\s+)?(\d{1,2})(?::|\.)(\d{2})", re.IGNORECASE)
UNITS: Final = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHORTEST_DAY: Final = 3


def moment(text: str, zone: str, now: datetime) -> datetime:
    """Read a moment in the future of `now`; wall-clock times are those of `zone` (IANA)."""
    ahead = AHEAD.fullmatch(text.strip())
    if ahead:
        return now + int(ahead[1]) * UNITS[ahead[2][0].lower()]
    wall = WALL.fullmatch(text.strip())
    if wall is None:
        raise _unreadable(text)
    try:
        here = now.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        raise Refused("There is no time zone %(zone)s.", zone=zone) from None
    try:
        at = here.replace(hour=int(wall[2]), minute=int(wall[3]), second=0, microsecond=0)
    except ValueError:
        raise _unreadable(text) from None
    return at + timedelta(days=_days_ahead((wall[1] or "").lower(), at, here, text))


def _days_ahead(word: str, at: datetime, now: datetime, text: str) -> int:
    """How many days lie between today and the day that is meant; a time that passed today is tomorrow's."""
    if word == "today":
        return 0
    if word == "tomorrow":
        return 1
    if not word:
        return 0 if at > now else 1
    days = [place for place, day in enumerate(WEEKDAYS) if word[:SHORTEST_DAY] == day]
    if not days:
        raise _unreadable(text)
    ahead = (days[0] - now.weekday()) % 7
    return 7 if ahead == 0 and at <= now else ahead


def _unreadable(text: str) -> Refused:
    return Refused("I cannot read “%(text)s”. Try “Fri 16:00”, “tomorrow 9:00” or “+1 hour”.", text=text)
