"""What a person is asked when nobody is sure: whether it is live, is to be sent again, or left."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlmodel import Session, col, select

from bot import assignments, deliveries, history, outbox, people, posts
from bot.dates import Moment
from bot.errors import Refused
from bot.lifecycle import DELIVERY_LIFE, DeliveryAction
from bot.models import Delivery, DeliveryState, Person, Post, Revision, Subject, Task, Team
from bot.people import Right

LONGEST_LINK = 2000
"""Characters; browsers and Slack's cards manage that much."""
OPEN = frozenset({DeliveryState.UNKNOWN, DeliveryState.REFUSED})
"""What a person has to settle."""
SETTLED = tuple(
    f"delivery_{action}" for action in (DeliveryAction.IT_IS_LIVE, DeliveryAction.SEND_AGAIN, DeliveryAction.LEAVE)
)
"""What history calls a person's answers."""


def ask(session: Session, post: Post, revision: Revision, now: datetime) -> None:
    """Ask the author and the team's approvers what became of a delivery, or what to do about it."""
    asked = _who_could_tell(session, posts.team_of(session, post), post)
    assignments.hand(session, post, Task.CONFIRM, asked, None, revision.due_at, now)
    for person in asked:
        posts.bring(session, post, person, "confirmations/asked")


def ask_again(session: Session, team: Team, now: datetime) -> None:
    """Ask whoever can answer now: the team's people have changed."""
    in_doubt = select(Revision.post_id).join(Delivery).where(col(Delivery.state).in_(OPEN))
    waiting = select(Post).where(Post.team_id == team.id, col(Post.id).in_(in_doubt)).order_by(col(Post.id))
    for post in session.exec(waiting.with_for_update()).all():
        if assignments.whose_turn(session, post) != _who_could_tell(session, team, post):
            ask(session, post, posts.revision_of(session, post), now)
            outbox.changed(session, Subject.POST, post.id)


def _who_could_tell(session: Session, team: Team, post: Post) -> list[Person]:
    """Give the author and the approvers, by their ids; the managers where there is none of them any more."""
    author = session.get_one(Person, post.author_id)
    asked = people.with_right(session, team, Right.APPROVE)
    if people.is_colleague(author) and author not in asked:
        asked.append(author)
    return sorted(asked, key=lambda person: person.id) or people.with_right(session, team, Right.MANAGE)


def it_is_live(session: Session, person: Person, delivery_id: int, url: str, now: datetime) -> Post:
    """A person looked and found it published, at `url` if they gave one."""
    address = url.strip()
    if address and not _can_be_opened(address):
        raise Refused("Please give the whole link, as it begins with https://, or leave this empty.", "url")
    return _settle(session, person, delivery_id, DeliveryAction.IT_IS_LIVE, now, url=address or None)


def send_again(session: Session, person: Person, delivery_id: int, now: datetime) -> Post:
    """A person looked and found nothing: a new attempt, under a new key."""
    fresh = {
        "key": deliveries.new_key(),
        "payload": None,
        "try_at": None,
        "tried_at": None,
        "tries": 0,
        "why": None,
        "detail": "",
    }
    return _settle(session, person, delivery_id, DeliveryAction.SEND_AGAIN, now, **fresh)


def leave(session: Session, person: Person, delivery_id: int, now: datetime) -> Post:
    """A person decided that nothing more is done about it."""
    return _settle(session, person, delivery_id, DeliveryAction.LEAVE, now)


def require_may_settle(session: Session, person: Person, delivery_id: int) -> tuple[Delivery, Post]:
    """Give the delivery and its post to somebody who may say what became of it: the author or an approver."""
    delivery = session.get(Delivery, delivery_id)
    if delivery is None:
        raise Refused("This post is not here any more.")
    revision = session.get_one(Revision, delivery.revision_id)
    post = posts.get(session, revision.post_id, person.workspace_id)
    people.require_colleague(person)
    if person.id != post.author_id:
        people.require(session, person, posts.team_of(session, post), Right.APPROVE)
    if delivery.state not in DELIVERY_LIFE[DeliveryAction.LEAVE][0]:
        raise _settled(session, post)
    return delivery, post


def _settle(
    session: Session,
    person: Person,
    delivery_id: int,
    action: DeliveryAction,
    now: datetime,
    **values: Any,  # noqa: ANN401 - columns of the row
) -> Post:
    delivery, post = require_may_settle(session, person, delivery_id)
    account_id = delivery.account_id
    posts.hold(session, post.id)
    if not deliveries.move(session, delivery_id, action, now, **values):
        raise _settled(session, post)
    history.record(session, post, person, f"delivery_{action}", now, account=account_id, **deliveries.told(values))
    revision = posts.revision_of(session, post)
    left = {one.state for one in posts.deliveries_of(session, revision)}
    if not left & OPEN:
        assignments.done(session, post, person, now)
    outbox.changed(session, Subject.POST, post.id)
    return post


def _can_be_opened(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and address.isprintable()
    return is_whole and " " not in address and len(address) <= LONGEST_LINK


def _settled(session: Session, post: Post) -> Refused:
    entry = history.last(session, post, *SETTLED)
    who = entry[1].name if entry and entry[1] else "Allstar"
    at = entry[0].at if entry else post.changed_at
    return Refused(
        "%(who)s already settled this for post #%(number)s on %(when)s.",
        number=post.number,
        who=who,
        when=Moment(at, posts.team_of(session, post).zone),
    )
