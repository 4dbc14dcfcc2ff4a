import string
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates import Moment
from bot.errors import Refused
from bot.language import SOURCE, catalogue, in_words, language_of, languages

WHEN = Moment(datetime(2026, 11, 27, 15, 0, tzinfo=UTC), "Europe/Berlin")


@given(st.text())
def test_any_locale_gives_a_language_that_we_speak(locale: str) -> None:
    assert language_of(locale) in languages()


@pytest.mark.parametrize(
    ("locale", "language"),
    [("en-US", "en"), ("fr-FR", "fr"), ("fr_CA", "fr"), ("FR", "fr"), ("ja-JP", "en"), ("", "en"), ("../fr", "en")],
)
def test_the_language_is_the_first_part_of_slacks_locale_where_we_speak_it(locale: str, language: str) -> None:
    assert language_of(locale) == language


@given(st.text(string.printable, min_size=1))
def test_a_sentence_without_a_translation_stays_english(sentence: str) -> None:
    for language in (SOURCE, "xx"):
        assert catalogue(language).gettext(sentence) == sentence


def test_a_refusal_is_told_with_its_moments_and_the_refusals_inside() -> None:
    inner = Refused("It was %(who)s.", who="Mara")
    refused = Refused("%(inner)s That was on %(when)s.", inner=inner, when=WHEN)
    assert in_words(refused, SOURCE) == "It was Mara. That was on Fri 27 Nov 2026, 16:00 (Europe/Berlin)."
    assert "ven. 27 nov. 2026, 16:00" in in_words(refused, "fr")


@given(st.text())
def test_what_people_wrote_is_never_read_as_a_place_to_fill(name: str) -> None:
    assert in_words(Refused("%(name)s is busy.", name=name), SOURCE) == f"{name} is busy."


def test_a_refusal_is_told_in_french() -> None:
    refused = Refused("Only approvers of %(team)s can do this. A manager can add you with /allstar setup.", team="web")
    told = in_words(refused, "fr")
    assert told != str(refused)
    assert "web" in told
    assert "/allstar setup" in told
