"""Events in the opposite order: each waits until the one behind it has passed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Final, Self

GAP: Final = 0.5
"""Seconds to wait for somebody behind."""
LONGEST: Final = 5.0
"""Seconds after which nobody waits any more, however many come."""


@dataclass(eq=False, slots=True)
class _Place:
    followed: asyncio.Event = field(default_factory=asyncio.Event)
    passed: asyncio.Event = field(default_factory=asyncio.Event)
    behind: Self | None = None


class Overtaking:
    """The lane in which events wait; whoever enters is behind the one that entered before."""

    def __init__(self) -> None:
        self._newest: _Place | None = None

    @asynccontextmanager
    async def turn(self, *, is_last: bool) -> AsyncIterator[None]:
        """Wait for one's turn; nobody comes behind the last."""
        place = _Place()
        if self._newest is not None:
            self._newest.behind = place
            self._newest.followed.set()
        self._newest = None if is_last else place
        try:
            if not is_last:
                await self._let_pass(place)
            yield
        finally:
            place.passed.set()
            if self._newest is place:
                self._newest = None

    @staticmethod
    async def _let_pass(place: _Place) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST):
                async with asyncio.timeout(GAP):
                    await place.followed.wait()
                if place.behind is not None:
                    await place.behind.passed.wait()
