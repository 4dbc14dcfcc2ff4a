"""/draft and Edit: the form of a post."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from sqlmodel import Session

from bot import cards, drafting, people, posts
from bot.dates import machine_now
from bot.db import Db
from bot.language import language_of
from bot.models import Person, Post, Revision, Team
from bot.networks.rules import NAMES
from bot.plaintext import plain
from bot.posts import Seen
from bot.received import is_new
from bot.rendering import render
from handlers.context import Body, Services
from handlers.home import is_home, publish_home
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
        origin = {"team": team.id, "channel": command["channel_id"]}
        form = _form(session, person, team, text=text, metadata=origin)
    ack()
    client.views_open(trigger_id=command["trigger_id"], view=form)


def submit(ack: Ack, view: Mapping[str, Any], db: Db, person: Person, now: datetime) -> None:
    """The form of a new post was sent; sent twice, as after a lost acknowledgement, it is one post."""
    filled = Filled(view)
    with db.begin() as session:
        if is_new(session, f"view:{view['id']}", "view_submission", machine_now()):
            team = session.get_one(Team, filled.metadata["team"])
            post = drafting.draft(session, person, team, _filled_in(filled, team), now)
            if filled.metadata["channel"] != team.channel_id:
                cards.tell_author(session, post, person)
    ack()


def edit(ack: Ack, action: Mapping[str, Any], body: Body, client: WebClient, db: Db, person: Person) -> None:
    """Somebody pressed Edit on a card."""
    seen = Seen.parse(action["value"])
    with db.read() as session:
        post = drafting.require_may_edit(session, person, seen)
        revision = posts.revision_of(session, post)
        metadata = {"seen": str(seen), "home": is_home(body)}
        team = posts.team_of(session, post)
        form = _form(session, person, team, post=post, revision=revision, text=revision.text, metadata=metadata)
    ack()
    client.views_open(trigger_id=body["trigger_id"], view=form)


def resubmit(
    ack: Ack,
    view: Mapping[str, Any],
    client: WebClient,
    db: Db,
    person: Person,
    now: datetime,
    services: Services,
) -> None:
    """The form of an existing post was sent."""
    filled = Filled(view)
    seen = Seen.parse(filled.metadata["seen"])
    with db.begin() as session:
        team = posts.team_of(session, posts.get(session, seen.post_id, person.workspace_id))
        drafting.revise(session, person, seen, _filled_in(filled, team), now)
    ack()
    if filled.metadata["home"]:
        publish_home(client, db, person, now, services)


def _form(
    session: Session,
    person: Person,
    team: Team,
    *,
    text: str,
    metadata: Mapping[str, Any],
    post: Post | None = None,
    revision: Revision | None = None,
) -> dict[str, Any]:
    return render(
        "drafting/form",
        language_of(person.locale),
        team=team,
        accounts=drafting.accounts_of(session, team),
        post=post,
        revision=revision,
        text=text,
        longest=drafting.LONGEST_TEXT,
        most_accounts=drafting.MOST_ACCOUNTS,
        network_names=NAMES,
        metadata=metadata,
    )


def _filled_in(filled: Filled, team: Team) -> drafting.Form:
    return drafting.Form(
        text=filled.text("text"),
        accounts=tuple(int(value) for value in filled.choices("accounts")),
        due_at=drafting.due(filled.day("date"), filled.clock("time"), team),
        note=filled.text("note"),
    )
