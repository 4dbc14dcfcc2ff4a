"""Text as people, networks and mischief write it, for Hypothesis; and what must never come out of it."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

import emoji
from hypothesis import strategies as st

NASTY = [
    *("<!here>", "<!channel>", "<!everyone>", "<!subteam^S0001|@everybody>", "<@U0001>", "<@UMARA|mara>"),
    *("<#C0001|general>", "<https://example.com|click>", "<mailto:a@example.com|a>", "<!date^1392734382^{date}|now>"),
    *("&lt;@UMARA&gt;", "&amp;lt;!here&amp;gt;", "&amp;", "&amp;amp;", "&", "<", ">", "|"),
    *("@here", "@channel", "@mara", "#general", "https://example.com/?a=1&b=2", "example.com", "javascript:alert(1)"),
    *(":tada:", ":+1::skin-tone-3:", ":flag-de:", ":custom_emoji:", "::", ":", "🎉", "👩‍👩‍👧", "👍🏽", "🇩🇪", "❤️"),
    *("*bold*", "_italic_", "~gone~", "`code`", "```", "> quote", "* item", "\\", '"', "'", '"}]}', ',"}', ",]"),
    *("{{ 7*7 }}", "{% raw %}", "${x}", "%s", "%(number)s", "%%", "%", "\n", "\r\n", "\t", "\u2028", "\u2029"),
    *("\x00", "\x07", "\x1b[31m", "\u202e", "\u2066", "\u200b", "\u2060", "\ufeff", "\u00a0", "e\u0301"),
    *("z\u0335\u0321\u0322", "\U000e0041", "\U0001d54f", "\ufdfa", "日本語", "مرحبا", " ", "a", "word ", "LOUD", "…"),
]
SHORTCODE = re.compile(r":[^\s:]+:")
TOKEN = re.compile(r"<[^<>]*>?|>|&(?!amp;|lt;|gt;)")


def texts(most: int = 3000, *, surrogates: bool = True) -> st.SearchStrategy[str]:
    """Any text of at most `most` characters, rich in what breaks messages."""
    characters = st.characters() if surrogates else st.characters(exclude_categories=["Cs"])
    bits = st.one_of(st.sampled_from(NASTY), st.text(characters, max_size=8))
    short = st.lists(bits, max_size=12).map("".join)
    repeated = st.builds(lambda bit, times: bit * times, bits, st.integers(1, most))
    return st.one_of(short, short, st.text(characters, max_size=40), repeated).map(lambda text: text[:most])


def as_slack_escapes(text: str) -> str:
    """Give text as it stands in a payload: `&`, `<` and `>` escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def pings_and_links(payload: Any) -> Iterator[str]:
    """Give every token of Slack's in a payload, where Slack would read one: fallback text and mrkdwn.

    Whatever should have been escaped there and was not counts as one.
    """
    if isinstance(payload, list):
        for inner in payload:
            yield from pings_and_links(inner)
    elif isinstance(payload, Mapping):
        reads = payload.get("type") in {"mrkdwn", "markdown"} or ("blocks" in payload and "type" not in payload)
        if reads and isinstance(payload.get("text"), str):
            yield from TOKEN.findall(payload["text"])
        for inner in payload.values():
            yield from pings_and_links(inner)


def known_shortcodes(text: str) -> list[str]:
    """Give the names of standard emoji that still stand in the text."""
    return [one for one in SHORTCODE.findall(text) if emoji.emojize(one, language="alias") != one]


def leftovers(text: str) -> list[str]:
    """Give what of Slack's own writing is left in a text that goes to a network."""
    left = [*known_shortcodes(text), *re.findall(r"<[@#!][A-Z][^>]*>", text)]
    return left + [entity for entity in ("&amp;", "&lt;", "&gt;") if entity in text and html.unescape(entity) != entity]
