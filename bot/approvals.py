"""Review: who must agree is the team's policy, and an approval belongs to what was seen."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert
from sqlmodel import Session, col, select

from bot import assignments, deliveries, history, outbox, people, posts
from bot.db import run
from bot.errors import Refused
from bot.lifecycle import PostAction
from bot.models import Approval, Decision, Membership, Person, Policy, Post, PostState, Revision, Subject, Task, Team
from bot.people import Right


@dataclass(frozen=True)
class Stand:
    """Who is behind a revision: its maker, and whether the maker is an approver of the team."""

    maker_id: int
    maker_is_approver: bool
    author_id: int


def may_decide(policy: Policy, stand: Stand, person_id: int, *, is_approver: bool) -> bool:
    """Say whether this person's agreement would complete the policy.

    Two people: somebody other than the maker, and an approver among the two; so an author may
    confirm an approver's edit, and nobody confirms a revision of their own.
    """
    if policy is Policy.ONE_PERSON:
        return is_approver
    if person_id == stand.maker_id:
        return False
    return is_approver or (person_id == stand.author_id and stand.maker_is_approver)


def awaited(session: Session, post: Post, revision: Revision) -> list[Person]:
    """Give everybody whose agreement would complete the policy."""
    team = posts.team_of(session, post)
    maker = session.get_one(Person, revision.made_by_id)
    stand = _stand(post, maker, people.membership(session, maker, team))
    approvers = people.with_right(session, team, Right.APPROVE)
    author = session.get_one(Person, post.author_id)
    candidates = [*approvers, *([] if author in approvers or not people.is_colleague(author) else [author])]
    return [one for one in candidates if may_decide(team.policy, stand, one.id, is_approver=one in approvers)]


def ask(session: Session, post: Post, by: Person, now: datetime) -> None:
    """Put the current revision before its reviewers: in the team's channel, and to each in person."""
    revision = posts.revision_of(session, post)
    team = posts.team_of(session, post)
    reviewers = awaited(session, post, revision)
    if not reviewers:
        raise Refused(
            "Nobody in %(team)s could approve this: two people must agree and there is no other approver. "
            "A manager can add one, or change the rule, with /allstar setup.",
            team=team.name,
        )
    assignments.hand(session, post, Task.REVIEW, reviewers, by, revision.due_at, now)
    outbox.show(session, post.workspace_id, Subject.POST, post.id, team.channel_id, None)
    if team.policy is Policy.TWO_PEOPLE:
        for person in reviewers:
            posts.bring(session, post, person, "approvals/again")


def ask_again(session: Session, team: Team, by: Person | None, now: datetime) -> None:
    """Put every post that waits for somebody before whoever can take it further now.

    The team's people or rule have changed.
    """
    states = [PostState.IN_REVIEW, PostState.CHANGES_REQUESTED, PostState.EXPIRED]
    waiting = select(Post).where(Post.team_id == team.id, col(Post.state).in_(states)).order_by(col(Post.id))
    for post in session.exec(waiting.with_for_update()).all():
        if post.state is PostState.IN_REVIEW:
            _review_again(session, team, post, by, now)
        elif assignments.whose_turn(session, post) != _revisers(session, team, post):
            for person in _hand_back(session, team, post, by, now):
                outbox.show(session, post.workspace_id, Subject.POST, post.id, person.user_id, person)
        outbox.changed(session, Subject.POST, post.id)


def _review_again(session: Session, team: Team, post: Post, by: Person | None, now: datetime) -> None:
    revision = posts.revision_of(session, post)
    reviewers = awaited(session, post, revision) or people.with_right(session, team, Right.MANAGE)
    assignments.hand(session, post, Task.REVIEW, reviewers, by, revision.due_at, now)
    for person in reviewers if team.policy is Policy.TWO_PEOPLE else []:
        outbox.show(session, post.workspace_id, Subject.POST, post.id, person.user_id, person)


def _revisers(session: Session, team: Team, post: Post) -> list[Person]:
    """Give who is to revise a post: its author, or the team's approvers where the author works here no more."""
    author = session.get_one(Person, post.author_id)
    if people.is_colleague(author):
        return [author]
    return people.with_right(session, team, Right.APPROVE) or people.with_right(session, team, Right.MANAGE)


def _hand_back(session: Session, team: Team, post: Post, by: Person | None, now: datetime) -> list[Person]:
    """Make it the revisers' turn. A time that has passed is none to be kept."""
    due = posts.revision_of(session, post).due_at if post.state is PostState.CHANGES_REQUESTED else None
    revisers = _revisers(session, team, post)
    assignments.hand(session, post, Task.REVISE, revisers, by, due, now)
    return revisers


def approve(session: Session, person: Person, seen: posts.Seen, now: datetime) -> Post:
    """Approve the revision that was seen; its deliveries are made in the same transaction."""
    posts.hold(session, seen.post_id)
    current = _decidable(session, person, seen)
    post, revision, team = current.post, current.revision, current.team
    if revision.due_at is not None and revision.due_at <= now:
        raise Refused(
            "The time of post #%(number)s has passed, so it was not approved. Edit it to give it a new time.",
            number=post.number,
        )
    posts.move(session, post, PostAction.APPROVE, now)
    _decide(session, person, revision, Decision.APPROVED, "", now)
    deliveries.make(session, revision, now)
    history.record(session, post, person, "approved", now, revision=revision.n, policy=team.policy)
    assignments.done(session, post, person, now)
    return post


def request_changes(session: Session, person: Person, seen: posts.Seen, reason: str, now: datetime) -> Post:
    """Send the revision that was seen back to its author, with a reason."""
    posts.hold(session, seen.post_id)
    current = _decidable(session, person, seen)
    post, revision = current.post, current.revision
    if not reason.strip():
        raise Refused("Please say what should change, so that the author knows what to do.", "reason")
    posts.move(session, post, PostAction.REQUEST_CHANGES, now)
    _decide(session, person, revision, Decision.CHANGES_REQUESTED, reason, now)
    history.record(session, post, person, "changes_requested", now, revision=revision.n, reason=reason)
    for reviser in _hand_back(session, current.team, post, person, now):
        posts.bring(session, post, reviser, "approvals/changes")
    return post


def require_may_decide(session: Session, person: Person, seen: posts.Seen) -> Post:
    """Refuse what the person could not decide, before a form opens for it."""
    return _decidable(session, person, seen).post


def decisions(session: Session, revision: Revision) -> list[tuple[Approval, Person]]:
    """Give what was decided about a revision, oldest first."""
    rows = session.exec(
        select(Approval, Person)
        .join(Person, col(Approval.person_id) == col(Person.id))
        .where(Approval.revision_id == revision.id)
        .order_by(col(Approval.id))
    )
    return [(approval, person) for approval, person in rows]


def due_to_expire(session: Session, now: datetime) -> list[int]:
    """Give the posts whose time came before anybody approved them."""
    return list(
        session.exec(
            select(Post.id)
            .join(Revision, (col(Revision.post_id) == col(Post.id)) & (col(Revision.n) == col(Post.revision)))
            .where(Post.state == PostState.IN_REVIEW, col(Revision.due_at) <= now)
        )
    )


def expire(session: Session, post_id: int, now: datetime) -> None:
    """Close the review of a post whose time has come, and hand it back to its author.

    It may have been decided, or given a later time, since somebody found it due.
    """
    posts.hold(session, post_id)
    if post_id not in due_to_expire(session, now):
        return
    post = session.get_one(Post, post_id)
    posts.move(session, post, PostAction.EXPIRE, now)
    history.record(session, post, None, "expired", now, revision=post.revision)
    for reviser in _hand_back(session, posts.team_of(session, post), post, None, now):
        posts.bring(session, post, reviser, "approvals/expired")


def next_expiry(session: Session) -> datetime | None:
    """Give the next moment at which a post would expire."""
    return session.exec(
        select(Revision.due_at)
        .join(Post, (col(Revision.post_id) == col(Post.id)) & (col(Revision.n) == col(Post.revision)))
        .where(Post.state == PostState.IN_REVIEW, col(Revision.due_at).is_not(None))
        .order_by(col(Revision.due_at))
        .limit(1)
    ).first()


def _decidable(session: Session, person: Person, seen: posts.Seen) -> posts.Current:
    people.require_colleague(person)
    current = posts.look_again(session, person, seen)
    post, revision, team = current.post, current.revision, current.team
    if post.state is not PostState.IN_REVIEW:
        raise posts.too_late(session, post)
    places = people.places(session, team, person, current.maker)
    stand = _stand(post, current.maker, places.get(current.maker.id))
    is_approver = people.may(person, Right.APPROVE, places.get(person.id))
    if may_decide(team.policy, stand, person.id, is_approver=is_approver):
        return current
    if person.id == revision.made_by_id and team.policy is Policy.TWO_PEOPLE:
        raise Refused(
            "Two people must agree in %(team)s, and this version is yours: somebody else has to approve it.",
            team=team.name,
        )
    people.require(session, person, team, Right.APPROVE)
    raise Refused("Somebody else has to approve this version.")


def _stand(post: Post, maker: Person, place: Membership | None) -> Stand:
    right = people.may(maker, Right.APPROVE, place)
    return Stand(maker_id=maker.id, maker_is_approver=right, author_id=post.author_id)


_ADD = insert(Approval)


def _decide(
    session: Session, person: Person, revision: Revision, decision: Decision, reason: str, now: datetime
) -> None:
    said = {"decision": decision, "reason": reason.strip(), "at": now}
    run(session, _ADD, {"revision_id": revision.id, "person_id": person.id, **said})
