"""The bytes of files, in a folder beside the snapshot: under ids of our own, so that no name reaches the disk."""

import contextlib
import secrets
import time
from collections.abc import Collection
from pathlib import Path
from typing import Final

from bot.playground.state import File

MOST_OPEN: Final = 200
"""Uploads that were begun and not completed; the oldest are given up."""


class FileStore:
    """What is on the disk, what is still being uploaded, and what Slack has not looked at yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._begun: dict[str, File] = {}
        self._received: dict[str, File] = {}
        self._ready_at: dict[str, float] = {}

    def begin(self, file: File) -> str:
        """Expect an upload; the name is the last part of its address."""
        name = secrets.token_urlsafe(24)
        self._begun[name] = file
        while len(self._begun) > MOST_OPEN:
            del self._begun[next(iter(self._begun))]
        return name

    def expected(self, name: str) -> File | None:
        """The file that an address was handed out for."""
        return self._begun.get(name)

    def receive(self, name: str, content: bytes) -> None:
        """Keep what was uploaded until the upload is completed; the address is spent."""
        file = self._begun.pop(name)
        self.write(file.id, content)
        self._received[file.id] = file
        while len(self._received) > MOST_OPEN:
            self.remove(next(iter(self._received)))

    def uploaded(self, file_id: str) -> File | None:
        """A file whose bytes are here and whose upload nobody completed yet."""
        return self._received.get(file_id)

    def complete(self, file_id: str, patience: float) -> None:
        """End an upload; the file can be used after `patience` seconds of the machine."""
        del self._received[file_id]
        self._ready_at[file_id] = time.monotonic() + patience

    def is_ready(self, file_id: str) -> bool:
        """Whether a completed file can be used by now."""
        if self._ready_at.get(file_id, 0.0) > time.monotonic():
            return False
        self._ready_at.pop(file_id, None)
        return True

    def write(self, file_id: str, content: bytes) -> None:
        """Put bytes on the disk."""
        self._folder.mkdir(exist_ok=True)
        self.path(file_id).write_bytes(content)

    def path(self, file_id: str) -> Path:
        """Where the bytes of a file lie, or lay."""
        return self._folder / file_id

    def remove(self, file_id: str) -> None:
        """Forget a file and its bytes."""
        self._received.pop(file_id, None)
        self._ready_at.pop(file_id, None)
        self.path(file_id).unlink(missing_ok=True)

    def keep_only(self, ids: Collection[str]) -> None:
        """Remove from the disk what nothing refers to."""
        with contextlib.suppress(FileNotFoundError):
            for path in list(self._folder.iterdir()):
                if path.name not in ids:
                    path.unlink()

    def clear(self) -> None:
        """Forget every file."""
        for waiting in (self._begun, self._received, self._ready_at):
            waiting.clear()
        self.keep_only(())
