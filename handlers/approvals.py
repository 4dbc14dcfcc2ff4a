"""/approve, Approve and Request changes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot import approvals, assignments, cards
from bot.db import Db
from bot.language import language_of
from bot.models import Person, Task
from bot.people import require_colleague
from bot.posts import Seen
from bot.rendering import render
from handlers.context import Body, Services
from handlers.home import is_home, publish_home
from handlers.reading import Filled


def register(app: App) -> None:
    """The table of contents."""
    app.command("/approve")(show_list)
    app.action("approvals.approve")(approve)
    app.action("approvals.request_changes")(ask_reason)
    app.view("approvals.give_reason")(request_changes)


def show_list(ack: Ack, respond: Respond, db: Db, person: Person) -> None:
    """Somebody typed /approve: what awaits them, the nearest publication first."""
    message = _list(db, person)
    ack()
    respond(response_type="ephemeral", replace_original=False, **message)


def approve(
    ack: Ack,
    action: Mapping[str, Any],
    body: Body,
    respond: Respond,
    client: WebClient,
    db: Db,
    person: Person,
    now: datetime,
    services: Services,
) -> None:
    """A reviewer pressed Approve on a card, in their list or on Home."""
    with db.begin() as session:
        approvals.approve(session, person, Seen.parse(action["value"]), now)
    ack()
    if body["container"].get("is_ephemeral"):
        respond(response_type="ephemeral", replace_original=True, **_list(db, person))
    if is_home(body):
        publish_home(client, db, person, now, services)


def ask_reason(ack: Ack, action: Mapping[str, Any], body: Body, client: WebClient, db: Db, person: Person) -> None:
    """A reviewer pressed Request changes: ask what should change."""
    with db.read() as session:
        post = approvals.require_may_decide(session, person, Seen.parse(action["value"]))
    metadata = {"seen": action["value"], "home": is_home(body)}
    form = render("approvals/reason", language_of(person.locale), post=post, metadata=metadata)
    ack()
    client.views_open(trigger_id=body["trigger_id"], view=form)


def request_changes(
    ack: Ack,
    view: Mapping[str, Any],
    client: WebClient,
    db: Db,
    person: Person,
    now: datetime,
    services: Services,
) -> None:
    """The reason was given."""
    filled = Filled(view)
    with db.begin() as session:
        seen = Seen.parse(filled.metadata["seen"])
        approvals.request_changes(session, person, seen, filled.text("reason"), now)
    ack()
    if filled.metadata["home"]:
        publish_home(client, db, person, now, services)


def _list(db: Db, person: Person) -> dict[str, Any]:
    require_colleague(person)
    with db.read() as session:
        waiting = [
            cards.gather(session, post) for post in assignments.open_for(session, person, Task.REVIEW, Task.CONFIRM)
        ]
    return cards.review_list(waiting, language_of(person.locale))
