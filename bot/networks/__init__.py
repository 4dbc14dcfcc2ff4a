"""The networks: what each accepts (`rules`), and one adapter for every way out."""

from datetime import datetime
from typing import Protocol

from bot.errors import Refused
from bot.models import Way
from bot.networks.outcomes import Found, Outcome
from bot.networks.variant import Frozen, Progress, Secret, Variant
from bot.networks.webhook import Webhook
from bot.outgoing import Client

__all__ = ["Adapter", "Frozen", "Progress", "Secret", "Variant", "adapters"]


class Adapter(Protocol):
    """One way out. Freeze, store what it gave, then send: the same bytes on every try."""

    def check(self, variant: Variant, secret: Secret) -> list[Refused]:
        """What keeps this way from carrying `variant`, in words; asks nobody outside.

        What the network itself would refuse is for `rules.check` to say.
        """

    def freeze(self, variant: Variant, key: str, at: datetime) -> Frozen:
        """The message, pure. `key` names this delivery at the receiver; `at` is its time for readers."""

    def send(self, frozen: Frozen, secret: Secret, progress: Progress) -> Outcome:
        """Make it public. Whatever goes wrong outside comes back as an outcome, never as an exception."""

    def find(self, frozen: Frozen, secret: Secret, progress: Progress) -> Found:
        """Look whether an earlier try is out, where the network lets us look."""


def adapters(client: Client) -> dict[Way, Adapter]:
    """The ways out that there are, all sending through `client`."""
    return {Way.WEBHOOK: Webhook(client)}
