"""The windows on people's screens: up to three modals in a stack, and a Home tab each."""

import secrets
import time
from typing import Literal

from bot.blockkit import LIMITS
from bot.playground.blocks_check import checked_view
from bot.playground.core import Slack
from bot.playground.form_state import places, still_there
from bot.playground.slack_error import Json, SlackError
from bot.playground.state import View

STACK = LIMITS["view.stack"]


def new_view(slack: Slack, user: str, body: Json, previous: View | None = None, came_from: str | None = None) -> View:
    """Make a checked modal for somebody; it is not on the screen yet."""
    checked = _with_channel(checked_view(slack, body, "modal"), came_from)
    _external_id_is_free(slack, checked)
    view_id = slack.world.next_id("V")
    return View(
        id=view_id,
        user=user,
        body=checked,
        hash=_new_hash(),
        root_id=previous.root_id if previous else view_id,
        previous_id=previous.id if previous else None,
        came_from=came_from,
    )


def open_first(slack: Slack, user: str, body: Json, channel: str | None) -> View:
    """Open a modal as the only one on the screen."""
    view = new_view(slack, user, body, came_from=channel)
    slack.world.modals[user] = [view]
    slack.changes.touch()
    return view


def push(slack: Slack, user: str, body: Json) -> View:
    """Open a modal on top of the one that is there."""
    stack = slack.world.modals.get(user, [])
    if not stack:
        raise SlackError("not_found")
    if len(stack) >= STACK:
        raise SlackError("push_limit_reached")
    view = new_view(slack, user, body, stack[-1], stack[-1].came_from)
    stack.append(view)
    slack.changes.touch()
    return view


def replace(slack: Slack, view: View, body: Json) -> None:
    """Put other content into a view; what was filled in stays where ids and types are the same."""
    kind: Literal["modal", "home"] = "home" if view.body["type"] == "home" else "modal"
    checked = _with_channel(checked_view(slack, body, kind), view.came_from)
    _external_id_is_free(slack, checked, view)
    view.body = checked
    view.hash = _new_hash()
    view.typed = still_there(view.typed, checked["blocks"])
    view.errors = {}
    slack.changes.touch()


def publish(slack: Slack, user: str, body: Json, expected_hash: str | None) -> View:
    """Set somebody's Home tab."""
    found = slack.world.homes.get(user)
    if found is not None:
        check_hash(found, expected_hash)
        replace(slack, found, body)
        return found
    checked = checked_view(slack, body, "home")
    view_id = slack.world.next_id("V")
    view = View(view_id, user, checked, _new_hash(), view_id)
    slack.world.homes[user] = view
    slack.changes.touch()
    return view


def check_hash(view: View, expected: str | None) -> None:
    """Refuse a change made on an old state of the view."""
    if expected and expected != view.hash:
        raise SlackError("hash_conflict")


def find(slack: Slack, view_id: str | None, external_id: str | None) -> View:
    """Find an open modal or a Home tab."""
    for view in (*(view for stack in slack.world.modals.values() for view in stack), *slack.world.homes.values()):
        if (view_id and view.id == view_id) or (external_id and view.body.get("external_id") == external_id):
            return view
    raise SlackError("not_found")


def close(slack: Slack, view: View) -> list[View]:
    """Take a modal (and what lies on it) off the screen; the closed ones from the top down."""
    stack = slack.world.modals.get(view.user, [])
    if view not in stack:
        return []
    at = stack.index(view)
    closed = stack[at:]
    del stack[at:]
    if not stack:
        del slack.world.modals[view.user]
    slack.changes.touch()
    return closed[::-1]


def close_all(slack: Slack, user: str) -> list[View]:
    """Take every modal off somebody's screen; the closed ones from the top down."""
    stack = slack.world.modals.pop(user, [])
    slack.changes.touch()
    return stack[::-1]


def _external_id_is_free(slack: Slack, body: Json, apart_from: View | None = None) -> None:
    wanted = body.get("external_id")
    for stack in slack.world.modals.values() if wanted else ():
        for view in stack:
            if view is not apart_from and view.body.get("external_id") == wanted:
                raise SlackError("duplicate_external_id")


def _with_channel(body: Json, channel: str | None) -> Json:
    """Fill in `default_to_current_conversation`."""
    for place in places(body["blocks"]):
        element = place.element
        if channel and element.get("default_to_current_conversation"):
            if place.kind == "conversations_select":
                element.setdefault("initial_conversation", channel)
            elif place.kind == "multi_conversations_select":
                element.setdefault("initial_conversations", [channel])
    return body


def _new_hash() -> str:
    return f"{int(time.time())}.{secrets.token_hex(4)}"
