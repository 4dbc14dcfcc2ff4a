"""What people do beside pressing and filling in: shortcuts, reactions, threads, coming and going."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Self

from tests.world.places import is_meant
from tests.world.screen import Json, Message, Screen

if TYPE_CHECKING:
    from tests.world.world import World


class Doings(ABC):
    """`on` is a message, or words that it contains: the latest one that does."""

    id: str
    name: str
    _world: "World"

    def shortcut(self, name: str, on: str | Message | None = None) -> Self:
        """Use a shortcut of the bot by its name: from anywhere, or on a message."""
        self._world.settle()
        kind = "global" if on is None else "message"
        offered = self._world.control.get("world")["shortcuts"]
        found = [one["callback_id"] for one in offered if (one["name"], one["type"]) == (name, kind)]
        if len(found) != 1:
            raise AssertionError(f"no {kind} shortcut is called “{name}”: {offered}")
        self._do("shortcut", callback_id=found[0], **(self._place_of(on) if on is not None else {}))
        return self

    def reacts(self, emoji: str, on: str | Message) -> Self:
        """React to a message; `emoji` is a name, with or without colons."""
        self._world.settle()
        self._do("react", **self._place_of(on), name=emoji.strip(":"), on=True)
        return self

    def takes_back(self, emoji: str, on: str | Message) -> Self:
        """Take a reaction back."""
        self._world.settle()
        self._do("react", **self._place_of(on), name=emoji.strip(":"), on=False)
        return self

    def types_in_thread(self, text: str, on: str | Message) -> Self:
        """Answer a message in its thread."""
        self._world.settle()
        place = self._place_of(on)
        self._do("type", channel=place["channel"], thread_ts=place["ts"], text=text)
        return self

    def joins(self, channel: str) -> Self:
        """Let themselves into a public channel."""
        self._do(f"channels/{self._world.channel_id(channel)}", join=[self.id])
        return self

    def leaves(self, channel: str) -> Self:
        """Leave a channel."""
        self._do(f"channels/{self._world.channel_id(channel)}", leave=[self.id])
        return self

    @abstractmethod
    def looks(self) -> Screen:
        """Look at everything that is on the screen."""

    def _place_of(self, on: str | Message) -> Json:
        found = [message for message in self.looks().messages if is_meant(message, on)]
        if not found:
            raise AssertionError(self._told(f"{self.name} should see a message with “{on}”."))
        latest = max(found, key=lambda message: message.ts)
        return {"channel": latest.channel, "ts": latest.ts}

    @abstractmethod
    def _do(self, what: str, **how: Any) -> None: ...

    @abstractmethod
    def _told(self, sentence: str) -> str: ...
