import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.networks.rules import bluesky

FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("Hello", 5),
        ("日本語", 3),
        ("cafe\u0301", 4),
        (FAMILY, 1),
        ("👍🏽", 1),
        ("🇩🇪🇫🇷", 2),
        ("1️⃣", 1),
        ("नमस्ते", 3),
        ("a\r\nb", 3),
        ("https://example.com/path", 24),
    ],
)
def test_texts_count_as_people_see_them(text: str, used: int) -> None:
    assert bluesky.count(text).used == used


@pytest.mark.parametrize("text", ["x" * 300, "日" * 300, FAMILY * 120, "👍🏽" * 300])
def test_both_limits_may_be_filled(text: str) -> None:
    assert bluesky.check(text) == []


def test_one_character_too_many_is_too_long() -> None:
    assert str(bluesky.check("日" * 301)[0]) == (
        "Bluesky counts 301 characters in this text and allows 300. Please shorten it by 1."
    )


def test_few_characters_of_many_bytes_are_too_long_as_well() -> None:
    problems = [str(problem) for problem in bluesky.check(FAMILY * 121)]
    assert problems == [
        "Bluesky allows 3000 bytes, and this text has 3025: an emoji takes up to 25. Please leave some out."
    ]


@given(st.text(max_size=400))
def test_a_text_is_fine_exactly_within_both_limits(text: str) -> None:
    fits = bluesky.count(text).used <= 300 and len(text.encode()) <= 3000
    assert (bluesky.check(text) == []) == fits


@given(st.text(max_size=200), st.text(max_size=200))
def test_joining_texts_never_adds_characters(first: str, second: str) -> None:
    apart = bluesky.count(first).used + bluesky.count(second).used
    assert bluesky.count(first + second).used <= apart
