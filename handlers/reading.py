"""Reading what people filled in: Slack's view state by the names of our fields."""

import json
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from bot.plaintext import plain


class Filled:
    """The fields of a submitted form, by block_id. An empty field is None, "" or []."""

    def __init__(self, view: Mapping[str, Any]) -> None:
        state: Mapping[str, Mapping[str, Any]] = view["state"]["values"]
        self._fields: dict[str, Mapping[str, Any]] = {
            block: next(iter(elements.values()), {}) for block, elements in state.items()
        }
        self.metadata: dict[str, Any] = json.loads(view["private_metadata"] or "{}")

    def _get(self, field: str, key: str) -> Any:  # noqa: ANN401 - whatever Slack has there
        return self._fields.get(field, {}).get(key)

    def text(self, field: str) -> str:
        """Give what was typed, as plain text."""
        return plain(str(self._get(field, "value") or ""))

    def word(self, field: str) -> str:
        """Give a single line as it was typed, for addresses and keys."""
        return str(self._get(field, "value") or "").strip()

    def choice(self, field: str) -> str | None:
        """Give the value of the chosen option."""
        option = self._get(field, "selected_option")
        return option["value"] if option else None

    def choices(self, field: str) -> list[str]:
        """Give the values of the chosen options."""
        return [option["value"] for option in self._get(field, "selected_options") or []]

    def people(self, field: str) -> list[str]:
        """Give the ids of the chosen people."""
        return list(self._get(field, "selected_users") or [])

    def conversation(self, field: str) -> str | None:
        """Give the id of the chosen conversation."""
        chosen: str | None = self._get(field, "selected_conversation")
        return chosen

    def day(self, field: str) -> date | None:
        """Give the chosen day."""
        chosen = self._get(field, "selected_date")
        return date.fromisoformat(chosen) if chosen else None

    def clock(self, field: str) -> time | None:
        """Give the chosen time of day."""
        chosen = self._get(field, "selected_time")
        return time.fromisoformat(chosen) if chosen else None
