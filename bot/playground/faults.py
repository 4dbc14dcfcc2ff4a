"""What goes wrong on purpose, so that tests and newcomers can see the bot recover."""

import time
from dataclasses import dataclass
from typing import Final

from bot.errors import Refused
from bot.playground.slack_error import Json

API_KINDS: Final = ("500", "ratelimited", "slow", "lost", "outage")
LINK_KINDS: Final = ("drop_socket", "redeliver", "reorder", "refresh")
SHUT_KINDS: Final = ("drop_socket", "outage")
"""While one of these is on, nobody connects."""
ANY: Final = "*"


@dataclass(slots=True)
class Fault:
    """`times` is how often it still strikes, None for as long as it lasts; `until` is machine time."""

    id: int
    method: str
    kind: str
    times: int | None
    until: float | None
    retry_after: float

    def shown(self) -> Json:
        """As the page lists it; `seconds` is what is left of its time."""
        left = None if self.until is None else max(0.0, round(self.until - time.monotonic(), 1))
        return {
            "id": self.id,
            "method": self.method,
            "kind": self.kind,
            "times": self.times,
            "seconds": left,
            "retry_after": self.retry_after,
        }


class Faults:
    """The faults that are on; each strikes in the order in which it was asked for."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._count = 0

    def add(
        self, kind: str, method: str = ANY, *, times: int | None, seconds: float | None, retry_after: float
    ) -> Fault:
        """Switch one on."""
        if kind not in (*API_KINDS, *LINK_KINDS):
            raise Refused("There is no fault of the kind %(kind)s.", kind=kind)
        self._count += 1
        until = None if seconds is None else time.monotonic() + seconds
        fault = Fault(self._count, method, kind, times, until, retry_after)
        self._faults.append(fault)
        return fault

    def strike(self, kinds: tuple[str, ...], method: str = ANY) -> Fault | None:
        """The fault that hits this call, counted down; None if the call goes well."""
        for fault in self.standing():
            if fault.kind in kinds and fault.method in (ANY, method):
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None

    def standing(self) -> list[Fault]:
        """Those that still strike; the others are forgotten."""
        now = time.monotonic()
        self._faults = [one for one in self._faults if one.times != 0 and (one.until is None or one.until > now)]
        return list(self._faults)

    def shut(self) -> bool:
        """Whether no connection is let in; an outage of one method leaves the connections alone."""
        return any(one.kind in SHUT_KINDS and one.method == ANY for one in self.standing())

    def end(self, number: int) -> None:
        """This one is over."""
        self._faults = [one for one in self._faults if one.id != number]

    def clear(self) -> None:
        """Everything goes well again."""
        self._faults.clear()
