"""Files: who has them, what they look like to the app, and how many there may be."""

import re
from typing import Final
from urllib.parse import quote

from bot.errors import Refused
from bot.playground.core import Slack
from bot.playground.file_kinds import IMAGES, IN_BLOCKS, kind_of
from bot.playground.shapes import message_json
from bot.playground.slack_error import Json
from bot.playground.state import BOT_USER, Channel, File, Message

MOST_BYTES_A_FILE: Final = 50_000_000
MOST_FILES: Final = 1_000
MOST_BYTES: Final = 500_000_000
MOST_SHARES: Final = 100
LONGEST_NAME: Final = 255


def new_file(slack: Slack, user: str, name: str, size: int) -> File:
    """Describe a file; nobody has it yet."""
    shown = plain_name(name)
    return File(slack.world.next_id("F"), user, shown, shown, size, slack.clock.unix())


def plain_name(name: str) -> str:
    """A file's name without folders and without what cannot be printed."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(sign for sign in last if sign.isprintable()).strip(". ")[-LONGEST_NAME:] or "file"


def describe(file: File, content: bytes) -> None:
    """Write down what the bytes of a file are."""
    kind = kind_of(content, file.name)
    file.mimetype, file.filetype, file.pretty_type = kind.mimetype, kind.filetype, kind.pretty_type


def add(slack: Slack, file: File) -> None:
    """Let a file into the workspace; where there are too many, the oldest that nobody used go first."""
    files = slack.world.files
    files[file.id] = file
    while len(files) > MOST_FILES or sum(one.size for one in files.values()) > MOST_BYTES:
        orphans = (one for one in files.values() if one.is_orphan and one is not file)
        forget(slack, next(orphans, next(iter(files.values()))))
    slack.changes.touch()


def forget(slack: Slack, file: File) -> None:
    """Remove a file and its bytes."""
    slack.world.files.pop(file.id, None)
    slack.files.remove(file.id)
    slack.changes.touch()


def share(slack: Slack, message: Message) -> None:
    """Write down where the files of a message are seen."""
    for file_id in message.files:
        if file_id in slack.world.files:
            seen = slack.world.files[file_id].shares.setdefault(message.channel, [])
            seen.append(message.ts)
            del seen[:-MOST_SHARES]


def unshare(slack: Slack, message: Message) -> None:
    """A message goes, its files stay: nobody sees them there any more."""
    for file_id in message.files:
        file = slack.world.files.get(file_id)
        if file is not None and message.ts in file.shares.get(message.channel, []):
            file.shares[message.channel].remove(message.ts)
            if not file.shares[message.channel]:
                del file.shares[message.channel]


def own_file(slack: Slack, user: str, file_id: str) -> File:
    """Find a file that this person uploaded."""
    file = slack.world.files.get(file_id)
    if file is None or file.user != user:
        raise Refused("There is no file %(file)s of yours: upload it first.", file=file_id)
    return file


def app_has(slack: Slack, file: File) -> bool:
    """Whether the app may see a file: its own, what it was sent, and what is shared where it is."""
    if file.user == BOT_USER or file.submitted:
        return True
    channels = (slack.world.channels.get(channel) for channel in file.shares)
    return any(channel is not None and BOT_USER in channel.members for channel in channels)


def is_usable(slack: Slack, file: File) -> bool:
    """Whether Slack has looked at it."""
    return slack.files.is_ready(file.id)


def is_picture(slack: Slack, file: File) -> bool:
    """Whether an image block may show it by now."""
    return is_usable(slack, file) and file.mimetype in IN_BLOCKS


def file_json(slack: Slack, file: File) -> Json:
    """A file object; its type stays empty until Slack has looked at it."""
    usable = is_usable(slack, file)
    address = f"{slack.origin}/files/{file.id}"
    name = quote(re.sub(r"[^\w.-]+", "_", file.name.lower()), safe="")
    shown: Json = {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype if usable else "",
        "filetype": file.filetype if usable else "",
        "pretty_type": file.pretty_type if usable else "",
        "user": file.user,
        "user_team": slack.world.people[file.user].team_id,
        "editable": False,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{address}/{name}",
        "url_private_download": f"{address}/download/{name}",
        "permalink": f"{address}/{name}",
        "is_starred": False,
        "has_rich_preview": False,
        "file_access": "visible",
        "comments_count": 0,
        **_places(slack, file),
    }
    return shown | {"alt_txt": file.alt} if file.alt else shown


def _places(slack: Slack, file: File) -> Json:
    """Where a file is shared, sorted as Slack does."""
    channels = {name: slack.world.channels[name] for name in file.shares if name in slack.world.channels}
    public = [name for name, channel in channels.items() if not channel.is_private]
    private = [name for name, channel in channels.items() if channel.is_private and channel.dm_with is None]
    shares = {
        kind: {name: [{"ts": ts, "channel_name": channels[name].name} for ts in file.shares[name]] for name in names}
        for kind, names in (("public", public), ("private", [name for name in channels if name not in public]))
        if names
    }
    return {
        "is_public": bool(public),
        "channels": public,
        "groups": private,
        "ims": [name for name, channel in channels.items() if channel.dm_with is not None],
        "shares": shares,
    }


def message_with_files(slack: Slack, message: Message, *, with_metadata: bool = False) -> Json:
    """A message as the app gets it, with whole file objects; what is gone leaves a tombstone."""
    channel: Channel = slack.world.channels[message.channel]
    shown = message_json(message, channel, with_metadata=with_metadata)
    if not message.files or message.tombstone:
        return shown
    return shown | {"files": files_json(slack, message.files), "upload": False}


def files_json(slack: Slack, ids: list[str]) -> list[Json]:
    """File objects by id."""
    known = slack.world.files
    return [file_json(slack, known[one]) if one in known else {"id": one, "mode": "tombstone"} for one in ids]


def for_page(slack: Slack, file: File) -> Json:
    """What the page shows of a file."""
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": file.filetype,
        "size": file.size,
        "alt": file.alt,
        "is_image": file.mimetype in IMAGES,
        "usable": is_usable(slack, file),
    }
