"""A network that Allstar does not know: 3,000 characters, which is what Slack's text field takes."""

from bot.errors import Refused
from bot.networks.rules.counting import Count, Unit

LIMIT = 3000


def count(text: str) -> Count:
    """In code points."""
    return Count(len(text), LIMIT, Unit.CHARACTERS)


def check(text: str) -> list[Refused]:
    """Length."""
    used = count(text).used
    if used <= LIMIT:
        return []
    return [
        Refused(
            "This text has %(used)s characters, and the account allows %(limit)s. Please shorten it by %(over)s.",
            field="text",
            used=used,
            limit=LIMIT,
            over=used - LIMIT,
        )
    ]
