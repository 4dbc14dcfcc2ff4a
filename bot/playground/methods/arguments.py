"""The arguments of a Web API call, from JSON or a form, as the method needs them."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.playground.manifest import Manifest
from bot.playground.slack_error import Json, SlackError
from bot.playground.state import BOT_USER, Channel
from bot.playground.supported import METHODS

T = TypeVar("T")
PAGE = 100
MOST_A_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Arguments:
    """What was sent; a form's fields are all text."""

    given: Json
    method: str
    manifest: Manifest

    def text(self, name: str, default: str = "") -> str:
        """A string."""
        value = self.given.get(name)
        if value is None:
            return default
        if isinstance(value, (dict, list)):
            raise SlackError("invalid_arguments", f"[ERROR] must be a string [json-pointer:/{name}]")
        return str(value)

    def maybe(self, name: str) -> str | None:
        """A string that may be left out."""
        return self.text(name) or None

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True or false, in any of the ways that Slack reads."""
        value = self.given.get(name)
        if value is None:
            return default
        return value is True or str(value).lower() in ("1", "true")

    def number(self, name: str, default: int) -> int:
        """A whole number."""
        try:
            return int(self.given.get(name) or default)
        except (TypeError, ValueError):
            raise SlackError("invalid_arguments", f"[ERROR] must be a number [json-pointer:/{name}]") from None

    def parsed(self, name: str, code: str) -> Any:  # noqa: ANN401 - any JSON
        """JSON, that a form carries as text; `code` is the error for what is none."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(code) from None

    def blocks(self) -> list[Json] | None:
        """The blocks, or None if they were left out."""
        blocks = self.parsed("blocks", "invalid_blocks_format")
        if blocks is not None and not isinstance(blocks, list):
            raise SlackError("invalid_blocks_format")
        return blocks

    def view(self) -> Json:
        """The view."""
        view = self.parsed("view", "invalid_arguments")
        if not isinstance(view, dict):
            raise SlackError("invalid_arguments", "[ERROR] must be an object [json-pointer:/view]")
        return view

    def metadata(self) -> Json | None:
        """The message's metadata."""
        found = self.parsed("metadata", "invalid_metadata_format")
        if found is None:
            return None
        if not isinstance(found, dict) or found.keys() - {"event_type", "event_payload", "entities"}:
            raise SlackError("invalid_metadata_format")
        if not isinstance(found.get("event_type"), str) or not isinstance(found.get("event_payload"), dict):
            raise SlackError("invalid_metadata_format")
        return found

    def page(self, everything: Sequence[T]) -> tuple[list[T], str]:
        """The page that `cursor` and `limit` ask for, and the cursor of the next one."""
        limit = self.number("limit", PAGE)
        if not 0 < limit <= MOST_A_PAGE:
            raise SlackError("invalid_limit")
        start = _place(self.text("cursor"))
        end = start + limit
        return list(everything[start:end]), _cursor(end) if end < len(everything) else ""


def _cursor(place: int) -> str:
    return base64.b64encode(f"from:{place}".encode()).decode()


def _place(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix("from:"))
    except ValueError:
        raise SlackError("invalid_cursor") from None


def need_scope(arguments: Arguments, scope: str) -> None:
    """Refuse a call whose scope the manifest does not ask for."""
    if scope not in arguments.manifest.scopes:
        provided = ",".join(sorted(arguments.manifest.scopes))
        raise SlackError("missing_scope", needed=scope, provided=provided)


def need_scope_for(arguments: Arguments, kind: str) -> None:
    """Refuse a call that looks at a kind of conversation whose scope the manifest does not ask for."""
    need_scope(arguments, dict(METHODS[arguments.method].scopes)[kind])


def kind_of(channel: Channel) -> str:
    """The word for this kind of conversation in scopes."""
    if channel.dm_with is not None:
        return "im"
    return "groups" if channel.is_private else "channels"


def app_sees(channel: Channel) -> bool:
    """Whether the app may know of this place: public ones, and those it is in."""
    return not channel.is_private or BOT_USER in channel.members


def thread_of(channel: Channel, thread_ts: str | None) -> str | None:
    """The first message of the thread that is meant, if one is."""
    if thread_ts is None:
        return None
    parent = channel.messages.get(thread_ts)
    if parent is None or parent.addressee is not None:
        raise SlackError("thread_not_found")
    return parent.thread_ts or parent.ts
