"""/allstar setup and /allstar help."""

import difflib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot import dates, team
from bot.db import Db
from bot.errors import Refused
from bot.language import language_of
from bot.models import Network, Person, Policy
from bot.networks.rules import NAMES
from bot.networks.webhook import new_secret
from bot.people import require_colleague
from bot.rendering import render
from handlers.acquaintance import acquainted
from handlers.context import Services
from handlers.reading import Filled

WORDS = ("setup", "help")
INVITE = frozenset({"channel_not_found", "not_in_channel", "method_not_supported_for_channel_type", "is_archived"})
"""What Slack answers where an invitation helps."""


def register(app: App) -> None:
    """The table of contents."""
    app.command("/allstar")(allstar)
    app.options("team.zone")(offer_zones)
    app.options("team.country")(offer_countries)
    app.view("team.set_up")(set_up)


def allstar(ack: Ack, command: Mapping[str, Any], respond: Respond, client: WebClient, db: Db, person: Person) -> None:
    """Somebody typed /allstar and a word."""
    word = command.get("text", "").strip().lower()
    if word == "setup":
        _open_setup(ack, command, client, db, person)
    elif word in {"help", ""}:
        require_colleague(person)
        ack()
        respond(response_type="ephemeral", replace_original=False, **render("team/help", language_of(person.locale)))
    else:
        near = difflib.get_close_matches(word, WORDS, n=1, cutoff=0)
        raise Refused(
            "I do not know “%(word)s”. Did you mean /allstar %(near)s? Usage: /allstar setup | help",
            word=word[:80],
            near=near[0],
        )


def _open_setup(ack: Ack, command: Mapping[str, Any], client: WebClient, db: Db, person: Person) -> None:
    with db.read() as session:
        existing = team.require_may_set_up(session, person, command["channel_id"])
        approvers = team.approvers_of(session, existing) if existing else [person]
    zone = existing.zone if existing else person.zone
    form = render(
        "team/setup",
        language_of(person.locale),
        team=existing,
        channel_id=command["channel_id"] if command["channel_id"].startswith(("C", "G")) else None,
        zone=zone,
        country=existing.country if existing else dates.country_of_zone(zone),
        countries=team.countries(language_of(person.locale)),
        tongue=existing.language if existing else language_of(person.locale),
        policy=existing.policy if existing else _usual_policy(client, command["channel_id"]),
        approvers=approvers,
        networks=NAMES,
        metadata={"team_channel": existing.channel_id if existing else None},
    )
    ack()
    client.views_open(trigger_id=command["trigger_id"], view=form)


def _usual_policy(client: WebClient, channel_id: str) -> Policy:
    """Propose two people, but one where nobody else is in the channel."""
    try:
        members = client.conversations_members(channel=channel_id, limit=5)["members"]
    except (SlackApiError, SlackClientError, OSError):  # not in the channel yet, not a channel, or no answer
        return Policy.TWO_PEOPLE
    return Policy.TWO_PEOPLE if len(members) > 2 else Policy.ONE_PERSON  # noqa: PLR2004 - the person and Allstar


def offer_zones(ack: Ack, payload: Mapping[str, Any]) -> None:
    """Find time zones by what was typed so far."""
    wanted = payload["value"].strip().replace(" ", "_").lower()
    found = [zone for zone in dates.zones() if wanted in zone.lower()][:100]
    ack(options=render("team/options", "en", options={zone: zone for zone in found})["options"])


def offer_countries(ack: Ack, payload: Mapping[str, Any], person: Person) -> None:
    """Find countries by what was typed so far, in the person's language."""
    wanted = payload["value"].strip().lower()
    names = team.countries(language_of(person.locale))
    found = {code: name for code, name in names.items() if wanted in name.lower() or wanted == code.lower()}
    first = dict(list(found.items())[:100])
    ack(options=render("team/options", "en", options=first)["options"])


def set_up(
    ack: Ack,
    view: Mapping[str, Any],
    context: BoltContext,
    client: WebClient,
    db: Db,
    person: Person,
    now: datetime,
    services: Services,
) -> None:
    """The form was sent: ask Slack about the channel and the approvers, then decide."""
    filled = Filled(view)
    channel_id = filled.metadata["team_channel"] or filled.conversation("channel") or ""
    is_change = filled.metadata["team_channel"] is not None
    channel_name = _channel_name(client, channel_id, None if is_change else "channel")
    approvers = acquainted(client, db, context["workspace_id"], filled.people("approvers"))
    account, made_secret = _account(filled)
    form = team.Setup(
        channel_id=channel_id,
        channel_name=channel_name,
        zone=filled.choice("zone") or "",
        language=filled.choice("language") or "en",
        country=filled.choice("country") or "",
        policy=Policy(filled.choice("policy") or Policy.TWO_PEOPLE),
        approvers=tuple(approvers),
        account=account,
        is_change=is_change,
    )
    with db.begin() as session:
        team.set_up(session, person, form, services.vault, services.adapters, now)
    done = render("team/done", language_of(person.locale), form=form, made_secret=made_secret)
    ack(response_action="update", view=done)


def _account(filled: Filled) -> tuple[team.NewAccount | None, str | None]:
    """Read the first account, if one is named; give the signing secret too if it was made here."""
    if not filled.word("handle") and not filled.word("url"):
        return None, None
    made = None if filled.word("secret") else new_secret()
    account = team.NewAccount(
        network=Network(filled.choice("network") or Network.OTHER),
        handle=filled.text("handle").strip(),
        url=filled.word("url"),
        secret=made or filled.word("secret"),
        ignores_repeats="ignores_repeats" in filled.choices("repeats"),
    )
    return account, made


def _channel_name(client: WebClient, channel_id: str, field: str | None) -> str:
    """Ask Slack whether the team can live in this channel; join it where that is allowed."""
    try:
        channel: Mapping[str, Any] = client.conversations_info(channel=channel_id)["channel"]
        if channel.get("is_archived"):
            raise Refused("This channel is archived. Open it again, or choose another one.", field)
        if channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"):
            raise Refused("This channel is shared with another organisation. Please choose one of your own.", field)
        if not channel.get("is_member"):
            client.conversations_join(channel=channel_id)
    except SlackApiError as error:
        if error.response.get("error") not in INVITE:
            raise
        raise Refused(
            "I cannot see this channel. Invite me there with /invite @Allstar, then send this form again.", field
        ) from error
    return str(channel["name"])
