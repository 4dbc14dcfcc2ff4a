"""What stands on a person's screen, read from the control API's view of it. Pure."""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
Names = Callable[[str], str]
"""Give the name behind an id: of a person, or of a channel."""

_TOKEN = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")
_MARKS = re.compile(r"(?<!\w)([*`])(?=\S)(.+?)(?<=\S)\1(?!\w)", re.DOTALL)
VALUE_KEYS = ("value", "selected_date", "selected_time", "selected_user", "selected_conversation", "selected_channel")


@dataclass(frozen=True)
class Button:
    """Something to press, where it stands in its blocks."""

    label: str
    block_id: str
    action_id: str


@dataclass(frozen=True)
class Field:
    """A field of a form under the label that people see; `value` is what it holds now."""

    label: str
    block_id: str
    element: Json
    value: Json

    @property
    def action_id(self) -> str:
        return str(self.element["action_id"])


@dataclass(frozen=True)
class Message:
    """A message as one person sees it. Two looks at the same message are equal by channel and ts."""

    channel: str
    channel_name: str
    ts: str
    text: str
    buttons: tuple[Button, ...]
    is_ephemeral: bool
    is_dm: bool
    pictures: tuple[str, ...]
    reactions: Mapping[str, int]
    raw: Json


@dataclass(frozen=True)
class Modal:
    """An open modal."""

    view_id: str
    title: str
    text: str
    fields: tuple[Field, ...]
    buttons: tuple[Button, ...]
    errors: Mapping[str, str]
    pictures: tuple[str, ...]


@dataclass(frozen=True)
class Screen:
    """Everything one person sees; modals from the bottom to the top."""

    messages: tuple[Message, ...]
    modals: tuple[Modal, ...]
    home: str
    home_view_id: str | None
    home_buttons: tuple[Button, ...]
    home_pictures: tuple[str, ...]
    notice: str

    def whole(self) -> str:
        """All words on the screen."""
        parts = [message.text for message in self.messages]
        parts += [shown for modal in self.modals for shown in (modal.text, *modal.errors.values())]
        return "\n".join([*parts, self.home, self.notice])


def read(view: Json, names: Names) -> Screen:
    """Read what /control/view gave."""
    home = view.get("home") or {}
    home_blocks = home.get("blocks", [])
    return Screen(
        messages=tuple(
            _message(message, channel, names) for channel in view["channels"] for message in channel["messages"]
        ),
        modals=tuple(_modal(modal, names) for modal in view["modals"]),
        home="\n".join(_words(home_blocks, names)),
        home_view_id=home.get("id"),
        home_buttons=tuple(_buttons(home_blocks)),
        home_pictures=tuple(_pictures(home_blocks)),
        notice=view.get("notice") or "",
    )


def mrkdwn_as_seen(text: str, names: Names) -> str:
    """Give mrkdwn as people read it: names for ids, labels for links, no marks, no entities."""

    def shown(token: re.Match[str]) -> str:
        sign, target, label = token.groups()
        if sign in {"@", "#"}:
            return sign + (label or names(target))
        return f"@{target}" if sign == "!" else label or target

    return html.unescape(_TOKEN.sub(shown, _MARKS.sub(r"\2", text)))


def _message(message: Json, channel: Json, names: Names) -> Message:
    blocks = message.get("blocks") or []
    text = "\n".join(_words(blocks, names)) if blocks else mrkdwn_as_seen(message["text"], names)
    return Message(
        channel=channel["id"],
        channel_name=channel["name"],
        ts=message["ts"],
        text=text,
        buttons=tuple(_buttons(blocks)),
        is_ephemeral=bool(message.get("ephemeral")),
        is_dm=bool(channel.get("is_dm")),
        pictures=(*_pictures(blocks), *_shared_pictures(message.get("files") or [])),
        reactions={one["name"]: one["count"] for one in message.get("reactions") or []},
        raw=message,
    )


def _modal(modal: Json, names: Names) -> Modal:
    view = modal["view"]
    values = view.get("state", {}).get("values", {})
    fields = tuple(_fields(view["blocks"], values))
    ends = [view[key] for key in ("title", "submit", "close") if view.get(key)]
    shown = [*_words(ends, names), *_words(view["blocks"], names), *(_held(field.value, names) for field in fields)]
    return Modal(
        view_id=modal["id"],
        title=view["title"]["text"],
        text="\n".join(shown),
        fields=fields,
        buttons=tuple(_buttons(view["blocks"])),
        errors=modal.get("errors") or {},
        pictures=tuple(_pictures(view["blocks"])),
    )


def _words(part: Any, names: Names) -> Iterator[str]:
    """Every text that stands there to be read; the choices of a select do not, until it is opened."""
    if isinstance(part, list):
        for inner in part:
            yield from _words(inner, names)
    elif isinstance(part, dict):
        if part.get("type") == "plain_text":
            yield part["text"]
        elif part.get("type") == "mrkdwn":
            yield mrkdwn_as_seen(part["text"], names)
        else:
            hidden = {"options", "option_groups", "initial_option", "initial_options", "confirm", "state"}
            for key, inner in part.items():
                if key not in hidden:
                    yield from _words(inner, names)


def _held(value: Json, names: Names) -> str:
    """Give what a field holds, as people see it."""
    options = value.get("selected_options") or [value.get("selected_option")]
    shown = [option["text"]["text"] for option in options if option]
    shown += [str(value[key]) for key in VALUE_KEYS if value.get(key)]
    shown += [names(one) for key in ("selected_users", "selected_conversations") for one in value.get(key) or []]
    shown += [file["name"] for file in value.get("files") or []]
    return ", ".join(shown)


def _buttons(blocks: list[Json]) -> Iterator[Button]:
    for block in blocks:
        for element in (block.get("accessory"), *block.get("elements", [])):
            if isinstance(element, dict) and element.get("type") == "button":
                yield Button(element["text"]["text"], block["block_id"], element["action_id"])


def _pictures(part: Any) -> Iterator[str]:
    """The descriptions of the pictures in blocks."""
    if isinstance(part, list):
        for inner in part:
            yield from _pictures(inner)
    elif isinstance(part, dict):
        if part.get("type") == "image":
            yield part["alt_text"]
        for inner in part.values():
            yield from _pictures(inner)


def _shared_pictures(files: list[Json]) -> Iterator[str]:
    for file in files:
        if file["is_image"] and file["usable"]:
            yield file["alt"] or file["title"]


def _fields(blocks: list[Json], values: Json) -> Iterator[Field]:
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            value = values.get(block["block_id"], {}).get(element["action_id"], {})
            yield Field(block["label"]["text"], block["block_id"], element, value)


def describe(screen: Screen, name: str) -> str:
    """Tell what a person sees, for whoever reads why a test failed."""
    lines = [f"{name} sees:"]
    for message in screen.messages:
        place = f"DM {message.ts}" if message.is_dm else f"#{message.channel_name} {message.ts}"
        lines.append(f"  {place}{' (only they)' if message.is_ephemeral else ''}:")
        lines += [f"    {line}" for line in message.text.splitlines()]
        if message.buttons:
            lines.append(f"    {_labels(message.buttons)}")
        lines += [f"    picture: {alt}" for alt in message.pictures]
        lines += [f"    :{name}: {count}" for name, count in message.reactions.items()]
    for modal in screen.modals:
        lines.append(f"  modal “{modal.title}”:")
        lines += [f"    {line}" for line in modal.text.splitlines()]
        lines += [f"    error under {block}: {said}" for block, said in modal.errors.items()]
    if screen.home:
        lines += [
            "  Home:",
            *(f"    {line}" for line in screen.home.splitlines()),
            f"    {_labels(screen.home_buttons)}",
        ]
    if screen.notice:
        lines.append(f"  failure: {screen.notice}")
    return "\n".join(lines)


def _labels(buttons: tuple[Button, ...]) -> str:
    return " ".join(f"[{button.label}]" for button in buttons)
