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
        publish_home(client, db, person, now, services)


def is_home(body: Body) -> bool:
    """Say whether a button was pressed on Home."""
    return bool(body.get("view", {}).get("type") == "home")


def publish_home(client: WebClient, db: Db, person: Person, now: datetime, services: Services) -> None:
    """Show somebody their Home as it is now."""
    with db.read() as session:
        view = services.home.view(session, person, now)
    client.views_publish(user_id=person.user_id, view=view)
