"""/draft and Edit: the form of a post."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from sqlmodel import Session

from bot import cards, drafting, outbox, people, posts
from bot.dates import from_wall
from bot.db import Db
from bot.errors import Refused
from bot.language import language_of
from bot.models import Person, Post, Team
from bot.networks.rules import NAMES
from bot.plaintext import plain
from bot.posts import Seen
from bot.rendering import render
from handlers.context import Body
from handlers.reading import Filled


def register(app: App) -> None:
    """The table of contents."""
    app.command("/draft")(open_form)
    app.view("drafting.submit")(submit)
    app.action("drafting.edit")(edit)
    app.view("drafting.resubmit")(resubmit)


def open_form(ack: Ack, command: Mapping[str, Any], client: WebClient, db: Db, person: Person) -> None:
    """Somebody typed /draft, perhaps with the text after it."""
    text = plain(command.get("text", ""))
    drafting.require_fits(text)
    with db.begin() as session:
        team = people.team_for(session, person, command["channel_id"])
        accounts = drafting.accounts_of(session, team)
    origin = {"team": team.id, "channel": command["channel_id"]}
    form = render(
        "drafting/form",
        language_of(person.locale),
        team=team,
        accounts=accounts,
        post=None,
        revision=None,
        text=text,
        network_names=NAMES,
        metadata=origin,
    )
    ack()
    client.views_open(trigger_id=command["trigger_id"], view=form)


def submit(ack: Ack, view: Mapping[str, Any], db: Db, person: Person, now: datetime) -> None:
    """The form of a new post was sent."""
    filled = Filled(view)
    with db.begin() as session:
        team = session.get_one(Team, filled.metadata["team"])
        post = drafting.draft(session, person, team, _form(filled, team), now)
        if filled.metadata["channel"] != team.channel_id:
            _tell_author(session, post, team, person)
    ack()


def edit(ack: Ack, action: Mapping[str, Any], body: Body, client: WebClient, db: Db, person: Person) -> None:
    """Somebody pressed Edit on a card."""
    seen = Seen.parse(action["value"])
    with db.read() as session:
        post = drafting.require_may_edit(session, person, seen)
        team = posts.team_of(session, post)
        revision = posts.revision_of(session, post)
        accounts = drafting.accounts_of(session, team)
    form = render(
        "drafting/form",
        language_of(person.locale),
        team=team,
        accounts=accounts,
        post=post,
        revision=revision,
        text=revision.text,
        network_names=NAMES,
        metadata={"seen": str(seen)},
    )
    ack()
    client.views_open(trigger_id=body["trigger_id"], view=form)


def resubmit(ack: Ack, view: Mapping[str, Any], db: Db, person: Person, now: datetime) -> None:
    """The form of an existing post was sent."""
    filled = Filled(view)
    seen = Seen.parse(filled.metadata["seen"])
    with db.begin() as session:
        team = posts.team_of(session, posts.get(session, seen.post_id, person.workspace_id))
        drafting.revise(session, person, seen, _form(filled, team), now)
    ack()


def _form(filled: Filled, team: Team) -> drafting.Form:
    """Read the form; date and time are the team's, and both empty mean: once approved."""
    day, clock = filled.day("date"), filled.clock("time")
    if day is None and clock is not None:
        raise Refused("Please choose the day as well, or leave date and time empty.", "date")
    if day is not None and clock is None:
        raise Refused("Please choose the time as well, or leave date and time empty.", "time")
    return drafting.Form(
        text=filled.text("text"),
        accounts=tuple(int(value) for value in filled.choices("accounts")),
        due_at=from_wall(day, clock, team.zone) if day and clock else None,
        note=filled.text("note"),
    )


def _tell_author(session: Session, post: Post, team: Team, author: Person) -> None:
    """Say where the card went, to somebody who drafted elsewhere."""
    facts = cards.gather(session, post)
    message = render("drafting/sent", language_of(author.locale), card=facts, team=team)
    outbox.say(session, post.workspace_id, f"sent:{post.id}", author.user_id, message)
