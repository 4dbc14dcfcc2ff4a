"""views.*: opening, pushing, changing modals, and publishing Home tabs."""

from bot.playground import views
from bot.playground.core import Slack
from bot.playground.methods.arguments import Arguments
from bot.playground.passes import Trigger
from bot.playground.shapes import view_json
from bot.playground.slack_error import Json, SlackError


def open_(slack: Slack, arguments: Arguments) -> Json:
    """Open a modal for the person whose interaction the trigger stands for."""
    body = arguments.view()
    trigger = _trigger(slack, arguments)
    return {"ok": True, "view": view_json(views.open_first(slack, trigger.user, body, trigger.channel))}


def push(slack: Slack, arguments: Arguments) -> Json:
    """Lay a modal on the one that the interaction happened in."""
    body = arguments.view()
    trigger = _trigger(slack, arguments)
    if not trigger.in_modal:
        raise SlackError("not_found")
    return {"ok": True, "view": view_json(views.push(slack, trigger.user, body))}


def update(slack: Slack, arguments: Arguments) -> Json:
    """Change a view that is still there."""
    view_id, external_id = arguments.maybe("view_id"), arguments.maybe("external_id")
    if view_id is None and external_id is None:
        raise SlackError("invalid_arguments", "[ERROR] missing required field: view_id")
    view = views.find(slack, view_id, external_id)
    views.check_hash(view, arguments.maybe("hash"))
    views.replace(slack, view, arguments.view())
    return {"ok": True, "view": view_json(view)}


def publish(slack: Slack, arguments: Arguments) -> Json:
    """Set a person's Home tab."""
    if not slack.manifest.home_tab:
        raise SlackError("not_enabled")
    person = slack.world.people.get(arguments.text("user_id"))
    if person is None or person.is_bot or person.deleted:
        raise SlackError("invalid_arguments", "[ERROR] no such user [json-pointer:/user_id]")
    view = views.publish(slack, person.id, arguments.view(), arguments.maybe("hash"))
    return {"ok": True, "view": view_json(view)}


def _trigger(slack: Slack, arguments: Arguments) -> Trigger:
    name = arguments.maybe("trigger_id") or arguments.maybe("interactivity_pointer")
    if name is None:
        raise SlackError("invalid_arguments", "[ERROR] missing required field: trigger_id")
    return slack.passes.spend(name)
