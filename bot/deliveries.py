"""One revision on its way to one account: made, claimed, recorded, and settled by a person where nobody is sure.

A claim has a lease and a fence. What the network answered is recorded only by the holder of the
fence, so a worker that was frozen and came back changes nothing. All leases and retries are in
machine time, `due_at` is team time.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, insert, or_, update
from sqlmodel import Session, col, select

from bot import history, outbox, posts
from bot.db import run
from bot.errors import Refused
from bot.lifecycle import DELIVERY_LIFE, DeliveryAction
from bot.models import Account, Delivery, DeliveryState, Post, Revision, Subject
from bot.networks import outcomes
from bot.networks.outcomes import Why

LEASE = timedelta(seconds=60)
"""Longer than our longest request (10 s), so that nobody takes over what is still being sent."""
REPEAT_WINDOW = timedelta(hours=24)
"""How long the uncertain is repeated to a receiver that ignores repeats, and the turned-away tried again."""


@dataclass(frozen=True)
class Claim:
    """The right to send one delivery, until `lease_until`."""

    delivery: Delivery
    post: Post
    revision: Revision
    account: Account
    fence: int


def new_key() -> str:
    """Name an attempt: what the receiver knows it by."""
    return f"msg_{secrets.token_hex(16)}"


_ADD = insert(Delivery)


def make(session: Session, revision: Revision, now: datetime) -> None:
    """Make the deliveries of an approved revision: one for each account."""
    common = {"revision_id": revision.id, "due_at": revision.due_at or now, "changed_at": now}
    for account_id in revision.accounts:
        run(session, _ADD, {**common, "account_id": account_id, "key": new_key()})


def move(
    session: Session,
    delivery_id: int,
    action: DeliveryAction,
    now: datetime,
    *,
    only_if: Sequence[ColumnElement[bool]] = (),
    **values: Any,  # noqa: ANN401 - columns of the row
) -> bool:
    """Take an action on a delivery: the one function that writes its state. False if it was not as expected."""
    origins, state = DELIVERY_LIFE[action]
    result: CursorResult[Any] = session.execute(  # type: ignore[assignment]
        update(Delivery)
        .where(col(Delivery.id) == delivery_id, col(Delivery.state).in_(origins), *only_if)
        .values(state=state, changed_at=now, **values)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    return result.rowcount == 1


def withdraw(session: Session, post: Post, now: datetime) -> None:
    """Drop what has not left, before a post is changed; `Refused` if any of it is out or on its way."""
    waiting = posts.deliveries_of(session, posts.revision_of(session, post))
    for delivery, standing in zip(waiting, posts.standings(waiting), strict=True):
        is_still_here = standing is not DeliveryState.WAITING
        if not (
            delivery.state is DeliveryState.DROPPED
            or (is_still_here and move(session, delivery.id, DeliveryAction.DROP, now))
            or (delivery.state is DeliveryState.REFUSED and move(session, delivery.id, DeliveryAction.LEAVE, now))
        ):
            raise Refused(
                "It is too late to change post #%(number)s: it is already out, or on its way.", number=post.number
            )


def due(session: Session, now: datetime, machine_now: datetime) -> list[int]:
    """Give the deliveries to send now, the longest due first."""
    return list(
        session.exec(
            select(Delivery.id)
            .where(
                col(Delivery.state).in_([DeliveryState.DUE, DeliveryState.WAITING]),
                col(Delivery.due_at) <= now,
                or_(col(Delivery.try_at).is_(None), col(Delivery.try_at) <= machine_now),
            )
            .order_by(col(Delivery.due_at), col(Delivery.id))
        )
    )


def abandoned(session: Session, machine_now: datetime) -> list[Claim]:
    """Give the claims whose lease ended without a word: their worker is gone."""
    rows = session.exec(
        select(Delivery).where(Delivery.state == DeliveryState.CLAIMED, col(Delivery.lease_until) < machine_now)
    ).all()
    return [_claim_of(session, delivery) for delivery in rows]


def next_due(session: Session, now: datetime) -> datetime | None:
    """Give the next moment at which a delivery becomes due."""
    return session.exec(
        select(Delivery.due_at)
        .where(Delivery.state == DeliveryState.DUE, col(Delivery.due_at) > now)
        .order_by(col(Delivery.due_at))
        .limit(1)
    ).first()


def next_try(session: Session, now: datetime, machine_now: datetime) -> datetime | None:
    """Give the machine's next moment at which a delivery that is due is tried again."""
    return session.exec(
        select(Delivery.try_at)
        .where(
            col(Delivery.state).in_([DeliveryState.DUE, DeliveryState.WAITING]),
            col(Delivery.due_at) <= now,
            col(Delivery.try_at) > machine_now,
        )
        .order_by(col(Delivery.try_at))
        .limit(1)
    ).first()


def claim(session: Session, delivery_id: int, now: datetime, machine_now: datetime) -> Claim | None:
    """Take a delivery for sending; None if somebody else has it."""
    delivery = session.get_one(Delivery, delivery_id)
    fence = delivery.fence + 1
    mine = move(
        session,
        delivery_id,
        DeliveryAction.CLAIM,
        now,
        only_if=[col(Delivery.fence) == delivery.fence],
        fence=fence,
        lease_until=machine_now + LEASE,
        tries=delivery.tries + 1,
        tried_at=delivery.tried_at or machine_now,
    )
    if not mine:
        return None
    return _claim_of(session, session.get_one(Delivery, delivery_id))


def _claim_of(session: Session, delivery: Delivery) -> Claim:
    revision = session.get_one(Revision, delivery.revision_id)
    post = session.get_one(Post, revision.post_id)
    return Claim(delivery, post, revision, session.get_one(Account, delivery.account_id), delivery.fence)


def freeze(session: Session, claim: Claim, payload: dict[str, Any]) -> None:
    """Store the message before the call that makes it public."""
    session.execute(
        update(Delivery)
        .where(col(Delivery.id) == claim.delivery.id, col(Delivery.fence) == claim.fence)
        .values(payload=payload)
    )


def record(
    session: Session, claim: Claim, outcome: outcomes.Outcome, now: datetime, machine_now: datetime
) -> DeliveryAction | None:
    """Record what became of a claim; None, and no change, if its fence is no longer the latest."""
    posts.hold(session, claim.post.id)
    delivery = session.get_one(Delivery, claim.delivery.id)
    action, values = _change(_within_bounds(outcome, delivery, claim.account, machine_now))
    mine = [col(Delivery.fence) == claim.fence]
    if not move(session, delivery.id, action, now, only_if=mine, lease_until=None, **values):
        return None
    if action not in {DeliveryAction.RETRY, DeliveryAction.WAIT}:
        history.record(session, claim.post, None, f"delivery_{action}", now, account=claim.account.id, **told(values))
    outbox.changed(session, Subject.POST, claim.post.id)
    return action


def _within_bounds(
    outcome: outcomes.Outcome, delivery: Delivery, account: Account, machine_now: datetime
) -> outcomes.Outcome:
    """Repeat the uncertain only where repeats are ignored, nothing for longer than the window, and forget no doubt.

    Where an earlier try may be out, `why` goes on to say so: a "no" to the repeat does not mean that it is not.
    """
    in_window = machine_now - (delivery.tried_at or machine_now) < REPEAT_WINDOW
    doubt = Why(delivery.why) if delivery.why in outcomes.DOUBTS else None
    match outcome:
        case outcomes.Unknown(why, detail) if account.ignores_repeats and in_window:
            return outcomes.RetryAt(machine_now + backoff(delivery.tries), why, detail)
        case outcomes.RetryAt(at, why, detail) if in_window:
            return outcomes.RetryAt(at, doubt or why, detail)
        case outcomes.RetryAt():
            return outcomes.Unknown(Why.GAVE_UP, "") if doubt else outcomes.Refused(Why.GAVE_UP, "")
        case outcomes.Refused(_, detail) if doubt:
            return outcomes.Unknown(doubt, detail)
    return outcome


def backoff(tries: int) -> timedelta:
    """Wait longer with each try: 2 s, 4 s, ... up to a quarter of an hour."""
    return timedelta(seconds=min(2 ** min(tries, 10), 900))


def _change(outcome: outcomes.Outcome) -> tuple[DeliveryAction, dict[str, Any]]:
    match outcome:
        case outcomes.Published(remote_id, url):
            return DeliveryAction.PUBLISH, {"remote_id": remote_id, "url": url, "why": None, "detail": ""}
        case outcomes.Refused(why, detail):
            return DeliveryAction.REFUSE, {"why": why, "detail": detail}
        case outcomes.Unknown(why, detail):
            return DeliveryAction.LOSE, {"why": why, "detail": detail}
        case outcomes.RetryAt(at, why, detail):
            return DeliveryAction.RETRY, {"try_at": at, "why": why, "detail": detail}
        case outcomes.Waiting(progress, look_again_at):
            return DeliveryAction.WAIT, {"progress": progress, "try_at": look_again_at}


def told(values: dict[str, Any]) -> dict[str, Any]:
    """Give what history keeps of a change: its words, not its clockwork."""
    return {name: value for name, value in values.items() if isinstance(value, str)}
