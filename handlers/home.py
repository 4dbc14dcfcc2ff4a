"""The Home tab."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.db import Db
from bot.models import Person
from handlers.context import Body, Services


def register(app: App) -> None:
    """The table of contents."""
    app.event("app_home_opened")(opened)


def opened(
    event: Mapping[str, Any], client: WebClient, db: Db, person: Person, now: datetime, services: Services
) -> None:
    """Somebody opened Home, or the tab of messages beside it."""
    if event.get("tab") == "home":
        _publish(client, db, person, now, services)


def refresh_home(body: Body, client: WebClient, db: Db, person: Person, now: datetime, services: Services) -> None:
    """Show Home anew to somebody who pressed a button on it."""
    if body.get("view", {}).get("type") == "home":
        _publish(client, db, person, now, services)


def _publish(client: WebClient, db: Db, person: Person, now: datetime, services: Services) -> None:
    with db.read() as session:
        view = services.home.view(session, person, now)
    client.views_publish(user_id=person.user_id, view=view)
