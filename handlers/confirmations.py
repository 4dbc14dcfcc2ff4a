"""It is live, Send again, Leave it: what a person says of a delivery that nobody is sure of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import confirmations
from bot.db import Db
from bot.language import language_of
from bot.models import Account, Person
from bot.rendering import render
from handlers.context import Body
from handlers.reading import Filled


def register(app: App) -> None:
    """The table of contents."""
    app.action("confirmations.it_is_live")(ask_link)
    app.view("confirmations.give_link")(it_is_live)
    app.action("confirmations.send_again")(send_again)
    app.action("confirmations.leave")(leave)


def ask_link(ack: Ack, action: Mapping[str, Any], body: Body, client: WebClient, db: Db, person: Person) -> None:
    """Somebody looked and found the post live: ask where."""
    delivery_id = int(action["value"])
    with db.read() as session:
        delivery, post = confirmations.require_may_settle(session, person, delivery_id)
        account = session.get_one(Account, delivery.account_id)
    metadata = {"delivery": delivery_id}
    form = render("confirmations/link", language_of(person.locale), post=post, account=account, metadata=metadata)
    ack()
    client.views_open(trigger_id=body["trigger_id"], view=form)


def it_is_live(ack: Ack, view: Mapping[str, Any], db: Db, person: Person, now: datetime) -> None:
    """The link was given, or left out."""
    filled = Filled(view)
    with db.begin() as session:
        confirmations.it_is_live(session, person, filled.metadata["delivery"], filled.word("url"), now)
    ack()


def send_again(ack: Ack, action: Mapping[str, Any], db: Db, person: Person, now: datetime) -> None:
    """Somebody looked and found nothing."""
    with db.begin() as session:
        confirmations.send_again(session, person, int(action["value"]), now)
    ack()


def leave(ack: Ack, action: Mapping[str, Any], db: Db, person: Person, now: datetime) -> None:
    """Somebody decided to leave it as it is."""
    with db.begin() as session:
        confirmations.leave(session, person, int(action["value"]), now)
    ack()
