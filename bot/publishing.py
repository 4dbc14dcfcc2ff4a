"""Sends deliveries on their way: claim, send outside any transaction, record.

Nothing that can fail stands between a network's answer and its record.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime

from sqlmodel import select

from bot import confirmations, dates, deliveries
from bot.db import JOB_PATIENCE, Db
from bot.deliveries import Claim
from bot.errors import Refused
from bot.lifecycle import DeliveryAction
from bot.models import Account, AccountState, Way
from bot.networks import Adapter, Frozen, Secret, Variant, outcomes
from bot.outgoing import is_loopback
from bot.vault import Vault


class Publisher:
    """Publishes what is due, over the ways out it was given; leases and retries go by `machine_now`."""

    def __init__(
        self,
        db: Db,
        adapters: Mapping[Way, Adapter],
        vault: Vault,
        machine_now: Callable[[], datetime] = dates.machine_now,
    ) -> None:
        self._db = db
        self._adapters = adapters
        self._vault = vault
        self._machine_now = machine_now

    def due(self, now: datetime) -> list[int]:
        """Give the deliveries to send at `now` (team time)."""
        with self._db.read() as session:
            return deliveries.due(session, now, self._machine_now())

    def abandoned(self) -> list[Claim]:
        """Give the claims of workers that vanished."""
        with self._db.read() as session:
            return deliveries.abandoned(session, self._machine_now())

    def outside_hosts(self) -> tuple[str, ...]:
        """Give the hosts that posts leave for beyond this machine, by name."""
        with self._db.read() as session:
            pairs = session.exec(select(Account.host).where(Account.state == AccountState.CONNECTED).distinct())
            hosts = {pair.rpartition(":")[0] for pair in pairs if pair}
        return tuple(sorted(host for host in hosts if not is_loopback(host)))

    def take_back(self, claim: Claim, now: datetime) -> None:
        """Settle a claim whose worker vanished between claim and record: what it sent may be out."""
        self._record(claim, outcomes.Unknown(outcomes.Why.CRASHED, ""), now)

    def publish(self, delivery_id: int, now: datetime) -> None:
        """Claim a delivery, freeze it, send it, record what came of it."""
        with self._db.begin(JOB_PATIENCE) as session:
            claim = deliveries.claim(session, delivery_id, now, self._machine_now())
            if claim is None:
                return
            frozen = claim.delivery.payload or self._adapter(claim).freeze(_variant(claim), claim.delivery.key, now)
            deliveries.freeze(session, claim, frozen)
        self._record(claim, self._send(claim, frozen), now)

    def _send(self, claim: Claim, frozen: Frozen) -> outcomes.Outcome:
        try:
            secret: Secret = json.loads(self._vault.open(f"account:{claim.account.id}", claim.account.secret or ""))
        except Refused:
            return outcomes.Refused(outcomes.Why.UNREADABLE_SECRET, "")
        return self._adapter(claim).send(frozen, secret, claim.delivery.progress)

    def _record(self, claim: Claim, outcome: outcomes.Outcome, now: datetime) -> None:
        with self._db.begin(JOB_PATIENCE) as session:
            action = deliveries.record(session, claim, outcome, now, self._machine_now())
            if action in {DeliveryAction.LOSE, DeliveryAction.REFUSE}:
                confirmations.ask(session, claim.post, claim.revision, now)

    def _adapter(self, claim: Claim) -> Adapter:
        return self._adapters[claim.account.way]


def _variant(claim: Claim) -> Variant:
    text = claim.revision.texts.get(str(claim.account.id), claim.revision.text)
    return Variant(post=claim.post.number, network=claim.account.network, handle=claim.account.handle, text=text)
