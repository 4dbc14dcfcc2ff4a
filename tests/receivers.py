"""A way out that only remembers: what was sent, under which key, and what it answered."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

from bot.errors import Refused
from bot.networks import Frozen, Progress, Secret, Variant, outcomes
from bot.networks.outcomes import Outcome, Why

Answer = Callable[[str], Outcome]
"""From a delivery's key to what became of it."""
LONG_PAST = datetime(2020, 1, 1, tzinfo=UTC)
"""Before any clock of any test, so that nothing waits for it."""


def publishes(key: str) -> Outcome:
    return outcomes.Published(key, f"https://social.example/{key}")


def refuses(_key: str) -> Outcome:
    return outcomes.Refused(Why.REJECTED, "HTTP 400")


def loses(_key: str) -> Outcome:
    """It is out, and the answer never came."""
    return outcomes.Unknown(Why.LOST_ANSWER, "")


def puts_off(_key: str) -> Outcome:
    """Not now; the time it names has already come."""
    return outcomes.RetryAt(LONG_PAST)


def is_slow(_key: str) -> Outcome:
    return outcomes.Waiting({"step": 1}, LONG_PAST)


PUBLIC = frozenset({publishes, loses})
"""The answers after which people can see the post."""


class Receiver:
    """An adapter. `answers` are given in turn; after them everything is published."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.sent: list[Frozen] = []
        self.live: Counter[str] = Counter()
        """How often people see what came under a key."""

    def check(self, variant: Variant, secret: Secret) -> list[Refused]:  # noqa: ARG002 - takes anything
        return []

    def freeze(self, variant: Variant, key: str, at: datetime) -> Frozen:
        return {"key": key, "text": variant.text, "handle": variant.handle, "at": at.isoformat()}

    def send(self, frozen: Frozen, secret: Secret, progress: Progress) -> Outcome:  # noqa: ARG002 - open to anybody
        self.sent.append(frozen)
        answer = self.answers.pop(0) if self.answers else publishes
        if answer in PUBLIC:
            self.live[frozen["key"]] += 1
        return answer(frozen["key"])

    def find(self, frozen: Frozen, secret: Secret, progress: Progress) -> outcomes.Found:  # noqa: ARG002 - keeps silent
        return outcomes.CannotTell()
