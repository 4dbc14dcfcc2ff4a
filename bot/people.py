"""Persons, memberships and rights. Default deny."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from bot.db import add_if_absent
from bot.errors import Refused
from bot.models import Membership, Person, Team


class Right(StrEnum):
    """What a membership may allow."""

    DRAFT = "draft"
    APPROVE = "approve"
    PAUSE = "pause"
    MANAGE = "manage"


def is_colleague(person: Person) -> bool:
    """Say whether this is a full, active, human member of the workspace."""
    return not (person.is_guest or person.is_bot or person.is_deleted or person.is_stranger)


def may(person: Person, right: Right, membership: Membership | None) -> bool:
    """Say whether a person may do this in the team of the membership."""
    if membership is None or membership.person_id != person.id or not is_colleague(person):
        return False
    return bool(getattr(membership, f"may_{right}"))


def require(session: Session, person: Person, team: Team, right: Right) -> None:
    """Refuse, in words for this person, what they may not do in the team."""
    require_colleague(person)
    if may(person, right, membership(session, person, team)):
        return
    if right is Right.APPROVE:
        raise Refused(
            "Only approvers of %(team)s can do this. A manager can add you with /allstar setup.", team=team.name
        )
    if right is Right.MANAGE:
        raise Refused("Only managers of %(team)s and workspace admins can do this.", team=team.name)
    raise Refused("You are not in the team %(team)s yet. Use /draft once in its channel to join.", team=team.name)


def require_colleague(person: Person) -> None:
    """Refuse guests, bots, deactivated people and members of other organisations."""
    if not is_colleague(person):
        raise Refused("Allstar works for full members of this workspace only, so this is not open to you.")


_KNOWN = select(Person).where(
    col(Person.workspace_id) == bindparam("wanted_workspace"), col(Person.user_id) == bindparam("wanted_user")
)
"""Built once, as are the next two: every press passes here, and building them takes longer than running them."""


def known(session: Session, workspace_id: str, user_id: str) -> Person | None:
    """Give the person, if we have met."""
    return session.exec(_KNOWN, params={"wanted_workspace": workspace_id, "wanted_user": user_id}).first()


def meet(session: Session, workspace_id: str, user: Mapping[str, Any], machine_now: datetime) -> Person:
    """Store a person as Slack describes them (a user object of users.info or user_change); events may come late."""
    person = known(session, workspace_id, user["id"])
    if person is None:
        ids = {"workspace_id": workspace_id, "user_id": user["id"]}
        add_if_absent(session, Person(**ids, name="", zone="UTC", locale="en-US", refreshed_at=machine_now))
        return meet(session, workspace_id, user, machine_now)
    described_at = datetime.fromtimestamp(user["updated"], UTC) if user.get("updated") else person.described_at
    if described_at and person.described_at and described_at < person.described_at:
        return person
    profile = user.get("profile", {})
    person.name = profile.get("display_name") or user.get("real_name") or profile.get("real_name") or user["id"]
    person.zone = user.get("tz") or person.zone
    person.locale = user.get("locale") or person.locale
    person.is_admin = bool(user.get("is_admin") or user.get("is_owner"))
    person.is_guest = bool(user.get("is_restricted") or user.get("is_ultra_restricted"))
    person.is_bot = bool(user.get("is_bot")) or user["id"] == "USLACKBOT"
    person.is_deleted = bool(user.get("deleted"))
    home = user.get("team_id", workspace_id)
    person.is_stranger = bool(user.get("is_stranger")) or home != workspace_id
    person.refreshed_at, person.described_at = machine_now, described_at
    session.add(person)
    session.flush()
    return person


def membership(session: Session, person: Person, team: Team) -> Membership | None:
    """Give the person's place in the team, if any."""
    return session.get(Membership, (team.id, person.id))


_PLACES = select(Membership).where(
    col(Membership.team_id) == bindparam("wanted_team"),
    col(Membership.person_id).in_(bindparam("wanted_persons", expanding=True)),
)


def places(session: Session, team: Team, *persons: Person) -> dict[int, Membership]:
    """Give the places of these people in the team, by their ids; nothing for who has none."""
    wanted = {"wanted_team": team.id, "wanted_persons": [person.id for person in persons]}
    return {place.person_id: place for place in session.exec(_PLACES, params=wanted)}


def join(session: Session, person: Person, team: Team) -> Membership:
    """Let a colleague who works in the team's channel draft in it."""
    require_colleague(person)
    place = places(session, team, person).get(person.id)
    if place is None:
        add_if_absent(session, Membership(team_id=team.id, person_id=person.id, may_draft=True))
        place = session.get_one(Membership, (team.id, person.id))
    return place


_TEAM_IN = select(Team).where(
    col(Team.workspace_id) == bindparam("wanted_workspace"), col(Team.channel_id) == bindparam("wanted_channel")
)


def team_in(session: Session, workspace_id: str, channel_id: str | None) -> Team | None:
    """Give the team bound to a channel."""
    return session.exec(_TEAM_IN, params={"wanted_workspace": workspace_id, "wanted_channel": channel_id}).first()


def teams_of(session: Session, person: Person) -> list[Team]:
    """Give every team the person is in, by name."""
    return list(
        session.exec(
            select(Team)
            .join(Membership, col(Membership.team_id) == col(Team.id))
            .where(Membership.person_id == person.id)
            .order_by(col(Team.name))
        )
    )


def team_for(session: Session, person: Person, channel_id: str | None) -> Team:
    """Give the team of a command: the channel's, else the person's only one."""
    require_colleague(person)
    here = team_in(session, person.workspace_id, channel_id)
    if here is not None:
        join(session, person, here)
        return here
    teams = teams_of(session, person)
    if len(teams) == 1:
        return teams[0]
    if teams:
        raise Refused(
            "You are in several teams: %(teams)s. Use the command in the channel of the one you mean.",
            teams=", ".join(f"#{team.name}" for team in teams),
        )
    raise Refused(
        "You are in no team yet. Use the command in your team's channel, or start a team there with /allstar setup."
    )


def with_right(session: Session, team: Team, right: Right) -> list[Person]:
    """Give everybody who may do this in the team."""
    rows = session.exec(
        select(Person, Membership)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(Membership.team_id == team.id)
        .order_by(col(Person.id))
    )
    return [person for person, place in rows if may(person, right, place)]
