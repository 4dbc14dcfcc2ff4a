"""Whatever comes in, plain text is a fixed point without a trace of Slack, and quick."""

import re
import time
import unicodedata
from collections.abc import Mapping

import emoji
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plaintext import plain, unknown_emoji

FRAGMENTS = [
    *("&", "&amp;", "&amp", "amp;", "&lt;", "lt;", "&gt;", ";", "&amp;lt;@U123&gt;", "&am", "p;"),
    *("<", ">", "|", "<@U", "<@U1>", "<@U1|", "U1", "@", "<#C1|", "<!", "here", "<!here>", "<!date^1^x|", "<!x|"),
    *("<https://x|", "https://x", "<mailto:a@b|", "a@b>", "!subteam^S1", "^"),
    *(":", ":ta", "da:", ":tada:", "tada", ":skin-tone-3:", ":wave:", ":flag-de:", ":one:", ":hash:", ":copyright:"),
    *(":man", "-woman", "-girl:", ":parrot:", ":flag-england:", ":information_source:"),
    *("👨", "👩", "\u200d", "\ufe0f", "🏽", "❤️", "🏴", "\U000e0067", "\U000e007f", "1", "\u20e3", "🇩", "🇪", "©"),
    *("a", "e", "é", "\u0301", "\u0338", "\u0344", "\u0315" * 31, "\u037e", " ", "\n", "\r", "\x00", "\u2028"),
    *("\u200b", "\u202e", "\u200c", "\u180b", "\u180e", "\ufeff", "\u00ad", "\u3164", "\ud800", "\ufe00"),
    *("ک", "م", "क", "्", "ന", "葛", "\U000e0100", "\uf900", "ᠠ", "\u1100", "\u1161", "\u0958", "が", "\uff54\uff41da"),
]
NASTY = st.lists(st.sampled_from(FRAGMENTS) | st.characters(), max_size=25).map("".join)
NAMES = st.dictionaries(st.sampled_from(["U1", "U123", "C1", "S1"]), NASTY, max_size=3)
TOKENS = re.compile(
    r"<@|<#[CDG][A-Z0-9]+(?:\|[^<>]*)?>|<!(?:here|channel|everyone|subteam\^|date\^)[^<>]*>|<https?://[^\s<>]*>"
)


@given(NASTY, NAMES)
def test_plain_text_is_a_fixed_point(text: str, names: Mapping[str, str]) -> None:
    once = plain(text, names)
    assert plain(once) == once
    assert plain(once, names) == once


@given(NASTY, NAMES)
def test_nothing_of_slacks_markup_is_left(text: str, names: Mapping[str, str]) -> None:
    words = plain(text, names)
    assert not re.search(r"&(?:amp|lt|gt);", words)
    assert not TOKENS.search(words)
    assert emoji.emojize(words, language="alias") == words
    assert not re.search(r":(?:tada|wave|one|skin-tone-3|flag-de|man-woman-girl|copyright):", words)


@given(NASTY)
def test_nothing_that_forges_is_left(text: str) -> None:
    words = plain(text)
    assert not re.search(
        "[\u200b\u200e\u200f\u061c\u2028-\u202e\u2060-\u206f\ufeff\u00ad\u3164\u0000-\u0008\u000b-\u001f\u007f-\u009f]",
        words,
    )
    assert not re.search(r"[a-z\s](?:\u200c|\u200d|\ufe0f)", words)
    assert unicodedata.is_normalized("NFC", words)
    assert words.encode().decode() == words


@given(
    st.text(st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="<>&:\u3164\u115f\u1160\uffa0\u037e"))
)
def test_ordinary_words_pass_unchanged(text: str) -> None:
    assert plain(text) == unicodedata.normalize("NFC", text)


@given(NASTY)
def test_unknown_emoji_stand_in_the_text(text: str) -> None:
    words = plain(text)
    for name in unknown_emoji(words):
        assert f":{name}:" in words
        assert plain(f":{name}:") == f":{name}:"


@pytest.mark.parametrize(
    "pattern",
    [
        *("<", ">", "<a", "<@", "@<", "<@U1>", "<@U1|", "<https://x|", "&", "&amp;", "&am", "&lt;", "&amp;lt;"),
        *(":", ":a", "::", ":tada:", ":wave::skin-tone-3:", ":no_such:", "<!date^", "^", "|", "\u200d", "\u202e"),
        *("👨\u200d", "क\u200c", "\u0315\u0301", "e\u0301", "\u0344", "🏴\U000e0067", "\ufe0f", "1\ufe0f", "\r"),
    ],
)
def test_time_grows_with_length_and_no_faster(pattern: str) -> None:
    text = pattern * (200_000 // len(pattern))
    started = time.perf_counter()
    plain(text)
    unknown_emoji(text)
    assert time.perf_counter() - started < 5


def test_many_different_names_are_looked_up_quickly() -> None:
    text = "".join(f":name{n}:" for n in range(10_000))
    started = time.perf_counter()
    assert plain(text) == text
    assert time.perf_counter() - started < 5


def test_tokens_nested_without_end_lose_their_brackets() -> None:
    nested = "<https://x|" * 900 + "y" + ">" * 900
    words = plain(nested)
    assert not set("<>&:") & set(words)
    assert "y" in words
    assert plain(words) == words
