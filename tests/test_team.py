import json
from dataclasses import replace

import pytest
from sqlmodel import select

from bot import people, team
from bot.db import Db
from bot.errors import Refused, RefusedForm
from bot.models import Account, Network, Outbox, Person, Policy, Team, Way
from bot.networks import adapters
from bot.outgoing import Client
from bot.people import Right
from bot.team import NewAccount, Setup
from tests.stage import CHANNEL, VAULT, WORKSPACE, Stage

WAYS = adapters(Client(frozenset({"127.0.0.1:3999"})))
SECRET = "whsec_" + "A" * 43 + "="
ACCOUNT = NewAccount(Network.X, "@brand", "http://127.0.0.1:3999/square/hook/brand", SECRET, ignores_repeats=True)


def form(stage: Stage, **changes: object) -> Setup:
    first = Setup(
        channel_id="CBRAND",
        channel_name="brand",
        zone="Asia/Tokyo",
        language="en",
        country="JP",
        policy=Policy.TWO_PEOPLE,
        approvers=(stage.aiko,),
        account=None,
    )
    return replace(first, **changes)  # type: ignore[arg-type] # whatever the test names


def change(stage: Stage, **changes: object) -> Setup:
    """The form as it opens on the team that is there."""
    return form(stage, **{"channel_id": CHANNEL, "channel_name": "social-team", "is_change": True, **changes})


def set_up(stage: Stage, by: Person, setup: Setup) -> Team:
    with stage.db.begin() as session:
        return team.set_up(session, by, setup, VAULT, WAYS, stage.now)


def rights(stage: Stage, person: Person, of: Team) -> set[Right]:
    with stage.db.read() as session:
        place = people.membership(session, person, of)
        return {right for right in Right if people.may(person, right, place)}


def notices(stage: Stage) -> list[str]:
    with stage.db.read() as session:
        return [row.key for row in session.exec(select(Outbox)) if row.card_id is None]


def test_any_colleague_starts_a_team_and_manages_it(db: Db) -> None:
    stage = Stage(db)
    nina = stage.person("Nina")
    made = set_up(stage, nina, form(stage))
    assert (made.name, made.zone, made.country, made.policy) == ("brand", "Asia/Tokyo", "JP", Policy.TWO_PEOPLE)
    assert rights(stage, nina, made) == {Right.DRAFT, Right.PAUSE, Right.MANAGE}
    assert rights(stage, stage.aiko, made) == {Right.DRAFT, Right.APPROVE, Right.PAUSE}
    with db.read() as session:
        (welcome,) = session.exec(select(Outbox)).all()
    assert (welcome.address, welcome.key) == ("CBRAND", f"welcome:{made.id}")


@pytest.mark.parametrize("who", ["jonas", "aiko", "noor"])
def test_later_only_managers_and_workspace_admins_change_it(db: Db, who: str) -> None:
    stage = Stage(db)
    with pytest.raises(Refused):
        set_up(stage, getattr(stage, who), change(stage))
    admin = stage.person("Ada", is_admin=True)
    for person in (stage.mara, admin):
        assert set_up(stage, person, change(stage)).id == stage.team.id


def test_a_guest_admin_is_still_a_guest(db: Db) -> None:
    stage = Stage(db)
    with pytest.raises(Refused, match="full members"):
        set_up(stage, stage.person("Olga", is_admin=True, is_guest=True), form(stage))


def test_the_approvers_are_exactly_those_who_were_chosen(db: Db) -> None:
    stage = Stage(db)
    changed = set_up(stage, stage.mara, change(stage, approvers=(stage.tom, stage.aiko)))
    assert rights(stage, stage.tom, changed) == {Right.DRAFT, Right.APPROVE, Right.PAUSE}
    assert Right.APPROVE not in rights(stage, stage.mara, changed)
    assert Right.MANAGE in rights(stage, stage.mara, changed)
    with db.read() as session:
        assert [one.name for one in team.approvers_of(session, changed)] == ["Aiko", "Tom"]


def test_posts_in_review_go_to_the_new_approvers_at_once(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft()
    set_up(stage, stage.mara, change(stage, approvers=(stage.tom,)))
    assert stage.turn_of(seen) == {"Tom"}
    stage.approve(seen, stage.tom)


def test_an_account_is_kept_with_its_secret_sealed(db: Db) -> None:
    stage = Stage(db)
    made = set_up(stage, stage.mara, form(stage, account=ACCOUNT))
    with db.read() as session:
        account = session.exec(select(Account).where(Account.team_id == made.id)).one()
    assert (account.network, account.handle, account.way) == (Network.X, "@brand", Way.WEBHOOK)
    assert (account.host, account.keeper_id, account.ignores_repeats) == ("127.0.0.1:3999", stage.mara.id, True)
    assert account.secret is not None
    assert "whsec" not in account.secret
    opened = json.loads(VAULT.open(f"account:{account.id}", account.secret))
    assert opened == {"url": ACCOUNT.url, "secret": SECRET}


def test_the_same_account_given_again_gets_its_new_address(db: Db) -> None:
    stage = Stage(db)
    made = set_up(stage, stage.mara, form(stage, account=ACCOUNT))
    moved = replace(ACCOUNT, url="http://127.0.0.1:3999/square/hook/moved", ignores_repeats=False)
    set_up(stage, stage.mara, form(stage, account=moved, is_change=True))
    with db.read() as session:
        account = session.exec(select(Account).where(Account.team_id == made.id)).one()
    assert json.loads(VAULT.open(f"account:{account.id}", account.secret or ""))["url"] == moved.url
    assert not account.ignores_repeats


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"zone": "Europe/Pariss"}, ["zone"]),
        ({"country": "XX"}, ["country"]),
        ({"language": "tlh"}, ["language"]),
        ({"approvers": ()}, ["approvers"]),
        ({"account": replace(ACCOUNT, handle="")}, ["handle"]),
        ({"account": replace(ACCOUNT, url="")}, ["url"]),
        ({"account": replace(ACCOUNT, url="http://169.254.169.254/latest")}, ["url"]),
        ({"account": replace(ACCOUNT, secret="hunter2")}, ["secret"]),
        ({"account": replace(ACCOUNT, url="nonsense", secret="hunter2")}, ["url", "secret"]),
        ({"country": "", "approvers": ()}, ["country", "approvers"]),
    ],
)
def test_what_is_wrong_is_told_under_its_field_and_nothing_is_kept(
    db: Db, wrong: dict[str, object], fields: list[str]
) -> None:
    stage = Stage(db)
    with pytest.raises((Refused, RefusedForm)) as refused:
        set_up(stage, stage.mara, form(stage, **wrong))
    error = refused.value
    refusals = error.refusals if isinstance(error, RefusedForm) else [error]
    assert [getattr(one, "field", None) for one in refusals] == fields
    with db.read() as session:
        assert people.team_in(session, WORKSPACE, "CBRAND") is None


def test_a_guest_is_named_when_chosen_as_an_approver(db: Db) -> None:
    stage = Stage(db)
    with pytest.raises(RefusedForm, match="Noor is a guest"):
        set_up(stage, stage.mara, form(stage, approvers=(stage.aiko, stage.noor)))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_countries_are_named_sorted_and_fit_a_menu(language: str) -> None:
    named = team.countries(language)
    assert named["DE"] in {"Germany", "Allemagne"}
    assert len(named) > 200
    assert list(named.values()) == sorted(named.values())
    assert max(len(name) for name in named.values()) <= 75
    assert not {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"} & set(named)


def test_the_rule_can_change_from_two_people_to_one(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft(by=stage.mara)
    set_up(
        stage,
        stage.mara,
        change(stage, approvers=(stage.mara, stage.aiko), policy=Policy.ONE_PERSON),
    )
    assert stage.turn_of(seen) == {"Mara", "Aiko"}
    stage.approve(seen, stage.mara)


def test_a_change_is_told_in_the_channel_and_no_change_is_not(db: Db) -> None:
    stage = Stage(db)
    set_up(stage, stage.mara, change(stage, approvers=(stage.tom,)))
    assert len(notices(stage)) == 1
    stage.later(minutes=1)
    set_up(stage, stage.mara, change(stage, approvers=(stage.tom,)))
    assert len(notices(stage)) == 1


def test_nobody_changes_a_team_unawares(db: Db) -> None:
    """The form was opened for a new team, and somebody else was faster."""
    stage = Stage(db)
    with pytest.raises(Refused, match="has a team already") as refused:
        set_up(stage, stage.mara, change(stage, is_change=False))
    assert refused.value.field == "channel"
