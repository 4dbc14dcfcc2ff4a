"""Slack's text to plain text, once, at the door. Counting, hashing, preview and sending see only that."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.plaintext.scrub import scrub
from bot.plaintext.shortcodes import emojized, unknown_emoji
from bot.plaintext.tokens import without_tokens

__all__ = ["plain", "unknown_emoji"]

NOBODY: Final[Mapping[str, str]] = MappingProxyType({})
# People need two: what decoding gives, and the look that finds nothing more. The rest is for nested forgeries.
ROUNDS = 6
MARKUP = str.maketrans("", "", "<>&:")


def plain(text: str, names: Mapping[str, str] = NOBODY) -> str:
    """`text` as Slack escapes it, or as somebody typed it, as the words that a reader would see.

    `names` maps ids of people, channels and groups to display names. Standard emoji become
    Unicode, custom ones stay `:as_they_are:`. A fixed point: plain text comes back unchanged, so
    what stands escaped in the text (`&lt;`, `&lt;@U1&gt;`) is decoded too. Linear in time.
    """
    for _ in range(ROUNDS):
        once = emojized(without_tokens(scrub(text), names))
        if once == text:
            return text
        text = once
    return plain(text.translate(MARKUP))
