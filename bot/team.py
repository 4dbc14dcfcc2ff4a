"""Setting up a team: its channel, zone, country, rule, approvers and first account."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from babel import Locale
from sqlmodel import Session, col, select

from bot import approvals, confirmations, history, outbox, people
from bot.dates import machine_now, zone_named
from bot.db import add_if_absent
from bot.errors import Refused, RefusedForm
from bot.language import languages
from bot.models import Account, AccountState, Membership, Network, Person, Policy, Team, Way
from bot.networks import Adapter, Variant
from bot.people import Right
from bot.rendering import render
from bot.vault import Vault

NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""What Unicode's list has besides: unions, a region, languages under test, and the unknown."""


@dataclass(frozen=True)
class NewAccount:
    """An account as the form gives it."""

    network: Network
    handle: str
    url: str
    secret: str
    ignores_repeats: bool


@dataclass(frozen=True)
class Setup:
    """The whole form. `channel_name` is what Slack calls the channel."""

    channel_id: str
    channel_name: str
    zone: str
    language: str
    country: str
    policy: Policy
    approvers: tuple[Person, ...]
    account: NewAccount | None
    is_change: bool = False
    """The form was opened on the existing team, so the person saw what is being changed."""


def require_may_set_up(session: Session, person: Person, channel_id: str | None) -> Team | None:
    """Give the channel's team to somebody who may change it; None, to any colleague, where there is none yet."""
    people.require_colleague(person)
    team = people.team_in(session, person.workspace_id, channel_id)
    if team is not None and not person.is_admin:
        people.require(session, person, team, Right.MANAGE)
    return team


def set_up(
    session: Session, person: Person, form: Setup, vault: Vault, adapters: Mapping[Way, Adapter], now: datetime
) -> Team:
    """Make or change the team of a channel."""
    team = require_may_set_up(session, person, form.channel_id)
    _check(form, adapters)
    is_new = team is None
    if team is not None and not form.is_change:
        raise _taken(form)
    before = _facts_of(team, session) if team else {}
    team = team or _make(session, person, form, now)
    for name, value in _facts(form).items():
        setattr(team, name, value)
    session.add(team)
    session.flush()
    _set_approvers(session, team, form.approvers)
    if form.account is not None:
        _connect_account(session, team, form.account, person, vault, now)
    after = _facts_of(team, session)
    if not is_new and before != after:
        key = f"changed:{team.id}:{now.timestamp()}"
        approvers = approvers_of(session, team)
        message = render("team/changed", team.language, team=team, person=person, approvers=approvers)
        outbox.say(session, team.workspace_id, key, team.channel_id, message)
    history.record_team(session, team, person, "set_up" if is_new else "changed", now, before=before, after=after)
    _give_turns_anew(session, team, person, now)
    return team


def _make(session: Session, person: Person, form: Setup, now: datetime) -> Team:
    """Make the channel's team, with its manager; `Refused` if somebody else did so a moment ago."""
    row = Team(workspace_id=person.workspace_id, channel_id=form.channel_id, created_at=now, **_facts(form))
    is_first = add_if_absent(session, row)
    team = people.team_in(session, person.workspace_id, form.channel_id)
    if team is None or not is_first:
        raise _taken(form)
    place = people.join(session, person, team)
    place.may_pause = place.may_manage = True
    outbox.say(session, team.workspace_id, f"welcome:{team.id}", team.channel_id, _welcome(team, person))
    return team


def _taken(form: Setup) -> Refused:
    return Refused(
        "#%(name)s has a team already. Type /allstar setup there to change it.", "channel", name=form.channel_name
    )


def approvers_of(session: Session, team: Team) -> list[Person]:
    """Give who may approve in the team."""
    return people.with_right(session, team, Right.APPROVE)


def countries(language: str) -> dict[str, str]:
    """Give every country by its ISO 3166 code, named in a language and sorted by name."""
    names = Locale.parse(language).territories
    named = {code: name for code, name in names.items() if code.isalpha() and code not in NO_COUNTRIES}
    return dict(sorted(named.items(), key=lambda item: item[1]))


def _facts(form: Setup) -> dict[str, Any]:
    return {
        "name": form.channel_name,
        "zone": form.zone,
        "language": form.language,
        "country": form.country,
        "policy": form.policy,
    }


def _facts_of(team: Team, session: Session) -> dict[str, Any]:
    """Give what people would want to know of a change."""
    approvers = sorted(person.user_id for person in approvers_of(session, team))
    return {"zone": team.zone, "country": team.country, "policy": team.policy, "approvers": approvers}


def _check(form: Setup, adapters: Mapping[Way, Adapter]) -> None:
    refusals: list[Refused] = []
    zone_named(form.zone)
    if form.language not in languages():
        refusals.append(Refused("Please choose a language from the list.", "language"))
    if form.country not in countries("en"):
        refusals.append(Refused("Please choose a country from the list.", "country"))
    if not form.approvers:
        refusals.append(Refused("Please choose at least one person who may approve.", "approvers"))
    refusals += [
        Refused(
            "%(name)s is a guest or not a person of this workspace, and cannot approve.", "approvers", name=person.name
        )
        for person in form.approvers
        if not people.is_colleague(person)
    ]
    if form.account is not None:
        refusals += _account_refusals(form.account, adapters)
    if refusals:
        raise RefusedForm(refusals)


def _account_refusals(account: NewAccount, adapters: Mapping[Way, Adapter]) -> list[Refused]:
    if not account.handle:
        return [Refused("Please name the account, for example @ourbrand.", "handle")]
    if not account.url:
        return [Refused("Please give the address that posts are sent to.", "url")]
    variant = Variant(post=0, network=account.network, handle=account.handle, text="-")
    return adapters[Way.WEBHOOK].check(variant, {"url": account.url, "secret": account.secret})


def _set_approvers(session: Session, team: Team, approvers: tuple[Person, ...]) -> None:
    chosen = {person.id for person in approvers}
    for person in approvers:
        people.join(session, person, team)
    for place in session.exec(select(Membership).where(col(Membership.team_id) == team.id)).all():
        place.may_approve = place.person_id in chosen
        place.may_pause = place.may_approve or place.may_manage
        session.add(place)
    session.flush()


def _connect_account(
    session: Session, team: Team, form: NewAccount, keeper: Person, vault: Vault, now: datetime
) -> Account:
    """Add the account, or give the one of that name its new address and secret: what waits for it goes there."""
    account = session.exec(
        select(Account).where(
            Account.team_id == team.id, Account.network == form.network, Account.handle == form.handle
        )
    ).first() or Account(team_id=team.id, network=form.network, way=Way.WEBHOOK, handle=form.handle, created_at=now)
    account.state = AccountState.CONNECTED
    account.host = _host(form.url)
    account.ignores_repeats = form.ignores_repeats
    account.keeper_id = keeper.id
    session.add(account)
    session.flush()
    account.secret = vault.seal(f"account:{account.id}", json.dumps({"url": form.url, "secret": form.secret}))
    return account


def _host(url: str) -> str:
    """Give `host:port` of an address, to be shown and compared without its secret path."""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"


def _welcome(team: Team, person: Person) -> dict[str, object]:
    return render("team/welcome", team.language, team=team, person=person)


def person_changed(session: Session, workspace_id: str, user: Mapping[str, Any], now: datetime) -> None:
    """Take over what Slack says of a person; when they leave or come back, everybody's turns are given anew."""
    known = people.known(session, workspace_id, user["id"])
    if known is None:
        return
    was_colleague = people.is_colleague(known)
    person = people.meet(session, workspace_id, user, machine_now())
    if people.is_colleague(person) is not was_colleague:
        for team in people.teams_of(session, person):
            _give_turns_anew(session, team, None, now)


def _give_turns_anew(session: Session, team: Team, by: Person | None, now: datetime) -> None:
    approvals.ask_again(session, team, by, now)
    confirmations.ask_again(session, team, now)
