import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import dates
from bot.blockkit import LIMITS
from bot.dates import from_wall
from bot.errors import Refused

every_zone = st.sampled_from(dates.zones())
days = st.dates(date(1970, 1, 2), date(2037, 12, 30))
clocks = st.times().map(lambda clock: clock.replace(microsecond=0))


def shown(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@given(days, clocks, every_zone)
def test_the_clocks_of_every_zone_show_what_was_chosen_or_the_first_moment_after_a_gap(
    day: date, clock: time, zone: str
) -> None:
    chosen = datetime.combine(day, clock)
    moment = from_wall(day, clock, zone)
    assert moment.tzinfo is UTC
    wall = shown(moment, zone)
    if wall != chosen:
        before = shown(moment - timedelta(minutes=1, seconds=clock.second), zone)
        assert before < chosen < wall


@given(days, clocks, every_zone)
def test_of_a_repeated_time_it_is_the_first_turn(day: date, clock: time, zone: str) -> None:
    moment = from_wall(day, clock, zone)
    for span in (timedelta(minutes=30), timedelta(hours=1), timedelta(hours=2)):
        assert shown(moment - span, zone) != shown(moment, zone)


@pytest.mark.parametrize(
    ("day", "clock", "zone", "expected"),
    [
        ("2026-03-29", "02:30", "Europe/Berlin", "2026-03-29T01:00"),  # skipped: 03:00 summer time
        ("2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T00:30"),  # twice: the summer one
        ("2026-11-27", "16:00", "Europe/Berlin", "2026-11-27T15:00"),
        ("2026-11-27", "16:00", "Asia/Kathmandu", "2026-11-27T10:15"),
        ("2026-10-04", "02:10", "Australia/Lord_Howe", "2026-10-03T15:30"),  # a gap of half an hour
        ("2011-12-30", "12:00", "Pacific/Apia", "2011-12-30T10:00"),  # a day that never was
    ],
)
def test_times_that_people_argue_about(day: str, clock: str, zone: str, expected: str) -> None:
    moment = from_wall(date.fromisoformat(day), time.fromisoformat(clock), zone)
    assert moment == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_every_zone_on_offer_is_accepted_and_fits_a_menu() -> None:
    assert [dates.zone_named(zone).key for zone in dates.zones()] == dates.zones()
    assert max(len(zone) for zone in dates.zones()) <= LIMITS["option.text"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Europe/Pariss", "Did you mean Europe/Paris?"),
        ("europe/paris", "Did you mean Europe/Paris?"),
        ("", "An example is Europe/Paris."),
        ("\N{PILE OF POO}", "An example is Europe/Paris."),
    ],
)
def test_a_zone_that_is_not_there_gets_the_nearest_one(typed: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        dates.zone_named(typed)
    assert refused.value.field == "zone"
    assert str(refused.value).endswith(words)


@given(st.text())
def test_any_text_is_a_zone_or_refused_in_words(typed: str) -> None:
    if typed.strip() in available_timezones():
        assert dates.zone_named(typed).key == typed.strip()
    else:
        with pytest.raises(Refused, match=re.escape(f"“{typed.strip()}”")):
            dates.zone_named(typed)


@pytest.mark.parametrize(
    ("zone", "country"),
    [("Europe/Berlin", "DE"), ("Asia/Tokyo", "JP"), ("America/New_York", "US"), ("UTC", None), ("nowhere", None)],
)
def test_a_country_is_guessed_from_its_zone(zone: str, country: str | None) -> None:
    assert dates.country_of_zone(zone) == country


@given(every_zone)
def test_a_guessed_country_is_two_letters_or_none(zone: str) -> None:
    country = dates.country_of_zone(zone)
    assert country is None or (len(country) == 2 and country.isupper())


def test_a_moment_is_said_in_the_teams_zone_and_the_readers_language() -> None:
    moment = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
    assert dates.say(moment, "Europe/Berlin", "en") == "Fri 27 Nov 2026, 16:00 (Europe/Berlin)"
    assert dates.say(moment, "Asia/Tokyo", "en") == "Sat 28 Nov 2026, 00:00 (Asia/Tokyo)"
    assert dates.say(moment, "Europe/Paris", "fr") == "ven. 27 nov. 2026, 16:00 (Europe/Paris)"


def test_the_machine_tells_its_time_in_utc() -> None:
    assert abs(dates.machine_now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert dates.machine_now().utcoffset() == timedelta()
