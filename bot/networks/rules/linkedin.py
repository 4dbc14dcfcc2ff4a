"""LinkedIn: 3,000 characters.

Source: linkedin.com/help/linkedin/answer/a528176. It names no unit; UTF-16 is the careful reading,
for no other counts more.
"""

from bot.errors import Refused
from bot.models import Network
from bot.networks.rules.counting import Count, Unit, too_long, utf16

LIMIT = 3000


def count(text: str) -> Count:
    """Most emoji count 2 or more."""
    return Count(utf16(text), LIMIT, Unit.CHARACTERS)


def check(text: str) -> list[Refused]:
    """Length."""
    return too_long(Network.LINKEDIN, count(text))
