"""render("posts/card", language, ...): a template and its values become Block Kit.

Templates are JSON with places. Every value encodes itself: `{{ anything }}` is a JSON value,
`plain(...)` and `mrkdwn(...)` are text objects, and what people or networks wrote can neither
leave its string nor become a mention, a link or a ping. A comma before a closing bracket is
allowed, so that each block of a loop can end with one.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.dates import say
from bot.language import catalogue

LONGEST_LINK = 2500
"""Characters, escaped; with its label and sentence it fits into one text object."""
TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
_LOOSE_COMMA = re.compile(r",(?=\s*[\]}])")
_USER = re.compile(r"[UW][A-Z0-9]+")
_CHANNEL = re.compile(r"[CG][A-Z0-9]+")


class Markup(str):
    """Slack markup that we made ourselves; any other string is data."""

    __slots__ = ()


@dataclass(frozen=True)
class Phrase:
    """A translated sentence and its values; how they are put together depends on where it stands."""

    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)

    def plain(self) -> str:
        """Put it together for a place that reads no markup."""
        return self.sentence % {name: as_plain(value) for name, value in self.values.items()}

    def mrkdwn(self) -> str:
        """Put it together for mrkdwn: the sentence may have markup, its values may not."""
        return self.sentence % {name: as_mrkdwn(value) for name, value in self.values.items()}


@dataclass(frozen=True)
class Mention:
    """A person by id: pinged in mrkdwn, named in plain text."""

    user_id: str
    name: str


def as_plain(value: object) -> str:
    """Give the text of a value for plain_text, fallback texts and titles."""
    if isinstance(value, Phrase):
        return value.plain()
    if isinstance(value, Mention):
        return value.name
    return str(value)


def as_mrkdwn(value: object) -> str:
    """Give the text of a value for mrkdwn, escaped as Slack asks."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, Phrase):
        return value.mrkdwn()
    if isinstance(value, Mention):
        return f"<@{value.user_id}>" if _USER.fullmatch(value.user_id) else escape(value.name)
    return escape(str(value))


def escape(text: str) -> str:
    """Escape the three characters that Slack asks for, and only those."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(value: object) -> dict[str, object]:
    """Give a plain_text object. `emoji` is off: what is shown is exactly what was written."""
    return {"type": "plain_text", "text": as_plain(value), "emoji": False}


def mrkdwn(value: object) -> dict[str, object]:
    """Give a mrkdwn object; `verbatim` keeps Slack from turning @here and addresses into links."""
    return {"type": "mrkdwn", "text": as_mrkdwn(value), "verbatim": True}


def channel(channel_id: str) -> Markup | str:
    """Link to a channel."""
    return Markup(f"<#{channel_id}>") if _CHANNEL.fullmatch(channel_id) else channel_id


def link(url: str, label: object, longest: int = LONGEST_LINK) -> Markup | str:
    """Link to a web address under a label; one of another kind, or of more than `longest` characters, stays text."""
    target = url.replace("&", "&amp;")
    if not re.fullmatch(r"https?://[^\s<>|]+", url) or len(target) > longest:
        return beginning(url, longest // 5)
    label_text = as_mrkdwn(label).replace("|", "¦")
    return Markup(f"<{target}|{label_text}>")


def pieces(text: str, size: int = 3000) -> list[str]:
    """Cut a text into parts that fit a text object; nothing is left out."""
    return [text[start : start + size] for start in range(0, len(text), size)]


def beginning(text: str, size: int) -> str:
    """Give how a text begins; three dots say that it goes on."""
    return text if len(text) <= size else f"{text[: size - 1]}…"


def local_day(moment: datetime, zone: str) -> str:
    """Give the day of a moment in a zone, ISO 8601, as date pickers want it."""
    return moment.astimezone(ZoneInfo(zone)).date().isoformat()


def local_time(moment: datetime, zone: str) -> str:
    """Give the clock of a moment in a zone, HH:mm, as time pickers want it."""
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"


def render(template: str, language: str, **values: object) -> dict[str, Any]:
    """Render templates/<template>.json.j2 in a language ("en", "fr") to a dict of Block Kit."""
    text = _environment(language).get_template(f"{template}.json.j2").render(**values)
    payload: dict[str, Any] = json.loads(_LOOSE_COMMA.sub("", text))
    return payload


@cache
def _environment(language: str) -> Environment:
    words = catalogue(language)

    def gettext(sentence: str, **values: object) -> Phrase:
        return Phrase(words.gettext(sentence), values)

    def ngettext(one: str, many: str, n: int, **values: object) -> Phrase:
        return Phrase(words.ngettext(one, many, n), {"num": n, **values})

    def when(moment: datetime, zone: str) -> str:
        return say(moment, zone, language)

    environment = Environment(  # noqa: S701 - the output is JSON, encoded by finalize; HTML pages use their own
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        finalize=_encode,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.install_gettext_callables(gettext, ngettext, newstyle=False)  # type: ignore[attr-defined]
    environment.globals |= {
        "plain": plain,
        "mrkdwn": mrkdwn,
        "spoken": as_mrkdwn,
        "channel": channel,
        "link": link,
        "when": when,
        "Mention": Mention,
    }
    environment.filters |= {
        "pieces": pieces,
        "beginning": beginning,
        "local_day": local_day,
        "local_time": local_time,
        "as_text": json.dumps,
    }
    return environment


def _encode(value: object) -> str:
    """Write a value as JSON in which no comma can be taken for a loose one of the template."""
    return _LOOSE_COMMA.sub(r"\\u002c", json.dumps(value, ensure_ascii=False, default=_as_json))


def _as_json(value: object) -> str:
    if isinstance(value, Phrase | Mention):
        return as_plain(value)
    message = f"a template showed a {type(value).__name__}"
    raise TypeError(message)
