"""Posts and their revisions as rows: what was seen, what is current, and the one door for a post's state."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, col, select

from bot import history, outbox
from bot.dates import Moment
from bot.db import run
from bot.errors import Refused
from bot.language import language_of
from bot.lifecycle import POST_LIFE, PostAction
from bot.models import Delivery, DeliveryState, Person, Post, PostState, Revision, Subject, Team, Workspace
from bot.networks import outcomes
from bot.rendering import render


@dataclass(frozen=True)
class Seen:
    """What a button knows of the post it stands on: the revision that the person looked at, and its state."""

    post_id: int
    n: int
    hash: str
    state: PostState

    @classmethod
    def parse(cls, value: str) -> "Seen":
        """Read a button's value."""
        post_id, n, digest, state = value.split(":")
        return cls(int(post_id), int(n), digest, PostState(state))

    @classmethod
    def of(cls, post: Post, revision: Revision) -> "Seen":
        """Say what a card of this revision shows."""
        return cls(post.id, revision.n, revision.hash[:12], post.state)

    def __str__(self) -> str:
        return f"{self.post_id}:{self.n}:{self.hash}:{self.state}"

    def shows(self, revision: Revision) -> bool:
        """Say whether it was this revision that the person looked at."""
        return (self.n, self.hash) == (revision.n, revision.hash[:12])


@dataclass(frozen=True)
class Current:
    """A post as it stands: its current revision and who made it, in one look."""

    post: Post
    revision: Revision
    team: Team
    maker: Person


_CURRENT = (
    select(Post, Revision, Team, Person)
    .join(Revision, (col(Revision.post_id) == col(Post.id)) & (col(Revision.n) == col(Post.revision)))
    .join(Team, col(Team.id) == col(Post.team_id))
    .join(Person, col(Person.id) == col(Revision.made_by_id))
    .where(col(Post.id) == bindparam("wanted_id"), col(Post.workspace_id) == bindparam("wanted_workspace"))
)


def hash_of(
    text: str, texts: Mapping[str, str], media: Sequence[object], accounts: Sequence[int], due_at: datetime | None
) -> str:
    """Fingerprint what an approval covers: text, media, accounts and time; never the note."""
    content = [text, dict(texts), list(media), sorted(accounts), due_at.isoformat() if due_at else None]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def next_number(session: Session, workspace_id: str) -> int:
    """Count one further: the number that people will say (#42)."""
    statement = (
        update(Workspace)
        .where(col(Workspace.workspace_id) == workspace_id)
        .values(last_number=Workspace.last_number + 1)
        .returning(col(Workspace.last_number))
    )
    return int(session.execute(statement).scalar_one())


def get(session: Session, post_id: int, workspace_id: str) -> Post:
    """Give a post of this workspace."""
    post = session.get(Post, post_id)
    if post is None or post.workspace_id != workspace_id:
        raise _gone()
    return post


def _gone() -> Refused:
    return Refused("This post is not here any more.")


def hold(session: Session, post_id: int) -> None:
    """Keep others from deciding about a post until this transaction ends; SQLite's one writer has no others.

    Everything that changes a post, its deliveries or its assignments holds it first: in this order
    nobody waits for each other in a circle.
    """
    if session.get_bind().dialect.name == "sqlite":
        return
    held = select(Post).where(Post.id == post_id).with_for_update()
    session.exec(held, execution_options={"populate_existing": True}).first()


def team_of(session: Session, post: Post) -> Team:
    """Give the post's team."""
    return session.exec(select(Team).where(Team.id == post.team_id)).one()


def revision_of(session: Session, post: Post) -> Revision:
    """Give the current revision."""
    return session.exec(select(Revision).where(Revision.post_id == post.id, Revision.n == post.revision)).one()


def deliveries_of(session: Session, revision: Revision) -> list[Delivery]:
    """Give a revision's deliveries, in the order they were made."""
    return list(session.exec(select(Delivery).where(Delivery.revision_id == revision.id).order_by(col(Delivery.id))))


def standings(deliveries: Sequence[Delivery]) -> list[DeliveryState]:
    """Say how deliveries stand: one that waits to be repeated may be out already, so it is on its way."""
    return [
        DeliveryState.WAITING if one.state is DeliveryState.DUE and one.why in outcomes.DOUBTS else one.state
        for one in deliveries
    ]


def look_again(session: Session, person: Person, seen: Seen) -> Current:
    """Give the post if it still is what the person looked at; else tell who changed it, and when."""
    wanted = {"wanted_id": seen.post_id, "wanted_workspace": person.workspace_id}
    found = session.exec(_CURRENT, params=wanted).first()
    if found is None:
        raise _gone()
    current = Current(*found)
    if not seen.shows(current.revision):
        raise Refused(
            "Nothing was done: this card shows an earlier version of post #%(number)s. "
            "%(who)s changed it on %(when)s. Please look at the current card.",
            number=current.post.number,
            who=current.maker.name,
            when=Moment(current.revision.created_at, current.team.zone),
        )
    return current


def bring(session: Session, post: Post, person: Person, notice: str) -> None:
    """Give a person their copy of the card; who has one is told in a line, for an update makes no sound."""
    if not outbox.show(session, post.workspace_id, Subject.POST, post.id, person.user_id, person):
        message = render(notice, language_of(person.locale), post=post)
        key = f"{notice}:{post.id}:{post.revision}:{person.user_id}:{post.changed_at.timestamp()}"
        outbox.say(session, post.workspace_id, key, person.user_id, message)


_MOVE = (
    update(Post)
    .where(
        col(Post.id) == bindparam("seen_id"),
        col(Post.state) == bindparam("seen_state"),
        col(Post.revision) == bindparam("seen_revision"),
        col(Post.state).in_(bindparam("origins", expanding=True)),
    )
    .values({name: bindparam(f"new_{name}") for name in ("state", "revision", "changed_at")})
)


def move(session: Session, post: Post, action: PostAction, now: datetime, to_revision: int | None = None) -> None:
    """Take an action on a post: the one function that writes its state.

    Compare and set: `Refused` with who was first and when, if the post is no longer as we saw it.
    `to_revision` makes that revision the current one in the same step.
    """
    origins, state = POST_LIFE[action]
    changed = {"state": state, "revision": to_revision or post.revision, "changed_at": now}
    new = {f"new_{name}": value for name, value in changed.items()}
    seen = {"seen_id": post.id, "seen_state": post.state, "seen_revision": post.revision, "origins": list(origins)}
    if run(session, _MOVE, {**new, **seen}) != 1:
        session.refresh(post)
        raise too_late(session, post)
    for name, value in changed.items():
        set_committed_value(post, name, value)
    outbox.changed(session, Subject.POST, post.id)


_TOO_LATE: Mapping[PostState, Refused] = {
    PostState.IN_REVIEW: Refused(
        "%(who)s sent post #%(number)s back into review on %(when)s. Please look at it again."
    ),
    PostState.CHANGES_REQUESTED: Refused("%(who)s already asked for changes to post #%(number)s on %(when)s."),
    PostState.REJECTED: Refused("%(who)s already rejected post #%(number)s on %(when)s."),
    PostState.APPROVED: Refused("%(who)s already approved post #%(number)s on %(when)s."),
    PostState.EXPIRED: Refused(
        "The time of post #%(number)s passed on %(when)s before anybody approved it. Edit it to give it a new time."
    ),
    PostState.CANCELLED: Refused("%(who)s cancelled post #%(number)s on %(when)s."),
}


def too_late(session: Session, post: Post) -> Refused:
    """Tell the loser of two presses who was first, and when."""
    entry = history.last(session, post, "edited" if post.state is PostState.IN_REVIEW else post.state)
    who = entry[1].name if entry and entry[1] else "Allstar"
    said = _TOO_LATE.get(post.state, Refused("Post #%(number)s has changed. Please look at its card again."))
    at = entry[0].at if entry else post.changed_at
    return Refused(said.message, number=post.number, who=who, when=Moment(at, team_of(session, post).zone))
