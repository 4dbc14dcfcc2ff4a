"""Instagram: a picture or video with every post; 2,200 characters, 30 hashtags and 20 @names.

Source: developers.facebook.com/docs/instagram-platform (content publishing; reference, caption).
"""

import regex

from bot.errors import Refused
from bot.models import Network
from bot.networks.rules.counting import Count, Unit, needs_media, too_long, utf16

LIMIT = 2200
LIMIT_HASHTAGS = 30
LIMIT_NAMES = 20

_HASHTAG = regex.compile(r"(?<![\w&])#\w+")
_NAME = regex.compile(r"(?<![\w@])@\w+")


def count(text: str) -> Count:
    """In UTF-16, the careful reading of a number without a unit."""
    return Count(utf16(text), LIMIT, Unit.CHARACTERS)


def check(text: str) -> list[Refused]:
    """Everything that Instagram would refuse; a text alone always is."""
    problems = [needs_media(Network.INSTAGRAM), *too_long(Network.INSTAGRAM, count(text))]
    if (hashtags := len(_HASHTAG.findall(text))) > LIMIT_HASHTAGS:
        problems.append(
            Refused(
                "Instagram allows %(limit)s hashtags, and this text has %(used)s.",
                field="text",
                limit=LIMIT_HASHTAGS,
                used=hashtags,
            )
        )
    if (names := len(_NAME.findall(text))) > LIMIT_NAMES:
        problems.append(
            Refused(
                "Instagram allows %(limit)s @names, and this text has %(used)s.",
                field="text",
                limit=LIMIT_NAMES,
                used=names,
            )
        )
    return problems
