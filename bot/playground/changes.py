"""Who waits for something to change: the open pages and the snapshot."""

import asyncio
from collections.abc import AsyncIterator


class Changes:
    """A version that grows with every change; whoever follows wakes up. Lives on one loop."""

    def __init__(self) -> None:
        self.version = 0
        self.closing = False
        self._waiting: set[asyncio.Event] = set()

    def touch(self) -> None:
        """Something changed that somebody may see."""
        self.version += 1
        self._wake()

    def close(self) -> None:
        """End every iteration of `follow`."""
        self.closing = True
        self._wake()

    async def follow(self, patience: float) -> AsyncIterator[int | None]:
        """Give the version at once and after each change; None after `patience` quiet seconds."""
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            event.set()
            while not self.closing:
                changed = await _set_within(event, patience)
                if self.closing:
                    return
                event.clear()
                yield self.version if changed else None
        finally:
            self._waiting.discard(event)

    def _wake(self) -> None:
        for event in self._waiting:
            event.set()


async def _set_within(event: asyncio.Event, patience: float) -> bool:
    try:
        async with asyncio.timeout(patience):
            await event.wait()
    except TimeoutError:
        return False
    return True
