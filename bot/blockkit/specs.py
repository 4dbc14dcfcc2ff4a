"""The words in which a type's shape is told; each word knows how to check a value."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

OURS = "ours"


@dataclass(frozen=True)
class Problem:
    """What is wrong and where: `pointer` is a JSON pointer into the payload.

    `code` is Slack's error code, or "ours" for what Slack would accept and we do not send.
    """

    pointer: str
    message: str
    code: str = "invalid_blocks"


Found = Iterator[Problem]
Rule = Callable[[Mapping[str, object], str], Found]


class Spec(Protocol):
    """What a value must be."""

    def check(self, value: object, at: str) -> Found:
        """Say everything that is wrong with `value`, which stands at pointer `at`."""
        ...


def below(at: str, key: str | int) -> str:
    """The pointer to `key` under `at` (RFC 6901)."""
    return f"{at}/{str(key).replace('~', '~0').replace('/', '~1')}"


@dataclass(frozen=True)
class Line:
    """A string of `least` to `most` code points, whole in `pattern` if there is one."""

    most: int
    least: int = 1
    pattern: re.Pattern[str] | None = None

    def check(self, value: object, at: str) -> Found:
        """Check type, length, then pattern."""
        if not isinstance(value, str):
            yield Problem(at, "must be a string")
        elif len(value) < self.least:
            yield Problem(at, f"must be more than {self.least - 1} characters")
        elif len(value) > self.most:
            yield Problem(at, f"must be less than {self.most + 1} characters")
        elif self.pattern and not self.pattern.fullmatch(value):
            yield Problem(at, f"must match {self.pattern.pattern}")


@dataclass(frozen=True)
class Number:
    """A whole number from `least` to `most`."""

    least: int
    most: int

    def check(self, value: object, at: str) -> Found:
        """Check; a bool is no number here although Python says so."""
        if not isinstance(value, int) or isinstance(value, bool):
            yield Problem(at, "must be an integer")
        elif not self.least <= value <= self.most:
            yield Problem(at, f"must be between {self.least} and {self.most}")


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def check(self, value: object, at: str) -> Found:
        """Check."""
        if not isinstance(value, bool):
            yield Problem(at, "must be a boolean")


@dataclass(frozen=True)
class Word:
    """One of a few words."""

    words: Collection[str]

    def check(self, value: object, at: str) -> Found:
        """Check."""
        if not isinstance(value, str) or value not in self.words:
            yield Problem(at, f"must be one of {', '.join(sorted(self.words))}")


@dataclass(frozen=True)
class Items:
    """A list of `least` to `most` of the same."""

    of: Spec
    most: int
    least: int = 1

    def check(self, value: object, at: str) -> Found:
        """Check the count, then each item."""
        if not isinstance(value, list):
            yield Problem(at, "must be an array")
            return
        if len(value) < self.least:
            yield Problem(at, f"no less than {self.least} items required")
        if len(value) > self.most:
            yield Problem(at, f"no more than {self.most} items allowed")
        for place, item in enumerate(value):
            yield from self.of.check(item, below(at, place))


@dataclass(frozen=True)
class Shape:
    """An object: the keys it must have and may have; one of each `either`; rules over several keys."""

    required: Mapping[str, Spec] = field(default_factory=dict)
    optional: Mapping[str, Spec] = field(default_factory=dict)
    either: tuple[tuple[str, ...], ...] = ()
    rules: tuple[Rule, ...] = ()
    typed: bool = True

    def check(self, value: object, at: str) -> Found:
        """Check the keys, then what stands under them, then the rules."""
        if not isinstance(value, Mapping):
            yield Problem(at, "must be an object")
            return
        yield from self._keys(value, at)
        for key, spec in (*self.required.items(), *self.optional.items()):
            if key in value:
                yield from spec.check(value[key], below(at, key))
        for rule in self.rules:
            yield from rule(value, at)

    def _keys(self, value: Mapping[str, object], at: str) -> Found:
        known = {*self.required, *self.optional, *(("type",) if self.typed else ())}
        for key in value:
            if key not in known:
                yield Problem(below(at, key), f"unknown field: {key}")
        for key in self.required:
            if key not in value:
                yield Problem(at, f"missing required field: {key}")
        for keys in self.either:
            if not any(key in value for key in keys):
                yield Problem(at, f"missing required field: {' or '.join(keys)}")


@dataclass(frozen=True)
class Kinds:
    """An object whose `type` picks its shape."""

    shapes: Mapping[str, Shape]

    def check(self, value: object, at: str) -> Found:
        """Check the type, then the shape."""
        if not isinstance(value, Mapping):
            yield Problem(at, "must be an object")
            return
        kind = value.get("type")
        shape = self.shapes.get(kind) if isinstance(kind, str) else None
        if shape is None:
            yield Problem(below(at, "type"), f"unsupported type: {kind}")
        else:
            yield from shape.check(value, at)
