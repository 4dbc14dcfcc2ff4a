"""What a person types: a message, or a slash command."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import Refused
from bot.playground import events
from bot.playground.access import actor, place_for, sees
from bot.playground.answering import Reply, post_reply, reply_of
from bot.playground.core import Slack
from bot.playground.files import own_file, share
from bot.playground.interactions import ask_app, in_words_for, no_answer
from bot.playground.manifest import Command
from bot.playground.shapes import name_in_payload
from bot.playground.slack_error import Json, SlackError
from bot.playground.socket_mode import NotAcknowledged
from bot.playground.state import APP_ID, SLACKBOT, TEAM_DOMAIN, Channel, Message, Person
from bot.playground.typed_text import as_slack_sends


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the composer: of a channel, or of a thread in it; with files, if any."""

    text: str
    thread_ts: str | None = None
    files: Sequence[str] = ()


async def type_text(slack: Slack, user: str, channel_id: str, typed: Typed, *, force: bool = False) -> None:
    """Write as a person; Refused says in their words what went wrong."""
    person = actor(slack.world, user, force=force)
    channel = place_for(slack.world, person, channel_id, force=force)
    if channel.is_archived:
        raise Refused("#%(channel)s is archived: nobody can write there.", channel=channel.name)
    slack.world.notices.pop(user, None)
    if not typed.text.strip() and not typed.files:
        raise Refused("There is nothing to send.")
    if typed.text.startswith("/") and not typed.files:
        await _command(slack, person, channel, typed.text, in_thread=typed.thread_ts is not None)
    else:
        _message(slack, person, channel, typed)


def _message(slack: Slack, person: Person, channel: Channel, typed: Typed) -> None:
    files = [own_file(slack, person.id, one).id for one in typed.files]
    words = as_slack_sends(typed.text, slack.world, in_command=False)
    message = Message(slack.clock.next_ts(), channel.id, person.id, words, files=files)
    message.thread_ts = _parent(person, channel, typed.thread_ts)
    slack.add_message(message)
    channel.read[person.id] = message.ts
    share(slack, message)
    events.message_posted(slack, message, channel)
    events.files_shared(slack, message)


def _parent(person: Person, channel: Channel, thread_ts: str | None) -> str | None:
    """The first message of the thread: an answer to an answer stands in the same one."""
    if thread_ts is None:
        return None
    parent = channel.messages.get(thread_ts)
    if parent is None or not sees(person, parent):
        raise Refused("The message you are answering is gone.")
    if parent.addressee is not None:
        raise Refused("Nobody can answer a message that only one person sees.")
    return parent.thread_ts or parent.ts


async def _command(slack: Slack, person: Person, channel: Channel, text: str, *, in_thread: bool) -> None:
    name, rest = [*text.split(maxsplit=1), ""][:2]
    try:
        command = _declared(slack, name, in_thread=in_thread)
        await _send(slack, person, channel, command, rest.strip())
    except Refused as refused:
        _say_failed(slack, person, channel, in_words_for(person, refused))
        raise


def _declared(slack: Slack, name: str, *, in_thread: bool) -> Command:
    command = slack.manifest.commands.get(name)
    if command is None:
        raise Refused("%(command)s is not a command here.", command=name)
    if in_thread:
        raise Refused("%(command)s does not work in threads. Write it in the channel.", command=name)
    return command


async def _send(slack: Slack, person: Person, channel: Channel, command: Command, text: str) -> None:
    payload = _payload(slack, person, channel, command, text)
    try:
        sent = await ask_app(slack, "slash_commands", command.command, payload)
    except NotAcknowledged as error:
        raise no_answer(error, command.command) from None
    try:
        if isinstance(sent.ack, dict) and sent.ack:
            post_reply(slack, Reply(person.id, channel, reply_of(slack, sent.ack)))
    except SlackError as error:
        sent.exchange.refused = str(error)
        raise Refused("%(what)s did not work: its answer was not valid.", what=command.command) from error
    finally:
        slack.record(sent.exchange)


def _payload(slack: Slack, person: Person, channel: Channel, command: Command, text: str) -> Json:
    answer = slack.passes.answer(person.id, channel.id)
    return {
        "token": "playground",
        "team_id": person.team_id,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": name_in_payload(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": command.command,
        "text": as_slack_sends(text, slack.world, in_command=True, with_tokens=command.should_escape),
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": f"{slack.origin}/response/{answer}",
        "trigger_id": slack.passes.trigger(person.id, channel.id),
    }


def _say_failed(slack: Slack, person: Person, channel: Channel, sentence: str) -> None:
    """Slackbot's line under the composer, seen by the person only."""
    failed = Message(slack.clock.next_ts(), channel.id, SLACKBOT, sentence, addressee=person.id, failed=True)
    slack.add_message(failed)
    slack.tell(person.id, sentence)
