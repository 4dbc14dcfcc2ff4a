"""Everything a post's card shows, gathered in one look."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot import approvals, assignments, posts
from bot.blockkit import LIMITS
from bot.language import language_of
from bot.lifecycle import Shown, can_be_edited, shown
from bot.models import Account, Approval, Card, Delivery, Person, Policy, Post, Revision, Task, Team
from bot.networks import rules
from bot.rendering import render


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
    def is_one_person(self) -> bool:
        """Whether one person decides alone in this team."""
        return self.team.policy is Policy.ONE_PERSON


def gather(session: Session, post: Post) -> PostCard:
    """Look at a post and everything around it."""
    revision = posts.revision_of(session, post)
    deliveries = posts.deliveries_of(session, revision)
    states = [delivery.state for delivery in deliveries]
    return PostCard(
        post=post,
        revision=revision,
        team=posts.team_of(session, post),
        author=session.get_one(Person, post.author_id),
        maker=session.get_one(Person, revision.made_by_id),
        seen=str(posts.Seen.of(revision)),
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


def post_card(session: Session, card: Card) -> dict[str, object]:
    """Render a copy of a post's card, in the language of whoever reads it."""
    facts = gather(session, session.get_one(Post, card.subject_id))
    reader = session.get(Person, card.person_id) if card.person_id else None
    language = language_of(reader.locale) if reader else facts.team.language
    return render("posts/card", language, card=facts, own=reader is not None)


def as_fit(waiting: list[PostCard]) -> list[PostCard]:
    """Give as many cards, from the first on, as one message holds with their whole texts."""
    fitting: list[PostCard] = []
    room = LIMITS["message.budget"] - 1500
    for card in waiting[:8]:
        room -= len(card.revision.text) + len(card.revision.note) + 400
        if room < 0 and fitting:
            break
        fitting.append(card)
    return fitting


def reviews_section(session: Session, person: Person, now: datetime, language: str) -> list[dict[str, object]]:  # noqa: ARG001 - every section is asked alike
    """Home: what awaits the person's review."""
    waiting = [gather(session, post) for post in assignments.open_for(session, person, Task.REVIEW)]
    shown_cards = waiting[:4]
    return list(render("home/reviews", language, cards=shown_cards, more=len(waiting) - len(shown_cards))["blocks"])


def own_section(session: Session, person: Person, now: datetime, language: str) -> list[dict[str, object]]:  # noqa: ARG001 - same
    """Home: the person's own posts, the latest first."""
    own = session.exec(select(Post).where(Post.author_id == person.id).order_by(col(Post.id).desc()).limit(10)).all()
    return list(render("home/own", language, cards=[gather(session, post) for post in own])["blocks"])
