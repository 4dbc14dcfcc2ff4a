"""files.*: uploading in three steps, looking at a file, deleting one."""

import asyncio
from dataclasses import dataclass, replace
from typing import Final

from bot.playground import events
from bot.playground.blocks_check import checked_message
from bot.playground.core import Slack
from bot.playground.files import MOST_BYTES_A_FILE, add, app_has, file_json, files_json, forget, new_file, share
from bot.playground.methods.arguments import Arguments, app_sees, thread_of
from bot.playground.slack_error import Json, SlackError
from bot.playground.state import BOT_USER, Block, Channel, File, Message

LONGEST_ALT: Final = 1_000


@dataclass(frozen=True, slots=True)
class Shared:
    """What is said beside the files, in one place."""

    text: str
    blocks: list[Block]
    channel: str
    thread_ts: str | None


def get_upload_url(slack: Slack, arguments: Arguments) -> Json:
    """Announce a file: its name and its bytes; the answer is where to send them."""
    size = arguments.number("length", 0)
    if size <= 0:
        raise SlackError("invalid_arguments", "[ERROR] must be greater than 0 [json-pointer:/length]")
    if size > MOST_BYTES_A_FILE:
        raise SlackError("file_upload_size_restricted")
    alt = arguments.text("alt_txt")
    if len(alt) > LONGEST_ALT:
        raise SlackError("alt_txt_too_large")
    file = replace(new_file(slack, BOT_USER, arguments.text("filename"), size), alt=alt)
    return {"ok": True, "upload_url": f"{slack.origin}/upload/{slack.files.begin(file)}", "file_id": file.id}


def complete_upload(slack: Slack, arguments: Arguments) -> Json:
    """Make uploaded bytes files, and share them where the app may write; Slack looks at them a little later."""
    files = _announced(slack, arguments)
    shared = _shared(slack, arguments)
    for file, title in files:
        file.title = title or file.title
        slack.files.complete(file.id, slack.patience.file)
        add(slack, file)
    ids = [file.id for file, _ in files]
    slack.start(_ripen(slack, ids, shared))
    return {"ok": True, "files": files_json(slack, ids)}


def _announced(slack: Slack, arguments: Arguments) -> list[tuple[File, str]]:
    named = arguments.parsed("files", "invalid_arguments")
    if not isinstance(named, list) or not named or not all(isinstance(one, dict) for one in named):
        raise SlackError("invalid_arguments", "[ERROR] must be a list of files [json-pointer:/files]")
    found: list[tuple[File, str]] = []
    for one in named:
        file = slack.files.uploaded(str(one.get("id")))
        if file is None or any(file is known for known, _ in found):
            raise SlackError("file_not_found")
        found.append((file, str(one.get("title") or "")))
    return found


def _shared(slack: Slack, arguments: Arguments) -> list[Shared]:
    names = [arguments.text("channel_id"), *arguments.text("channels").split(",")]
    channels = [_writable(slack, name.strip()) for name in dict.fromkeys(names) if name.strip()]
    thread_ts = arguments.maybe("thread_ts")
    if thread_ts and len(channels) != 1:
        raise SlackError("invalid_arguments", "[ERROR] thread_ts needs exactly one channel [json-pointer:/thread_ts]")
    text = arguments.text("initial_comment")
    blocks = [] if text else arguments.blocks() or []
    if any(isinstance(block, dict) and block.get("type") == "markdown" for block in blocks):
        raise SlackError("internal_error")  # Slack's own trouble with these, known since 2026
    checked = checked_message(slack, text, blocks) if blocks else []
    return [Shared(text, checked, channel.id, thread_of(channel, thread_ts)) for channel in channels]


def _writable(slack: Slack, name: str) -> Channel:
    channel = slack.world.channels.get(name)
    if channel is None or not app_sees(channel):
        raise SlackError("channel_not_found")
    if BOT_USER not in channel.members:
        raise SlackError("not_in_channel")
    if channel.is_archived:
        raise SlackError("is_archived")
    return channel


async def _ripen(slack: Slack, ids: list[str], shared: list[Shared]) -> None:
    """Look at the files as Slack does, a little later, and only then show them to people."""
    with slack.under_way():
        await asyncio.sleep(slack.patience.file)
        for one in shared:
            message = Message(slack.clock.next_ts(), one.channel, BOT_USER, one.text, one.blocks, files=ids)
            message.thread_ts = one.thread_ts
            slack.add_message(message)
            share(slack, message)
            events.files_shared(slack, message)
        slack.changes.touch()


def info(slack: Slack, arguments: Arguments) -> Json:
    """One file."""
    return {
        "ok": True,
        "file": file_json(slack, _known(slack, arguments)),
        "comments": [],
        "response_metadata": {"next_cursor": ""},
    }


def delete(slack: Slack, arguments: Arguments) -> Json:
    """Delete a file of the app's own; messages keep a tombstone of it."""
    file = _known(slack, arguments)
    if file.user != BOT_USER:
        raise SlackError("cant_delete_file")
    forget(slack, file)
    return {"ok": True}


def _known(slack: Slack, arguments: Arguments) -> File:
    file = slack.world.files.get(arguments.text("file"))
    if file is None or not app_has(slack, file):
        raise SlackError("file_not_found")
    return file
