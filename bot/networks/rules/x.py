"""X: 280 characters, weighted; every address counts 23.

Source: docs.x.com/fundamentals/counting-characters, as implemented by twitter-text.
"""

import re

from bot.errors import Refused
from bot.models import Network
from bot.networks.rules.counting import Count, Unit, too_long, without_dotted_chains
from bot.networks.rules.twitter import parse_tweet

LIMIT = 280

_NOT_ACCEPTED = re.compile("[\ufffe\ufeff\uffff]")


def count(text: str) -> Count:
    """Latin letters count 1; Chinese, Japanese and Korean ones, and any emoji, 2."""
    return Count(int(parse_tweet(without_dotted_chains(text)).weightedLength), LIMIT, Unit.WEIGHTED)


def check(text: str) -> list[Refused]:
    """Length, and the three code points that X refuses."""
    problems = too_long(Network.X, count(text))
    if found := _NOT_ACCEPTED.search(text):
        problems.append(
            Refused(
                "X does not accept the invisible character %(code)s in this text. Please remove it.",
                field="text",
                code=f"U+{ord(found[0]):04X}",
            )
        )
    return problems
