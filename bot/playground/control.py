"""The control API for what people do. Answers {"ok": true, ...} or {"ok": false, "error": a sentence}."""

from typing import Final

from bot.errors import Refused
from bot.playground import commands, events, modals, presses, suggestions
from bot.playground.access import actor, open_dm, place_for
from bot.playground.core import Slack
from bot.playground.interactions import in_words_for
from bot.playground.presses import Target
from bot.playground.shapes import view_json
from bot.playground.slack_error import Json
from bot.playground.wish import Wish

CHOICES: Final = frozenset(
    {
        "value",
        "selected_option",
        "selected_options",
        "selected_user",
        "selected_users",
        "selected_conversation",
        "selected_conversations",
        "selected_channel",
        "selected_channels",
        "selected_date",
        "selected_time",
        "selected_date_time",
    }
)


async def type_text(slack: Slack, wish: Wish) -> Json:
    """POST /control/type."""
    await commands.type_text(
        slack,
        wish.text("as"),
        wish.text("channel"),
        commands.Typed(wish.maybe_text("text") or "", wish.maybe_text("thread_ts"), wish.texts("files")),
        force=wish.flag("force"),
    )
    return {"ok": True}


async def press(slack: Slack, wish: Wish) -> Json:
    """POST /control/press."""
    user = wish.text("as")
    target = Target(
        wish.text("block_id"),
        wish.text("action_id"),
        {key: value for key, value in wish.given.items() if key in CHOICES},
        wish.values(),
        force=wish.flag("force"),
    )
    if wish.flag("home"):
        home = slack.world.homes.get(user)
        if home is None:
            raise Refused("The app has not shown anything on Home yet.")
        await presses.press_in_view(slack, user, home.id, target)
    elif wish.maybe_text("view_id"):
        await presses.press_in_view(slack, user, wish.text("view_id"), target)
    else:
        await presses.press_in_message(slack, user, wish.text("channel"), wish.text("ts"), target)
    return {"ok": True}


async def submit(slack: Slack, wish: Wish) -> Json:
    """POST /control/submit."""
    try:
        errors = await modals.submit(
            slack, wish.text("as"), wish.text("view_id"), wish.values(), force=wish.flag("force")
        )
    except Refused as refused:
        words = said(slack, wish, refused)
        return {"ok": False, "errors": {refused.field: words} if refused.field else {}, "error": words}
    return {"ok": not errors, "errors": errors}


def said(slack: Slack, wish: Wish, refused: Refused) -> str:
    """Say a refusal in the language of the person who acts; English if nobody does."""
    person = slack.world.people.get(str(wish.given.get("as")))
    return str(refused) if person is None else in_words_for(person, refused)


async def close(slack: Slack, wish: Wish) -> Json:
    """POST /control/close."""
    await modals.close(slack, wish.text("as"), wish.text("view_id"))
    return {"ok": True}


async def options(slack: Slack, wish: Wish) -> Json:
    """POST /control/options."""
    target = wish.text("block_id"), wish.text("action_id")
    where = {key: wish.maybe_text(key) for key in ("view_id", "channel", "ts")}
    home = slack.world.homes.get(wish.text("as"))
    if wish.flag("home") and home is not None:
        where["view_id"] = home.id
    offered = await suggestions.suggest(slack, wish.text("as"), where, target, wish.maybe_text("query") or "")
    return {"ok": True, "options": [], **offered}


async def home(slack: Slack, wish: Wish) -> Json:
    """POST /control/home: somebody opens the app's Home tab."""
    person = actor(slack.world, wish.text("as"))
    if not slack.manifest.home_tab:
        raise Refused("The app has no Home.")
    await _opened(slack, person.id, open_dm(slack, person).id, "home")
    return {"ok": True}


async def direct(slack: Slack, wish: Wish) -> Json:
    """POST /control/dm: somebody opens the DM with the app."""
    person = actor(slack.world, wish.text("as"))
    channel = open_dm(slack, person)
    await _opened(slack, person.id, channel.id, "messages")
    return {"ok": True, "channel": channel.id}


async def _opened(slack: Slack, user: str, channel: str, tab: str) -> None:
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": channel,
        "tab": tab,
        "event_ts": slack.clock.next_ts(),
    }
    view = slack.world.homes.get(user)
    if tab == "home" and view is not None:
        event["view"] = view_json(view)
    events.fire(slack, "app_home_opened", event)


async def read(slack: Slack, wish: Wish) -> Json:
    """POST /control/read: somebody has read everything in a channel."""
    person = actor(slack.world, wish.text("as"))
    channel = place_for(slack.world, person, wish.text("channel"))
    newest = max(channel.messages, default="")
    if channel.read.get(person.id, "") < newest:
        channel.read[person.id] = newest
        slack.changes.touch()
    return {"ok": True}
