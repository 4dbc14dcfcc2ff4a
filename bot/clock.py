"""Team time: what people see and posts wait for. Machine time stays the machine's."""

import json
import math
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Where team time comes from."""

    def now(self) -> datetime:
        """The present moment of the team, aware and in UTC."""
        ...


class SystemClock:
    """Team time is the machine's time: everywhere but in the playground."""

    def now(self) -> datetime:
        """The machine's present moment, aware and in UTC."""
        return datetime.now(UTC)


class FileClock:
    """Machine time plus the `offset_seconds` of a JSON file that somebody else replaces.

    A file that does not exist means no offset; one that cannot be understood leaves the last good one.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int, int] | None = None
        self._offset = timedelta()

    def now(self) -> datetime:
        """The shifted present moment, aware and in UTC."""
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            self._seen, self._offset = None, timedelta()
        else:
            seen = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
            if seen != self._seen:
                offset = read_offset(self._path)
                self._offset = self._offset if offset is None else offset
                self._seen = seen
        return datetime.now(UTC) + self._offset


def read_offset(path: Path) -> timedelta | None:
    """The offset written in `path`, or None if there is none to be read."""
    try:
        seconds = json.loads(path.read_text())["offset_seconds"]
        return timedelta(seconds=seconds) if math.isfinite(seconds) else None
    except (OSError, ValueError, TypeError, KeyError, OverflowError):
        return None
