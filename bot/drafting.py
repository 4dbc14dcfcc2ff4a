"""From a filled-in form to a post in review."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from bot import approvals, deliveries, history, people, posts
from bot.dates import from_wall
from bot.errors import Refused, RefusedForm
from bot.lifecycle import PostAction, can_be_edited
from bot.models import Account, AccountState, Person, Post, PostState, Revision, Team
from bot.networks import rules
from bot.people import Right

MOST_ACCOUNTS = 8
"""As many as one card can tell the fate of, within Slack's 50 blocks."""

LONGEST_TEXT = 3000
"""Characters: as many as Slack's text field holds."""


@dataclass(frozen=True)
class Form:
    """What a person filled in. `due_at` None: as soon as it is approved."""

    text: str
    accounts: tuple[int, ...]
    due_at: datetime | None
    note: str = ""


_ACCOUNTS = (
    select(Account)
    .where(col(Account.team_id) == bindparam("wanted_team"), col(Account.state) == AccountState.CONNECTED)
    .order_by(col(Account.id))
)


def accounts_of(session: Session, team: Team) -> list[Account]:
    """Give the accounts that a post of the team can go to."""
    rows = session.exec(_ACCOUNTS, params={"wanted_team": team.id}).all()
    if not rows:
        raise Refused(
            "%(team)s has no account to publish to yet. A manager adds the first one with /allstar setup.",
            team=team.name,
        )
    return list(rows)


def require_fits(text: str) -> None:
    """Refuse a text that the form could show only in part."""
    if len(text) > LONGEST_TEXT:
        raise Refused(
            "This text has %(count)s characters and the form holds %(most)s. Please shorten it and type /draft again. "
            "It was:\n%(text)s",
            count=len(text),
            most=LONGEST_TEXT,
            text=text[:8000],
        )


def due(day: date | None, clock: time | None, team: Team) -> datetime | None:
    """Give the moment of a day and a time in the team's zone; None, as soon as it is approved, if both are empty."""
    if day is None and clock is None:
        return None
    if day is None:
        raise Refused("Please choose the day as well, or leave date and time empty.", "date")
    if clock is None:
        raise Refused("Please choose the time as well, or leave date and time empty.", "time")
    return from_wall(day, clock, team.zone)


def draft(session: Session, author: Person, team: Team, form: Form, now: datetime) -> Post:
    """Make a post of the form and put it before its reviewers."""
    people.require(session, author, team, Right.DRAFT)
    _check(session, team, form, now)
    post = Post(
        workspace_id=team.workspace_id,
        team_id=team.id,
        number=posts.next_number(session, team.workspace_id),
        author_id=author.id,
        state=PostState.DRAFT,
        revision=1,
        created_at=now,
        changed_at=now,
    )
    session.add(post)
    session.flush()
    _add_revision(session, post, author, form, 1, now)
    history.record(session, post, author, "drafted", now, revision=1)
    posts.move(session, post, PostAction.SUBMIT, now)
    approvals.ask(session, post, author, now)
    return post


def revise(session: Session, person: Person, seen: posts.Seen, form: Form, now: datetime) -> Post:
    """Make the next revision of the post that was seen; whatever was agreed before, it is reviewed anew."""
    posts.hold(session, seen.post_id)
    post = require_may_edit(session, person, seen)
    _check(session, posts.team_of(session, post), form, now)
    deliveries.withdraw(session, post, now)
    posts.move(session, post, PostAction.EDIT, now, to_revision=post.revision + 1)
    _add_revision(session, post, person, form, post.revision, now)
    history.record(session, post, person, "edited", now, revision=post.revision)
    approvals.ask(session, post, person, now)
    return post


def require_may_edit(session: Session, person: Person, seen: posts.Seen) -> Post:
    """Give the post to somebody who may edit it as it was seen: its author or an approver.

    Whoever began before it was approved is told so: nobody takes back an approval unawares.
    """
    people.require_colleague(person)
    current = posts.look_again(session, person, seen)
    post, revision = current.post, current.revision
    if post.state is PostState.APPROVED and seen.state is not PostState.APPROVED:
        raise posts.too_late(session, post)
    if person.id != post.author_id:
        people.require(session, person, posts.team_of(session, post), Right.APPROVE)
    states = posts.standings(posts.deliveries_of(session, revision))
    if not can_be_edited(post.state, states):
        raise Refused("Post #%(number)s can no longer be edited: it is out, on its way, or closed.", number=post.number)
    return post


def _check(session: Session, team: Team, form: Form, now: datetime) -> None:
    """Refuse a form with everything that is wrong with it, each under its field."""
    own = {account.id: account for account in accounts_of(session, team)}
    refusals: list[Refused] = []
    if not form.accounts or not set(form.accounts) <= own.keys():
        refusals.append(Refused("Please choose at least one of the team's accounts.", "accounts"))
    if len(form.accounts) > MOST_ACCOUNTS:
        refusals.append(
            Refused("Please choose at most %(most)s accounts for one post.", "accounts", most=MOST_ACCOUNTS)
        )
    refusals += _text_refusals([own[one] for one in form.accounts if one in own], form.text)
    if form.due_at is not None and form.due_at <= now:
        refusals.append(
            Refused("This time has passed. Please choose a later one, or leave date and time empty.", "time")
        )
    if refusals:
        raise RefusedForm(refusals)


def _text_refusals(accounts: list[Account], text: str) -> list[Refused]:
    """Give what the networks refuse; one network speaks once, however many accounts it has."""
    networks = dict.fromkeys(account.network for account in accounts)
    refusals = [refusal for network in networks for refusal in rules.check(network, text)]
    return list({str(refusal): refusal for refusal in refusals}.values())


def _add_revision(session: Session, post: Post, maker: Person, form: Form, n: int, now: datetime) -> Revision:
    accounts = sorted(set(form.accounts))
    revision = Revision(
        post_id=post.id,
        n=n,
        made_by_id=maker.id,
        due_at=form.due_at,
        text=form.text,
        accounts=accounts,
        note=form.note,
        hash=posts.hash_of(form.text, {}, [], accounts, form.due_at),
        created_at=now,
    )
    session.add(revision)
    session.flush()
    return revision
