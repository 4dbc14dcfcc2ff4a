import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import people
from bot.dates import machine_now
from bot.db import Db
from bot.errors import Refused
from bot.models import Membership, Person, Policy, Team
from bot.people import Right
from tests.stage import CHANNEL, NOW, WORKSPACE, Stage

FLAGS = ("is_guest", "is_bot", "is_deleted", "is_stranger")
rights = st.fixed_dictionaries({f"may_{right}": st.booleans() for right in Right})


def somebody(**facts: Any) -> Person:
    known = {"id": 1, "workspace_id": WORKSPACE, "user_id": "U1", "name": "One", "zone": "UTC", "locale": "en"}
    return Person.model_validate({**known, "refreshed_at": NOW, **facts})


@pytest.mark.parametrize("flags", list(itertools.product((False, True), repeat=len(FLAGS))))
def test_only_a_full_active_human_member_is_a_colleague(flags: tuple[bool, ...]) -> None:
    person = somebody(**dict(zip(FLAGS, flags, strict=True)))
    assert people.is_colleague(person) is not any(flags)


@given(rights, st.sampled_from(Right), st.fixed_dictionaries({flag: st.booleans() for flag in FLAGS}))
def test_a_right_is_what_the_membership_says_and_nothing_for_outsiders(
    given_rights: dict[str, bool], right: Right, flags: dict[str, bool]
) -> None:
    place = Membership.model_validate({"team_id": 1, "person_id": 1, **given_rights})
    expected = given_rights[f"may_{right}"] and not any(flags.values())
    assert people.may(somebody(**flags), right, place) is expected


@pytest.mark.parametrize("right", Right)
def test_without_a_membership_of_their_own_nobody_may_anything(right: Right) -> None:
    everything = {f"may_{one}": True for one in Right}
    assert not people.may(somebody(), right, None)
    assert not people.may(somebody(), right, Membership.model_validate({"team_id": 1, "person_id": 2, **everything}))


@pytest.mark.parametrize(
    ("right", "words"),
    [
        (Right.APPROVE, "Only approvers of social-team"),
        (Right.MANAGE, "Only managers of social-team and workspace admins"),
        (Right.DRAFT, "You are not in the team social-team yet"),
    ],
)
def test_a_refusal_says_who_could(db: Db, right: Right, words: str) -> None:
    stage = Stage(db)
    with db.read() as session, pytest.raises(Refused, match=words):
        people.require(session, stage.person("Nina"), stage.team, right)
    with db.read() as session:
        people.require(session, stage.mara, stage.team, right)


USER = {
    "id": "U1",
    "team_id": WORKSPACE,
    "real_name": "Ada Lovelace",
    "tz": "Europe/London",
    "locale": "en-GB",
    "profile": {"display_name": "ada"},
    "is_admin": False,
    "is_owner": False,
    "is_restricted": False,
    "is_ultra_restricted": False,
    "is_bot": False,
    "deleted": False,
}


def meet(db: Db, **facts: Any) -> Person:
    with db.begin() as session:
        return people.meet(session, WORKSPACE, {**USER, **facts}, machine_now())


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, {"name": "ada", "zone": "Europe/London", "locale": "en-GB", "is_admin": False, "is_guest": False}),
        ({"profile": {"display_name": ""}}, {"name": "Ada Lovelace"}),
        ({"profile": {"real_name": "Ada L"}, "real_name": ""}, {"name": "Ada L"}),
        ({"profile": {}, "real_name": None}, {"name": "U1"}),
        ({"is_owner": True}, {"is_admin": True}),
        ({"is_admin": True}, {"is_admin": True}),
        ({"is_restricted": True}, {"is_guest": True}),
        ({"is_ultra_restricted": True}, {"is_guest": True}),
        ({"is_bot": True}, {"is_bot": True}),
        ({"id": "USLACKBOT"}, {"is_bot": True}),
        ({"deleted": True}, {"is_deleted": True}),
        ({"team_id": "TOTHER"}, {"is_stranger": True}),
        ({"is_stranger": True}, {"is_stranger": True}),
        ({"tz": None, "locale": None}, {"zone": "UTC", "locale": "en-US"}),
    ],
)
def test_a_person_is_stored_as_slack_describes_them(db: Db, facts: dict[str, Any], expected: dict[str, Any]) -> None:
    Stage(db)
    person = meet(db, **facts)
    assert {name: getattr(person, name) for name in expected} == expected


def test_what_slack_leaves_out_later_is_kept(db: Db) -> None:
    Stage(db)
    first = meet(db)
    again = meet(db, tz=None, locale=None, deleted=True)
    assert (again.id, again.zone, again.locale, again.is_deleted) == (first.id, "Europe/London", "en-GB", True)
    with db.read() as session:
        known = people.known(session, WORKSPACE, "U1")
        assert known is not None
        assert known.is_deleted
        assert people.known(session, "TOTHER", "U1") is None


def test_an_older_description_that_comes_late_changes_nothing(db: Db) -> None:
    Stage(db)
    meet(db, updated=200, deleted=True)
    assert meet(db, updated=100, deleted=False).is_deleted
    assert meet(db, updated=200, is_admin=True).is_admin
    assert not meet(db, updated=300, deleted=False).is_deleted


def test_whoever_drafts_in_the_teams_channel_joins_it_and_may_only_draft(db: Db) -> None:
    stage = Stage(db)
    nina = stage.person("Nina")
    with db.begin() as session:
        assert people.team_for(session, nina, CHANNEL).id == stage.team.id
        place = people.membership(session, nina, stage.team)
    assert place is not None
    assert [right for right in Right if people.may(nina, right, place)] == [Right.DRAFT]


def test_joining_again_takes_no_right_away(db: Db) -> None:
    stage = Stage(db)
    with db.begin() as session:
        place = people.join(session, stage.mara, stage.team)
    assert place.may_manage


@pytest.mark.parametrize("flag", FLAGS)
def test_outsiders_join_no_team(db: Db, flag: str) -> None:
    stage = Stage(db)
    outsider = stage.person("Olga", **{flag: True})
    with pytest.raises(Refused, match="full members"), db.begin() as session:
        people.team_for(session, outsider, CHANNEL)
    with db.read() as session:
        assert people.membership(session, outsider, stage.team) is None


def add_team(db: Db, name: str) -> Team:
    with db.begin() as session:
        team = Team(
            workspace_id=WORKSPACE,
            channel_id=f"C{name.upper()}",
            name=name,
            zone="UTC",
            language="en",
            country="DE",
            policy=Policy.TWO_PEOPLE,
            created_at=NOW,
        )
        session.add(team)
    return team


def test_elsewhere_the_team_of_a_command_is_the_persons_only_one(db: Db) -> None:
    stage = Stage(db)
    with db.begin() as session:
        assert people.team_for(session, stage.tom, "CELSE").id == stage.team.id
        assert people.team_for(session, stage.tom, None).id == stage.team.id


def test_whoever_is_in_several_teams_or_none_is_asked_to_choose(db: Db) -> None:
    stage = Stage(db)
    other = add_team(db, "brand")
    with db.begin() as session:
        people.join(session, stage.tom, other)
    with db.read() as session:
        with pytest.raises(Refused, match="several teams: #brand, #social-team"):
            people.team_for(session, stage.tom, "CELSE")
        with pytest.raises(Refused, match="in no team yet"):
            people.team_for(session, stage.person("Nina"), "CELSE")
    with db.begin() as session:
        assert people.team_for(session, stage.tom, other.channel_id).id == other.id


def test_a_channel_of_another_workspace_is_no_teams_channel(db: Db) -> None:
    Stage(db)
    with db.read() as session:
        assert people.team_in(session, "TOTHER", CHANNEL) is None
        assert people.team_in(session, WORKSPACE, None) is None


def test_whoever_left_has_no_right_any_more(db: Db) -> None:
    stage = Stage(db)
    stage.change(stage.mara, is_deleted=True)
    with db.read() as session:
        assert [one.name for one in people.with_right(session, stage.team, Right.APPROVE)] == ["Aiko"]
