from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.networks.rules import mastodon

FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("Hello", 5),
        ("日本語", 3),
        (FAMILY, 1),
        ("🇩🇪", 1),
        ("https://example.com/a/very/long/path?with=a&query=string", 23),
        ("http://a.de", 23),
        ("https://a.de https://b.de!", 23 + 1 + 23 + 1),
        ("example.com", 11),
        ("@mara", 5),
        ("@mara@social.example", 5),
        ("Thanks @mara@social.example, @jonas@b.example!", 21),
        ("me@example.com", 14),
        ("https://social.com/@mara@other.example", 23),
        ("https://social.com/@mara.", 24),
        ("https://social.com/@mara/115 and so on", 33),
        ("https://social.com @mara@other.example", 23 + 1 + 5),
    ],
)
def test_texts_count_as_mastodon_counts_them(text: str, used: int) -> None:
    assert mastodon.count(text).used == used


def test_the_limit_is_500_unless_the_server_says_otherwise() -> None:
    assert mastodon.check("x" * 500) == []
    assert str(mastodon.check("x" * 501)[0]) == (
        "Mastodon counts 501 characters in this text and allows 500. Please shorten it by 1."
    )
    assert mastodon.check("x" * 5000, limit=5000) == []
    assert mastodon.count("x", limit=5000).limit == 5000


@pytest.mark.parametrize("text", ["a." * 1499 + ":", "http://" + "a." * 1496, "@a" * 1500, "@a@" + "a." * 1498])
def test_awkward_texts_are_counted_without_delay(text: str) -> None:
    began = monotonic()
    mastodon.count(text)
    assert monotonic() - began < 3


@given(st.text(max_size=300))
def test_only_addresses_ever_count_more_than_they_show(text: str) -> None:
    assert mastodon.count(text).used <= len(text) + 23 * text.count("://")
