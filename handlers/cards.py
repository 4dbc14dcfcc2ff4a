"""Read all: what is too long for a card."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import cards, posts
from bot.db import Db
from bot.language import language_of
from bot.models import Person
from bot.people import require_colleague
from handlers.context import Body


def register(app: App) -> None:
    """The table of contents."""
    app.action("cards.read_all")(read_all)


def read_all(ack: Ack, action: Mapping[str, Any], body: Body, client: WebClient, db: Db, person: Person) -> None:
    """Somebody pressed Read all on a card that shows beginnings."""
    require_colleague(person)
    with db.read() as session:
        post = posts.get(session, int(action["value"]), person.workspace_id)
        shown = cards.whole(session, post, language_of(person.locale))
    ack()
    client.views_open(trigger_id=body["trigger_id"], view=shown)
