"""Facebook pages: 63,206 characters.

Meta documents no number; this is the one that publishing tools have found and use.
"""

from bot.errors import Refused
from bot.models import Network
from bot.networks.rules.counting import Count, Unit, too_long, utf16

LIMIT = 63_206


def count(text: str) -> Count:
    """In UTF-16, the careful reading of a number without a unit."""
    return Count(utf16(text), LIMIT, Unit.CHARACTERS)


def check(text: str) -> list[Refused]:
    """Length."""
    return too_long(Network.FACEBOOK, count(text))
