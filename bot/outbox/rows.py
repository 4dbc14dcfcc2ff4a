"""What we owe Slack: cards and notices as rows, written with the decision that they tell of.

A card row is rendered when it is sent, so ten changes are one update; a notice row holds its
words. `bot.outbox.sender` carries them over. All times here are machine time.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, Update, bindparam, case, update
from sqlmodel import Session, col, select

from bot.dates import machine_now
from bot.db import UtcDateTime, add_if_absent, owe, run
from bot.models import Card, Outbox, OutboxKind, OutboxState, Person, Subject

LEASE = timedelta(seconds=60)


def show(
    session: Session, workspace_id: str, subject: Subject, subject_id: int, address: str, person: Person | None
) -> bool:
    """Owe a card to a channel (C…) or, as their own copy, to a person (U…). False if they have one: it is updated."""
    wanted = (Card.subject == subject, Card.subject_id == subject_id, Card.address == address)
    card = Card(
        workspace_id=workspace_id,
        subject=subject,
        subject_id=subject_id,
        address=address,
        person_id=person.id if person else None,
    )
    is_new = add_if_absent(session, card)
    card = session.exec(select(Card).where(*wanted)).one()
    if not is_new:
        _want(session, _WANT_ONE, {"wanted_id": card.id})
        return False
    _owe(session, workspace_id, f"card:{card.id}", address, kind=OutboxKind.CARD, card_id=card.id)
    return True


def changed(session: Session, subject: Subject, subject_id: int) -> None:
    """Owe an update to every copy of a card."""
    _want(session, _WANT_ALL, {"wanted_subject": subject, "wanted_id": subject_id})


def say(session: Session, workspace_id: str, key: str, address: str, message: dict[str, Any]) -> None:
    """Owe a notice (`text`, `blocks`) to a channel or a person; the same key is never said twice."""
    _owe(session, workspace_id, key, address, kind=OutboxKind.NOTICE, message=message)


def _owe(session: Session, workspace_id: str, key: str, address: str, **columns: Any) -> None:  # noqa: ANN401 - columns
    at = machine_now()
    row = Outbox(workspace_id=workspace_id, key=key, address=address, try_at=at, made_at=at, **columns)
    add_if_absent(session, row)
    owe(session)


def due(session: Session, at: datetime) -> list[int]:
    """Give the rows to send now, oldest first; a claim whose lease ended is due again."""
    abandoned = (col(Outbox.state) == OutboxState.CLAIMED) & (col(Outbox.lease_until) < at)
    waiting = (col(Outbox.state) == OutboxState.DUE) & (col(Outbox.try_at) <= at)
    return list(session.exec(select(Outbox.id).where(waiting | abandoned).order_by(col(Outbox.id))))


def claim(session: Session, row_id: int, at: datetime) -> Outbox | None:
    """Take a row for sending; None if somebody else has it, or has sent it.

    A row whose sender vanished may be with Slack already.
    """
    row = session.get_one(Outbox, row_id)
    was_claimed = row.state is OutboxState.CLAIMED
    is_free = (col(Outbox.state) == OutboxState.DUE) | (
        (col(Outbox.state) == OutboxState.CLAIMED) & (col(Outbox.lease_until) < at)
    )
    result: CursorResult[Any] = session.execute(  # type: ignore[assignment]
        update(Outbox)
        .where(col(Outbox.id) == row_id, col(Outbox.fence) == row.fence, is_free)
        .values(
            state=OutboxState.CLAIMED,
            fence=row.fence + 1,
            lease_until=at + LEASE,
            tries=row.tries + 1,
            is_unsure=row.is_unsure or was_claimed,
        )
        .execution_options(synchronize_session=False)
    )
    session.refresh(row)
    return row if result.rowcount == 1 else None


def settle(session: Session, row: Outbox, state: OutboxState, **values: Any) -> bool:  # noqa: ANN401 - columns
    """Record what became of a claimed row; False if it is no longer ours. Wanted again meanwhile: due again."""
    again = col(Outbox.wanted) != row.wanted
    result: CursorResult[Any] = session.execute(  # type: ignore[assignment]
        update(Outbox)
        .where(col(Outbox.id) == row.id, col(Outbox.fence) == row.fence, col(Outbox.state) == OutboxState.CLAIMED)
        .values(state=case((again, OutboxState.DUE), else_=state), lease_until=None, **values)
        .execution_options(synchronize_session=False)
    )
    return result.rowcount == 1


_IS_DUE = col(Outbox.state) == OutboxState.DUE
_WANT_ANEW = update(Outbox).values(
    wanted=Outbox.wanted + 1,
    try_at=case((_IS_DUE, Outbox.try_at), else_=bindparam("at", type_=UtcDateTime)),
    tries=case((_IS_DUE, Outbox.tries), else_=0),
    state=case((col(Outbox.state) == OutboxState.CLAIMED, OutboxState.CLAIMED), else_=OutboxState.DUE),
)
_WANT_ONE = _WANT_ANEW.where(col(Outbox.card_id) == bindparam("wanted_id"))
_WANT_ALL = _WANT_ANEW.where(
    col(Outbox.card_id).in_(
        select(Card.id).where(
            col(Card.subject) == bindparam("wanted_subject"), col(Card.subject_id) == bindparam("wanted_id")
        )
    )
)
"""Built once: every change of a post passes here, and building them takes longer than running them."""


def _want(session: Session, which: Update, values: dict[str, Any]) -> None:
    owe(session)
    run(session, which, {**values, "at": machine_now()})
