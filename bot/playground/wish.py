"""What a call of the control API asks for, read strictly."""

import math
from dataclasses import dataclass
from typing import Any

from bot.errors import Refused
from bot.playground.slack_error import Json
from bot.playground.state import Values


@dataclass(frozen=True, slots=True)
class Wish:
    """The JSON of a call; every reader says in words what is missing or odd."""

    given: Json

    def text(self, name: str) -> str:
        """A string that must be there."""
        value = self.given.get(name)
        if not isinstance(value, str):
            raise Refused("%(name)s is missing.", name=name)
        return value

    def maybe_text(self, name: str) -> str | None:
        """A string, if it is there."""
        value = self.given.get(name)
        if value is not None and not isinstance(value, str):
            raise Refused("%(name)s must be text.", name=name)
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True or false."""
        value = self.given.get(name, default)
        if not isinstance(value, bool):
            raise Refused("%(name)s must be true or false.", name=name)
        return value

    def maybe_number(self, name: str) -> float | None:
        """A number that is not negative, if it is there."""
        value = self.given.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < math.inf:
            raise Refused("%(name)s must be a number.", name=name)
        return value

    def maybe_count(self, name: str) -> int | None:
        """A whole number, if it is there."""
        value = self.maybe_number(name)
        return None if value is None else int(value)

    def texts(self, name: str) -> list[str]:
        """A list of strings, empty if it is not there."""
        value = self.given.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise Refused("%(name)s must be a list.", name=name)
        return value

    def values(self) -> Values:
        """What is filled in: block_id -> action_id -> state value object."""
        value: Any = self.given.get("values", {})
        if not isinstance(value, dict) or not all(_is_block(block) for block in value.values()):
            raise Refused("%(name)s must be a list.", name="values")
        return value


def _is_block(block: object) -> bool:
    return isinstance(block, dict) and all(isinstance(value, dict) for value in block.values())
