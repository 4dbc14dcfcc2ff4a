"""Team time: the machine's plus an offset that only grows, shared with the bot through a file."""

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

MICROS = 1_000_000


class TeamClock:
    """The present of the people; `clock.json` tells the bot about it. Message ids come from it too."""

    def __init__(self, file: Path, last_ts: int = 0) -> None:
        self.file = file
        self.last_ts = last_ts
        self.offset = _read(file)
        self._write()

    def now(self) -> datetime:
        """The present moment of the team, in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.offset)

    def unix(self) -> int:
        """The present moment in whole Unix seconds."""
        return int(self.now().timestamp())

    def next_ts(self) -> str:
        """A message's ts: strictly growing, so unique in every channel."""
        self.last_ts = max(int((time.time() + self.offset) * MICROS), self.last_ts + 1)
        return f"{self.last_ts // MICROS}.{self.last_ts % MICROS:06d}"

    def move_to(self, moment: datetime) -> None:
        """Jump forward to `moment`; a moment that has passed changes nothing."""
        ahead = (moment - self.now()).total_seconds()
        if ahead > 0:
            self.offset += ahead
            self._write()

    def reset(self) -> None:
        """Team time is the machine's again."""
        self.offset = 0.0
        self.last_ts = 0
        self._write()

    def _write(self) -> None:
        write_atomically(self.file, json.dumps({"offset_seconds": self.offset}))


def write_atomically(file: Path, text: str) -> None:
    """Replace `file` in one step: a reader sees the old or the new content, never half."""
    beside = file.with_name(f"{file.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


def _read(file: Path) -> float:
    try:
        return max(0.0, float(json.loads(file.read_text(encoding="utf-8"))["offset_seconds"]))
    except (OSError, ValueError, TypeError, KeyError):
        return 0.0
