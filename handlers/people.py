"""What Slack tells us about people and itself, decided before the acknowledgement: what fails is brought again."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import App, BoltResponse
from sqlmodel import Session

from bot import team
from bot.dates import machine_now
from bot.db import Db
from bot.received import is_new
from handlers.context import Body

Decide = Callable[[Session, str, Mapping[str, Any], datetime], None]
"""(session, workspace_id, event, now) -> None."""

log = logging.getLogger(__name__)


def register(app: App) -> None:
    """The table of contents."""
    app.event("user_change", middleware=[once(person_changed)])(nothing_to_show)
    app.event("app_uninstalled", middleware=[once(removed)])(nothing_to_show)
    app.event("tokens_revoked", middleware=[once(removed)])(nothing_to_show)


def once(decide: Decide) -> Callable[..., BoltResponse | None]:
    """Act on an event in the transaction that remembers its id; Bolt acknowledges after this."""

    def remember(body: Body, db: Db, now: datetime, next: Callable[[], None]) -> BoltResponse | None:  # noqa: A002 - Bolt's name
        with db.begin() as session:
            if not is_new(session, body["event_id"], body["event"]["type"], machine_now()):
                return BoltResponse(status=200)
            decide(session, body["team_id"], body["event"], now)
        next()
        return None

    return remember


def person_changed(session: Session, workspace_id: str, event: Mapping[str, Any], now: datetime) -> None:
    """Somebody's profile, zone, role or membership changed."""
    team.person_changed(session, workspace_id, event["user"], now)


def removed(_session: Session, workspace_id: str, _event: Mapping[str, Any], _now: datetime) -> None:
    """Allstar was removed from the workspace, or its token was revoked: only its operator can mend that."""
    log.error(
        "Slack removed Allstar from %s or revoked its token. Install it again and set SLACK_BOT_TOKEN.", workspace_id
    )


def nothing_to_show() -> None:
    """All was done before the acknowledgement."""
