"""From what a person chooses in a field, in their words, to the state value that Slack would send."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.world.screen import Field, Json, Modal

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Surroundings:
    """What a person can choose from besides the choices of the field itself.

    `people` and `channels` are ids by name; `suggest` asks the bot for choices by what was typed so
    far; `today` is the day in the team's zone.
    """

    people: dict[str, str]
    channels: dict[str, str]
    suggest: Callable[[Field, str], list[Json]]
    today: date


def field_called(modal: Modal, label: str) -> Field:
    """Find a field by its label, or by how its label begins."""
    exact = [field for field in modal.fields if field.label == label]
    begun = exact or [field for field in modal.fields if field.label.startswith(label)]
    if len(begun) == 1:
        return begun[0]
    labels = ", ".join(field.label for field in modal.fields)
    raise AssertionError(f"“{label}” should be one of the fields of “{modal.title}”: {labels}")


def value_of(field: Field, wanted: Any, around: Surroundings) -> Json:
    """Give Slack's state value object for what is wanted; None or [] empties the field."""
    kind = str(field.element["type"])
    if kind == "file_input":
        return {"type": kind, "files": list(_several(wanted))}
    if kind.endswith("_input"):
        return {"type": kind, "value": str(wanted) if wanted is not None else None}
    if kind in {"datepicker", "timepicker", "datetimepicker"}:
        return {"type": kind, **_moment(kind, wanted, around.today)}
    what = _what_it_holds(kind)
    if kind.startswith("multi_") or kind == "checkboxes":
        values = [_choice(field, what, one, around) for one in _several(wanted)]
        return {"type": kind, f"selected_{what}s": values}
    return {"type": kind, f"selected_{what}": None if wanted is None else _choice(field, what, wanted, around)}


def day_meant(words: str, today: date) -> date:
    """Understand "2026-11-27", "today", "tomorrow", or a weekday: the next one, today included."""
    wanted = words.strip().lower()
    if wanted in {"today", "tomorrow"}:
        return today + timedelta(days=int(wanted == "tomorrow"))
    if wanted[:3] in WEEKDAYS:
        return today + timedelta(days=(WEEKDAYS.index(wanted[:3]) - today.weekday()) % 7)
    return date.fromisoformat(wanted)


def _what_it_holds(kind: str) -> str:
    for part, what in (("users", "user"), ("conversations", "conversation"), ("channels", "channel")):
        if part in kind:
            return what
    return "option"


def _several(wanted: Any) -> Sequence[Any]:
    if wanted is None:
        return []
    return [wanted] if isinstance(wanted, str) else list(wanted)


def _choice(field: Field, what: str, wanted: Any, around: Surroundings) -> Any:
    if what == "user":
        return _named(around.people, str(wanted), "person")
    if what in {"conversation", "channel"}:
        return _named(around.channels, str(wanted).removeprefix("#"), "channel")
    if "external" in field.element["type"]:
        offered = around.suggest(field, str(wanted))
        return offered[0] if len(offered) == 1 else _option(offered, str(wanted))
    groups = field.element.get("option_groups", [])
    offered = [*field.element.get("options", []), *(option for group in groups for option in group["options"])]
    return _option(offered, str(wanted))


def _named(ids: dict[str, str], name: str, what: str) -> str:
    if name not in ids:
        raise AssertionError(f"no {what} is called {name}: {', '.join(ids)}")
    return ids[name]


def _option(offered: Iterable[Json], wanted: str) -> Json:
    options = list(offered)
    texts = [str(option["text"]["text"]) for option in options]
    for fits in (wanted.__eq__, lambda text: text.startswith(wanted), lambda text: wanted in text):
        found = [option for option, text in zip(options, texts, strict=True) if fits(text)]
        if len(found) == 1:
            return found[0]
    raise AssertionError(f"“{wanted}” should be one of the choices: {', '.join(texts)}")


def _moment(kind: str, wanted: Any, today: date) -> Json:
    if kind == "datepicker":
        day = wanted if isinstance(wanted, date) or wanted is None else day_meant(wanted, today)
        return {"selected_date": day.isoformat() if day else None}
    if kind == "timepicker":
        clock = f"{wanted:%H:%M}" if isinstance(wanted, time) else wanted
        return {"selected_time": clock}
    return {"selected_date_time": int(wanted.timestamp()) if isinstance(wanted, datetime) else wanted}
