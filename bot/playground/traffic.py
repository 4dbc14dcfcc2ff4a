"""The inspector: what went between Slack and the bot, newest first, secrets as dots, bounded."""

import json
import re
from collections import deque
from dataclasses import dataclass
from typing import Literal

from bot.playground.slack_error import Json

MOST_ROWS = 1_000
MOST_CHARACTERS = 16_000_000
DOTS = "••••••"
SECRET_KEYS = frozenset({"token", "ticket", "authorization", "secret", "client_secret", "signing_secret"})
SECRET_NAME = re.compile(r"secret|password|token", re.IGNORECASE)
"""What the app calls a block or an element whose content is nobody's business."""
SECRET_CONTENT = frozenset({"value", "initial_value"})
SECRET_WORDS = re.compile(r"\b(?:xox[a-z]|xapp|whsec)[-_][\w+/=-]+|(?<=[?&]ticket=)[\w-]+")

Direction = Literal["to_bot", "to_slack"]


@dataclass(slots=True)
class Exchange:
    """A question and its answer; `refused` says where real Slack would have said no."""

    direction: Direction
    kind: str
    name: str
    payload: object = None
    answer: object = None
    seconds: float = 0.0
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the inspector; what was sent and got stands here as JSON text without secrets."""

    n: int
    at: str
    direction: Direction
    kind: str
    name: str
    ms: int
    refused: str | None
    sent: str
    got: str


class Traffic:
    """The last rows, at most MOST_ROWS and about MOST_CHARACTERS."""

    def __init__(self) -> None:
        self._rows: deque[Row] = deque()
        self._count = 0
        self._size = 0

    def add(self, exchange: Exchange, at: str) -> None:
        """Write an exchange down; `at` is team time, ISO 8601."""
        self._count += 1
        sent, got = (json.dumps(hidden(part), ensure_ascii=False) for part in (exchange.payload, exchange.answer))
        ms = round(exchange.seconds * 1000)
        self._rows.append(
            Row(self._count, at, exchange.direction, exchange.kind, exchange.name, ms, exchange.refused, sent, got)
        )
        self._size += len(sent) + len(got)
        while len(self._rows) > MOST_ROWS or self._size > MOST_CHARACTERS:
            oldest = self._rows.popleft()
            self._size -= len(oldest.sent) + len(oldest.got)

    def after(self, n: int) -> list[Json]:
        """The rows after number `n`, newest first."""
        return [_shown(row) for row in reversed(self._rows) if row.n > n]

    def clear(self) -> None:
        """Forget every row; numbers go on, so that a page that follows sees the new ones."""
        self._rows.clear()
        self._size = 0


def _shown(row: Row) -> Json:
    return {
        "n": row.n,
        "at": row.at,
        "direction": row.direction,
        "kind": row.kind,
        "name": row.name,
        "payload": json.loads(row.sent),
        "answer": json.loads(row.got),
        "ms": row.ms,
        "refused": row.refused,
    }


def hidden(value: object, *, secret: bool = False) -> object:
    """A copy of `value` in which every token and secret is dots; `secret` says that the app named it so."""
    if isinstance(value, dict):
        secret = secret or any(SECRET_NAME.search(str(value.get(name, ""))) for name in ("block_id", "action_id"))
        return {key: _hidden_at(str(key), inner, secret=secret) for key, inner in value.items()}
    if isinstance(value, list):
        return [hidden(inner, secret=secret) for inner in value]
    if isinstance(value, str):
        return SECRET_WORDS.sub(DOTS, value)
    return value


def _hidden_at(key: str, inner: object, *, secret: bool) -> object:
    if isinstance(inner, dict):
        return hidden(inner, secret=secret or bool(SECRET_NAME.search(key)))
    if inner and (key in SECRET_KEYS or (secret and key in SECRET_CONTENT)):
        return DOTS
    return hidden(inner, secret=secret)
