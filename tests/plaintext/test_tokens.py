"""Slack's tokens and entities become the words that a reader sees."""

import pytest

from bot.plaintext import plain

NAMES = {"U1": "Mara Lindt", "W2": "Jonas", "C1": "social-team", "S1": "editors"}

WORDS = {
    # people
    "<@U1>": "@Mara Lindt",
    "<@U1|mara>": "@Mara Lindt",
    "<@W2>": "@Jonas",
    "<@U9|tom>": "@tom",
    "<@U9|@tom>": "@tom",
    "<@U9>": "@U9",
    "<@U9|>": "@U9",
    # channels
    "<#C1|old-name>": "#social-team",
    "<#C9|general>": "#general",
    "<#C9|>": "#C9",
    "<#G9>": "#G9",
    # crowds
    "<!here>": "@here",
    "<!here|here>": "@here",
    "<!channel|@channel>": "@channel",
    "<!everyone>": "@everyone",
    "<!subteam^S1|@old>": "@editors",
    "<!subteam^S9|@marketing>": "@marketing",
    "<!subteam^S9>": "@S9",
    # dates, and what Slack may invent
    "<!date^1392734382^{date_num}|2014-02-18>": "2014-02-18",
    "<!date^1392734382^{date_num}^https://example.org/|18 Feb>": "18 Feb",
    "<!date^1392734382^{date_num}>": "date^1392734382^{date_num}",
    "<!wave^x|hello>": "hello",
    # links
    "<https://example.org/a>": "https://example.org/a",
    "<http://example.org|example.org>": "http://example.org",
    "<https://example.org/|example.org>": "https://example.org/",
    "<https://example.org|example.org/>": "https://example.org",
    "<https://example.org|https://example.org>": "https://example.org",
    "<https://example.org|our site>": "our site (https://example.org)",
    "<https://evil.example|https://example.org>": "https://example.org (https://evil.example)",
    "<https://example.org/?a=1&amp;b=2|example.org/?a=1&amp;b=2>": "https://example.org/?a=1&b=2",
    "<https://example.org|a &gt; b>": "a > b (https://example.org)",
    "<mailto:mara@example.org|mara@example.org>": "mara@example.org",
    "<mailto:mara@example.org|write to Mara>": "write to Mara (mara@example.org)",
    "<tel:+4930123|+49 30 123>": "+4930123",
    # entities
    "fish &amp; chips": "fish & chips",
    "1 &lt; 2 &gt; 0": "1 < 2 > 0",
    "&amp;amp;amp;": "&",
    "&amp;lt;": "<",
    "&" + "amp;" * 20 + "lt;": "<",
    "&quot;": "&quot;",
    # one in another, and what stands escaped in a text that tells about Slack
    "&lt;@U1&gt;": "@Mara Lindt",
    "&amp;lt;@U123&amp;gt;": "@U123",
    "<@U<!date^1^x|1>>": "@U1>",
    "<#C<!date^1^x|1>>": "#social-team",
    "&am<!x|p>;": "&",
    "3 &lt; 4, says <@U1>": "3 < 4, says @Mara Lindt",
    # what only looks like a token
    "a < b and c > d": "a < b and c > d",
    "<b>bold</b>": "<b>bold</b>",
    "<!-- quiet -->": "<!-- quiet -->",
    "<3 <3": "<3 <3",
    "if a<b && c>d": "if a<b && c>d",
    "<note: this>": "<note: this>",
    # a mention that was never closed
    "<@U1": "@U1",
    "<<<@you": "@you",
    "mara@example.org": "mara@example.org",
}


@pytest.mark.parametrize(("text", "words"), WORDS.items())
def test_a_token_becomes_its_words(text: str, words: str) -> None:
    assert plain(text, NAMES) == words


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("R&amp;D", "@R&D"),
        ("<@U2>", "@@U2"),
        ("a\nb", "@a b"),
        (":tada: Tom", "@🎉 Tom"),
        ("<!here>", "@!here"),
        ("\u202egpj.exe", "@gpj.exe"),
        ("  ", "@U1"),
        ("<>", "@U1"),
    ],
)
def test_a_display_name_cannot_forge_anything(name: str, shown: str) -> None:
    assert plain("<@U1>", {"U1": name}) == shown
    assert plain(shown) == shown
