from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.networks.rules import x

FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("Hello", 5),
        ("naïve café", 10),
        ("cafe\u0301", 4),
        ("日本語", 6),
        ("안녕", 4),
        ("😀", 2),
        (FAMILY, 2),
        ("👍🏽", 2),
        ("🇩🇪", 2),
        ("1️⃣", 2),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2),
        ("https://example.com/a/very/long/path?with=a&query=string#and-more", 23),
        ("http://a.de", 23),
        ("example.com", 23),
        ("see https://example.com and https://example.org", 4 + 23 + 5 + 23),
        ("me@example.com", 14),
        ("a\r\nb", 3),
        ("wait...", 7),
    ],
)
def test_texts_count_as_x_counts_them(text: str, used: int) -> None:
    assert x.count(text).used == used


@pytest.mark.parametrize("text", ["x" * 280, "日" * 140, FAMILY * 140, "https://example.com/" + "x" * 900])
def test_what_fills_the_limit_exactly_or_hides_in_an_address_is_fine(text: str) -> None:
    assert x.check(text) == []


@pytest.mark.parametrize("text", ["x" * 281, "日" * 140 + "x", FAMILY * 141])
def test_one_too_many_is_too_long(text: str) -> None:
    assert [problem.field for problem in x.check(text)] == ["text"]


def test_the_words_say_how_much_too_long() -> None:
    assert str(x.check("x" * 301)[0]) == (
        "X counts 301 characters in this text and allows 280. Please shorten it by 21."
    )


@pytest.mark.parametrize("character", ["\ufffe", "\ufeff", "\uffff"])
def test_characters_that_x_refuses_are_named(character: str) -> None:
    problem = x.check(f"Hello{character}")[0]
    assert f"U+{ord(character):04X}" in str(problem)


@pytest.mark.parametrize("text", ["a." * 1500, "@a" + ".a" * 1499, ("例." * 15 + " ") * 96])
def test_rows_of_dots_are_counted_without_delay(text: str) -> None:
    began = monotonic()
    assert x.count(text).used >= len(text)
    assert monotonic() - began < 3


@given(st.text(max_size=300))
def test_every_character_counts_at_most_twice_and_addresses_23(text: str) -> None:
    assert x.count(text).used <= 2 * len(text) + 23 * text.count(".")


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="."), max_size=300))
def test_plain_latin_counts_as_it_is(text: str) -> None:
    assert x.count(text).used == len(text)
