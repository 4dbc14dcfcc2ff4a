"""What the networks' rules have in common: names, units, and the words for "too long"."""

from dataclasses import dataclass
from enum import StrEnum

import regex

from bot.errors import Refused
from bot.models import Network

NAMES = {
    Network.X: "X",
    Network.LINKEDIN: "LinkedIn",
    Network.FACEBOOK: "Facebook",
    Network.INSTAGRAM: "Instagram",
    Network.THREADS: "Threads",
    Network.BLUESKY: "Bluesky",
    Network.MASTODON: "Mastodon",
    Network.TIKTOK: "TikTok",
    Network.OTHER: "Other",
}
"""What people call each network. Only "Other" is a word to translate."""

_GRAPHEME = regex.compile(r"\X")
_DOTTED_CHAIN = regex.compile(r"(?<![^\s./])(?:[^\s./]++\.){16,}+")
_NOTHING_VISIBLE = regex.compile(r"[\p{Z}\p{Cc}\p{Cf}]*")


class Unit(StrEnum):
    """What a network counts."""

    WEIGHTED = "weighted"
    """Characters of which some, such as Chinese ones and emoji, count twice."""
    GRAPHEMES = "graphemes"
    """Characters as people see them: a family emoji is one."""
    CHARACTERS = "characters"


@dataclass(frozen=True)
class Count:
    """How much of a network's limit a text uses."""

    used: int
    limit: int
    unit: Unit


def graphemes(text: str) -> list[str]:
    """The characters as people see them (Unicode's extended grapheme clusters, UAX 29)."""
    return [match[0] for match in _GRAPHEME.finditer(text)]


def utf16(text: str) -> int:
    """The length in UTF-16, which is what JavaScript and Java call `length`."""
    return len(text.encode("utf-16-le")) // 2


def without_dotted_chains(text: str) -> str:
    """`text` for twitter-text's search for addresses, of the same length and weight.

    That search takes time by the square of the labels in a row (3,000 characters of "a.a.a.": ten
    seconds), and no host has 16 of them. So what cannot be an address is made not to look like one.
    """
    tamed: str = _DOTTED_CHAIN.sub(lambda chain: chain[0].replace(".", ","), text)
    return tamed


def is_blank(text: str) -> bool:
    """Whether there is nothing in it that anybody could see."""
    return _NOTHING_VISIBLE.fullmatch(text) is not None


def too_long(network: Network, count: Count) -> list[Refused]:
    """The problem with a text over its limit, in words; none if it fits."""
    if count.used <= count.limit:
        return []
    return [
        Refused(
            "%(network)s counts %(used)s characters in this text and allows %(limit)s. Please shorten it by %(over)s.",
            field="text",
            network=NAMES[network],
            used=count.used,
            limit=count.limit,
            over=count.used - count.limit,
        )
    ]


def needs_media(network: Network) -> Refused:
    """The problem with a network that takes no text alone."""
    return Refused(
        "%(network)s takes no post without a picture or a video, and Allstar sends text only.",
        field="text",
        network=NAMES[network],
    )
