"""TikTok: a video or pictures with every post; 2,200 characters in UTF-16.

Source: developers.tiktok.com/doc/content-posting-api-reference-direct-post (title of a video).
"""

from bot.errors import Refused
from bot.models import Network
from bot.networks.rules.counting import Count, Unit, needs_media, too_long, utf16

LIMIT = 2200


def count(text: str) -> Count:
    """Most emoji count 2 or more."""
    return Count(utf16(text), LIMIT, Unit.CHARACTERS)


def check(text: str) -> list[Refused]:
    """Everything that TikTok would refuse; a text alone always is."""
    return [needs_media(Network.TIKTOK), *too_long(Network.TIKTOK, count(text))]
