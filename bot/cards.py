"""Everything a post's card shows, gathered in one look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from bot import approvals, assignments, outbox, posts
from bot.blockkit import LIMITS, weight
from bot.language import language_of
from bot.lifecycle import Shown, can_be_edited, shown
from bot.models import Account, Approval, Card, Delivery, Person, Policy, Post, Revision, Task, Team
from bot.networks import rules
from bot.plaintext import unknown_emoji
from bot.rendering import LONGEST_LINK, render

MOST_CARDS = 6
HOME_BLOCKS = 40
"""What `reviews_section` may fill of Home."""

READABLE = 8000
"""Characters of text in blocks: what is longer shows beginnings and *Read all*."""

Blocks = list[dict[str, Any]]
Message = dict[str, Any]


@dataclass(frozen=True)
class Room:
    """How many characters of each part a card shows; of people, how many names."""

    text: int
    note: int
    name: int
    link: int
    detail: int
    people: int


WHOLE = Room(text=LIMITS["text"], note=LIMITS["text"], name=100, link=LONGEST_LINK, detail=200, people=20)
"""Everything a post holds."""
BRIEF = Room(text=600, note=200, name=30, link=200, detail=60, people=5)
"""A card of the most accounts in the worst trouble fits with this, in every language."""


@dataclass(frozen=True)
class Destination:
    """One account of a post: how its text counts there, and how far it got."""

    account: Account
    network: str
    count: rules.Count
    delivery: Delivery | None


@dataclass(frozen=True)
class PostCard:
    """What the card's template reads."""

    post: Post
    revision: Revision
    team: Team
    author: Person
    maker: Person
    seen: str
    shown: Shown
    destinations: list[Destination]
    decisions: list[tuple[Approval, Person]]
    waits_for: list[Person]
    can_be_edited: bool

    @property
    def at(self) -> datetime | None:
        """When it goes, or went, out; None while that is up to the approval."""
        sent = [to.delivery.due_at for to in self.destinations if to.delivery]
        return self.revision.due_at or min(sent, default=None)

    @property
    def custom_emoji(self) -> list[str]:
        """Emoji of this workspace only: no network knows them, so they stay words."""
        return unknown_emoji(self.revision.text)

    @property
    def is_one_person(self) -> bool:
        """Whether one person decides alone in this team."""
        return self.team.policy is Policy.ONE_PERSON


def gather(session: Session, post: Post) -> PostCard:
    """Look at a post and everything around it."""
    revision = posts.revision_of(session, post)
    deliveries = posts.deliveries_of(session, revision)
    states = posts.standings(deliveries)
    return PostCard(
        post=post,
        revision=revision,
        team=posts.team_of(session, post),
        author=session.get_one(Person, post.author_id),
        maker=session.get_one(Person, revision.made_by_id),
        seen=str(posts.Seen.of(post, revision)),
        shown=shown(post.state, states),
        destinations=_destinations(session, revision, deliveries),
        decisions=approvals.decisions(session, revision),
        waits_for=assignments.whose_turn(session, post),
        can_be_edited=can_be_edited(post.state, states),
    )


def _destinations(session: Session, revision: Revision, deliveries: list[Delivery]) -> list[Destination]:
    by_account = {delivery.account_id: delivery for delivery in deliveries}
    accounts = [session.get_one(Account, account_id) for account_id in revision.accounts]
    return [
        Destination(
            account=account,
            network=rules.NAMES[account.network],
            count=rules.count(account.network, revision.texts.get(str(account.id), revision.text)),
            delivery=by_account.get(account.id),
        )
        for account in accounts
    ]


def post_card(session: Session, card: Card) -> Message:
    """Render a copy of a post's card, in the language of whoever reads it."""
    facts = gather(session, session.get_one(Post, card.subject_id))
    reader = session.get(Person, card.person_id) if card.person_id else None
    language = language_of(reader.locale) if reader else facts.team.language
    return in_room("posts/card", language, card=facts)


def in_room(template: str, language: str, **values: object) -> Message:
    """Render with everything, or with beginnings and *Read all* where that would be too long for one message."""
    message = render(template, language, room=WHOLE, is_brief=False, **values)
    if weight(message["blocks"]) <= READABLE:
        return message
    return render(template, language, room=BRIEF, is_brief=True, **values)


def whole(session: Session, post: Post, language: str) -> dict[str, Any]:
    """Give the modal that shows everything of a post."""
    return render("cards/whole", language, card=gather(session, post), room=WHOLE, is_brief=False)


def review_list(waiting: Sequence[PostCard], language: str) -> Message:
    """Show what awaits somebody, as much as one message holds with its whole texts, and how much more there is."""
    return _as_fit("approvals/list", waiting, language, LIMITS["message.blocks"])


def reviews_section(session: Session, person: Person, now: datetime, language: str) -> Blocks:  # noqa: ARG001 - every section is asked alike
    """Home: what awaits the person's review."""
    waiting = [gather(session, post) for post in assignments.open_for(session, person, Task.REVIEW, Task.CONFIRM)]
    blocks: Blocks = _as_fit("home/reviews", waiting, language, HOME_BLOCKS)["blocks"]
    return blocks


def own_section(session: Session, person: Person, now: datetime, language: str) -> Blocks:  # noqa: ARG001 - same
    """Home: the person's own posts, the latest first."""
    own = session.exec(select(Post).where(Post.author_id == person.id).order_by(col(Post.id).desc()).limit(10)).all()
    blocks: Blocks = render("home/own", language, cards=[gather(session, post) for post in own])["blocks"]
    return blocks


def _as_fit(template: str, waiting: Sequence[PostCard], language: str, most_blocks: int) -> Message:
    """Render with as many cards, from the first on, as fit whole; one is always shown."""
    for count in range(min(len(waiting), MOST_CARDS), 1, -1):
        values = {"cards": waiting[:count], "more": len(waiting) - count}
        message = render(template, language, room=WHOLE, is_brief=False, **values)
        if len(message["blocks"]) <= most_blocks and weight(message["blocks"]) <= LIMITS["message.budget"]:
            return message
    return in_room(template, language, cards=waiting[:1], more=max(len(waiting) - 1, 0))


def tell_author(session: Session, post: Post, author: Person) -> None:
    """Say where the card went, to somebody who drafted elsewhere."""
    facts = gather(session, post)
    message = render("drafting/sent", language_of(author.locale), card=facts, team=facts.team)
    outbox.say(session, post.workspace_id, f"sent:{post.id}", author.user_id, message)
