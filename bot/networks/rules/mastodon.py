"""Mastodon: 500 characters as people see them, or what the server says; every address counts 23.

Sources: docs.joinmastodon.org/user/posting; a server's own number is
`configuration.statuses.max_characters` of its /api/v2/instance. Of @name@server only @name counts.
"""

import regex

from bot.errors import Refused
from bot.models import Network
from bot.networks.rules.counting import Count, Unit, graphemes, too_long, without_dotted_chains
from bot.networks.rules.twitter import extract_urls_with_indices

LIMIT = 500
ADDRESS = 23

_MENTION_ELSEWHERE = regex.compile(r"(?<![=/\w])(@\w+(?:[\w.-]*\w)?)@\w[\w.-]*\w")


def count(text: str, limit: int = LIMIT) -> Count:
    """`limit` is the server's own number, where it is known."""
    rest = without_dotted_chains(text)
    for address in reversed(extract_urls_with_indices(rest, extract_urls_without_protocol=False)):
        start, end = address["indices"]
        rest = f"{rest[:start]}{'-' * ADDRESS}{rest[end:]}"
    return Count(len(graphemes(_MENTION_ELSEWHERE.sub(r"\1", rest))), limit, Unit.GRAPHEMES)


def check(text: str, limit: int = LIMIT) -> list[Refused]:
    """Length."""
    return too_long(Network.MASTODON, count(text, limit))
