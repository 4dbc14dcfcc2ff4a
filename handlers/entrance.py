"""The door: every payload's workspace is compared with ours, and its person is known, before any listener."""

import logging
from collections.abc import Callable

from slack_bolt import App, BoltContext, BoltResponse
from slack_sdk import WebClient

from bot.clock import Clock
from bot.db import Db
from bot.errors import Refused
from bot.models import Workspace
from handlers import refusals
from handlers.acquaintance import acquainted
from handlers.context import Body, Services

EVENTS_OF_A_PERSON = frozenset({"app_home_opened"})

log = logging.getLogger(__name__)


def register(app: App, db: Db, clock: Clock, services: Services, ours: Callable[[], Workspace]) -> None:
    """Put the door in front of all listeners, and say who tells what was refused."""

    def enter(body: Body, context: BoltContext, client: WebClient, next: Callable[[], None]) -> BoltResponse | None:  # noqa: A002 - Bolt's name
        workspace_id = ours().workspace_id
        if context.team_id != workspace_id:
            log.warning("refused a payload of workspace %s", context.team_id)
            return BoltResponse(status=200)
        context["db"], context["now"], context["services"] = db, clock.now(), services
        context["workspace_id"] = workspace_id
        if _is_somebodys(body) and context.user_id:
            context["person"] = acquainted(client, db, workspace_id, [context.user_id])[0]
            _require_same_home(body, workspace_id)
        next()
        return None

    def failed(error: Exception, body: Body, context: BoltContext, client: WebClient) -> BoltResponse:
        return refusals.tell(error, body, context, client, services.later)

    app.use(enter)
    app.error(failed)


def _is_somebodys(body: Body) -> bool:
    return "event" not in body or body["event"]["type"] in EVENTS_OF_A_PERSON


def _require_same_home(body: Body, workspace_id: str) -> None:
    """Somebody of another organisation may see our buttons in a shared channel, not use them."""
    user = body.get("user")
    home = user.get("team_id", workspace_id) if isinstance(user, dict) else workspace_id
    if home != workspace_id:
        raise Refused("Allstar works for full members of this workspace only, so this is not open to you.")
