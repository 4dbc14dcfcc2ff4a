"""Moments as people write them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.playground.when import WEEKDAYS, moment

WEDNESDAY = datetime(2026, 11, 25, 14, 30, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+1 hour", "2026-11-25 15:30"),
        ("+ 90 minutes", "2026-11-25 16:00"),
        ("+2 days", "2026-11-27 14:30"),
        ("+1w", "2026-12-02 14:30"),
        ("tomorrow 9:00", "2026-11-26 09:00"),
        ("today 18:15", "2026-11-25 18:15"),
        ("18:15", "2026-11-25 18:15"),
        ("9:00", "2026-11-26 09:00"),
        ("Fri 16:00", "2026-11-27 16:00"),
        ("friday 16.00", "2026-11-27 16:00"),
        ("Wed 15:00", "2026-11-25 15:00"),
        ("Wed 14:00", "2026-12-02 14:00"),
        ("Mon 8:00", "2026-11-30 08:00"),
    ],
)
def test_a_moment_is_the_next_one_that_is_meant(text: str, expected: str) -> None:
    reached = moment(text, "Europe/Berlin", WEDNESDAY.astimezone(UTC))
    assert f"{reached.astimezone(ZoneInfo('Europe/Berlin')):%Y-%m-%d %H:%M}" == expected


@pytest.mark.parametrize("text", ["", "soon", "Fri", "Fri 25:00", "Fri 16:60", "Foo 16:00", "+x hours", "+1 year"])
def test_what_cannot_be_read_is_said(text: str) -> None:
    with pytest.raises(Refused, match="cannot read"):
        moment(text, "Europe/Berlin", WEDNESDAY)


def test_an_unknown_zone_is_said() -> None:
    for zone in ("Mars/Olympus", "../etc"):
        with pytest.raises(Refused, match="no time zone"):
            moment("9:00", zone, WEDNESDAY)


def test_wall_clocks_keep_their_hour_over_the_change_of_the_clocks() -> None:
    saturday = datetime(2026, 10, 24, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    reached = moment("tomorrow 9:00", "Europe/Berlin", saturday)
    assert reached.astimezone(UTC) == datetime(2026, 10, 25, 8, 0, tzinfo=UTC)


@given(
    now=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - Hypothesis wants naive bounds
    day=st.sampled_from(("", *WEEKDAYS, "tomorrow")),
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
    zone=st.sampled_from(("UTC", "Europe/Berlin", "Asia/Tokyo", "America/New_York", "Asia/Kathmandu")),
)
def test_a_moment_lies_within_the_next_eight_days_on_the_hour_that_was_written(
    now: datetime, day: str, hour: int, minute: int, zone: str
) -> None:
    reached = moment(f"{day} {hour}:{minute:02d}".strip(), zone, now)
    assert (reached.hour, reached.minute) == (hour, minute)
    assert now - timedelta(hours=1) < reached.astimezone(UTC) <= now + timedelta(days=8)
    if day in WEEKDAYS:
        assert WEEKDAYS[reached.weekday()] == day
