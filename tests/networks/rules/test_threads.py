import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.networks.rules import threads

FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("Hello", 5),
        ("日本語", 3),
        ("café", 4),
        ("😀", 4),
        (FAMILY, 25),
        ("👍🏽", 8),
        ("🇩🇪", 8),
        ("1️⃣", 7),
        ("Hi 👋!", 8),
        ("https://example.com", 19),
    ],
)
def test_an_emoji_counts_as_many_as_it_has_bytes(text: str, used: int) -> None:
    assert threads.count(text).used == used


@pytest.mark.parametrize("text", ["x" * 500, "日" * 500, FAMILY * 20])
def test_the_limit_may_be_filled(text: str) -> None:
    assert threads.check(text) == []


def test_one_too_many_is_too_long() -> None:
    assert str(threads.check(FAMILY * 20 + "x")[0]) == (
        "Threads counts 501 characters in this text and allows 500. Please shorten it by 1."
    )


@given(st.text(max_size=300))
def test_a_text_counts_at_least_its_characters_and_at_most_its_bytes(text: str) -> None:
    assert len(text) <= threads.count(text).used <= len(text.encode())
