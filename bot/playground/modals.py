"""A person submits or closes a modal, and the app answers."""

from bot.errors import Refused
from bot.playground import views
from bot.playground.access import actor, view_for
from bot.playground.core import Slack
from bot.playground.form_state import places, state_values
from bot.playground.form_values import missing_and_wrong
from bot.playground.interactions import Sent, ask_app, in_words_for, no_answer, payload_of
from bot.playground.presses import remember
from bot.playground.shapes import view_json
from bot.playground.slack_error import Json, SlackError
from bot.playground.socket_mode import NotAcknowledged
from bot.playground.state import Person, Values, View


async def submit(slack: Slack, user: str, view_id: str, values: Values, *, force: bool = False) -> dict[str, str]:
    """Submit the top modal; the errors under its fields, by block_id. Refused if the app does not answer."""
    person = actor(slack.world, user, force=force)
    view = view_for(slack.world, person, view_id, force=force)
    if not _is_top(slack, view):
        raise Refused("Another window lies on top of that one.")
    if "submit" not in view.body:
        raise Refused("This window has nothing to submit.")
    remember(slack, view, values)
    wrong = missing_and_wrong(view.body["blocks"], state_values(view.body["blocks"], view.typed))
    view.errors = {block_id: in_words_for(person, refused) for block_id, refused in wrong.items()}
    slack.world.notices.pop(user, None)
    slack.changes.touch()
    if view.errors:
        return view.errors
    await _send_submission(slack, person, view)
    return view.errors


async def _send_submission(slack: Slack, person: Person, view: View) -> None:
    _hand_over_files(slack, view)
    payload = {
        **payload_of("view_submission", person),
        "trigger_id": slack.passes.trigger(person.id, view.came_from, in_modal=True),
        "view": view_json(view),
        "response_urls": _response_urls(slack, person, view),
    }
    try:
        sent = await ask_app(slack, "interactive", view.body.get("callback_id", ""), payload)
    except NotAcknowledged as error:
        refused = no_answer(error, view.body["title"]["text"])
        slack.tell(person.id, in_words_for(person, refused))
        raise refused from None
    try:
        _follow(slack, view, sent)
    except SlackError as error:
        sent.exchange.refused = str(error)
        refused = Refused("%(what)s did not work: the app's answer was not valid.", what=view.body["title"]["text"])
        slack.tell(person.id, in_words_for(person, refused))
        raise refused from error
    finally:
        slack.record(sent.exchange)


def _hand_over_files(slack: Slack, view: View) -> None:
    """Let the app see the files of a form that was sent."""
    for actions in view.typed.values():
        for value in actions.values():
            for file in value.get("files") or []:
                if file["id"] in slack.world.files:
                    slack.world.files[file["id"]].submitted = True


def _follow(slack: Slack, view: View, sent: Sent) -> None:
    """Do what the ack of a submission says."""
    if not sent.ack:
        views.close(slack, view)
        return
    if not isinstance(sent.ack, dict):
        raise SlackError("invalid_arguments", "[ERROR] the answer to a view_submission must be an object")
    if not _is_top(slack, view):
        raise SlackError("not_found", "[ERROR] the view is not open any more")
    what = sent.ack.get("response_action")
    if what == "errors":
        view.errors = _checked_errors(view, sent.ack.get("errors"))
        slack.changes.touch()
    elif what == "update":
        views.replace(slack, view, _view_in(sent.ack))
    elif what == "push":
        views.push(slack, view.user, _view_in(sent.ack))
    elif what == "clear":
        views.close_all(slack, view.user)
    else:
        raise SlackError("invalid_arguments", f"[ERROR] unknown response_action: {what}")


def _view_in(ack: Json) -> Json:
    if not isinstance(ack.get("view"), dict):
        raise SlackError("invalid_arguments", "[ERROR] missing required field: view")
    view: Json = ack["view"]
    return view


def _checked_errors(view: View, errors: object) -> dict[str, str]:
    if not isinstance(errors, dict) or not errors:
        raise SlackError("invalid_arguments", "[ERROR] errors must name at least one block")
    inputs = {place.block_id for place in places(view.body["blocks"]) if place.in_input}
    for block_id, words in errors.items():
        if block_id not in inputs:
            raise SlackError("invalid_arguments", f"[ERROR] errors: {block_id} is no input block of this view")
        if not isinstance(words, str) or not words:
            raise SlackError("invalid_arguments", f"[ERROR] errors: {block_id} needs a message")
    return errors


def _response_urls(slack: Slack, person: Person, view: View) -> list[Json]:
    values = state_values(view.body["blocks"], view.typed)
    urls = []
    for place in places(view.body["blocks"]):
        if not place.element.get("response_url_enabled"):
            continue
        value = values[place.block_id][place.action_id]
        channel = value.get("selected_conversation") or value.get("selected_channel")
        if channel:
            answer = slack.passes.answer(person.id, channel)
            urls.append(
                {
                    "block_id": place.block_id,
                    "action_id": place.action_id,
                    "channel_id": channel,
                    "response_url": f"{slack.origin}/response/{answer}",
                }
            )
    return urls


def _is_top(slack: Slack, view: View) -> bool:
    return slack.world.modals.get(view.user, [])[-1:] == [view]


async def close(slack: Slack, user: str, view_id: str) -> None:
    """Close a modal; the app hears of those that asked for it."""
    person = actor(slack.world, user)
    view = view_for(slack.world, person, view_id)
    clears = bool(view.body.get("clear_on_close"))
    closed = views.close_all(slack, user) if clears else views.close(slack, view)
    for one in closed:
        if one.body.get("notify_on_close"):
            await _send_closed(slack, person, one, is_cleared=clears)


async def _send_closed(slack: Slack, person: Person, view: View, *, is_cleared: bool) -> None:
    payload = {**payload_of("view_closed", person), "view": view_json(view), "is_cleared": is_cleared}
    try:
        sent = await ask_app(slack, "interactive", view.body.get("callback_id", ""), payload)
    except NotAcknowledged:
        return  # nobody waits for it on the screen; the traffic shows it
    slack.record(sent.exchange)
