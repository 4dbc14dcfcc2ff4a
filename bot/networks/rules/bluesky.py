"""Bluesky: 300 characters as people see them, and no more than 3,000 bytes.

Source: atproto's lexicon app.bsky.feed.post (maxGraphemes, maxLength).
"""

from bot.errors import Refused
from bot.models import Network
from bot.networks.rules.counting import Count, Unit, graphemes, too_long

LIMIT = 300
LIMIT_BYTES = 3000


def count(text: str) -> Count:
    """A family emoji is one."""
    return Count(len(graphemes(text)), LIMIT, Unit.GRAPHEMES)


def check(text: str) -> list[Refused]:
    """Both limits; few emoji with many parts can break the second without the first."""
    problems = too_long(Network.BLUESKY, count(text))
    used = len(text.encode())
    if used > LIMIT_BYTES:
        problems.append(
            Refused(
                "Bluesky allows %(limit)s bytes, and this text has %(used)s: an emoji takes up to "
                "%(most)s. Please leave some out.",
                field="text",
                limit=LIMIT_BYTES,
                used=used,
                most=max(len(cluster.encode()) for cluster in graphemes(text)),
            )
        )
    return problems
