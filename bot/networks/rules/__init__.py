"""What each network accepts. Pure: the same text gives the same answer, and nobody is asked."""

from typing import Protocol

from bot.errors import Refused
from bot.models import Network
from bot.networks.rules import bluesky, facebook, instagram, linkedin, mastodon, other, threads, tiktok, x
from bot.networks.rules.counting import NAMES, Count, Unit, is_blank

__all__ = ["NAMES", "Count", "Unit", "check", "count"]


class Rules(Protocol):
    """What the module of a network offers."""

    def count(self, text: str, /) -> Count:
        """How much of the limit `text` uses, in the network's own unit."""

    def check(self, text: str, /) -> list[Refused]:
        """Everything the network would refuse about `text`, in words."""


_RULES: dict[Network, Rules] = {
    Network.X: x,
    Network.LINKEDIN: linkedin,
    Network.FACEBOOK: facebook,
    Network.INSTAGRAM: instagram,
    Network.THREADS: threads,
    Network.BLUESKY: bluesky,
    Network.MASTODON: mastodon,
    Network.TIKTOK: tiktok,
    Network.OTHER: other,
}


def count(network: Network, text: str) -> Count:
    """How much of the network's limit `text` uses."""
    return _RULES[network].count(_well_formed(text))


def check(network: Network, text: str) -> list[Refused]:
    """Everything that keeps `text` from being posted there, each under the field `text`; [] if it may go."""
    text = _well_formed(text)
    if is_blank(text):
        return [Refused("There is nothing to read in this text yet. Please write something.", field="text")]
    return _RULES[network].check(text)


def _well_formed(text: str) -> str:
    """JSON may carry half a surrogate pair, which nothing that counts can take."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
