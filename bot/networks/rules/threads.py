"""Threads: 500 characters, where an emoji counts as many as it has bytes in UTF-8.

Source: developers.facebook.com/documentation/threads/posts.
"""

import regex

from bot.errors import Refused
from bot.models import Network
from bot.networks.rules.counting import Count, Unit, graphemes, too_long

LIMIT = 500

_EMOJI = regex.compile(r"\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20E3")


def count(text: str) -> Count:
    """A family emoji counts 25."""
    used = sum(len(cluster.encode()) if _EMOJI.search(cluster) else len(cluster) for cluster in graphemes(text))
    return Count(used, LIMIT, Unit.CHARACTERS)


def check(text: str) -> list[Refused]:
    """Length."""
    return too_long(Network.THREADS, count(text))
