"""How the public square answers: well, or as receivers do on a bad day."""

from dataclasses import dataclass
from typing import Final

from bot.errors import Refused

REFUSALS: Final = ("404", "410", "429", "500", "503")
ANSWERS: Final = ("200", *REFUSALS, "lost", "slow", "broken_json")


@dataclass(slots=True)
class Behaviour:
    """How the square answers; `times` is for how many posts, None until it is told otherwise."""

    answer: str = "200"
    times: int | None = None
    retry_after: float | None = None

    def set(self, answer: str, times: int | None, retry_after: float | None) -> None:
        """Answer differently from now on."""
        if answer not in ANSWERS:
            raise Refused("The square cannot answer %(answer)s.", answer=answer)
        self.answer, self.times, self.retry_after = answer, times, retry_after

    def reset(self) -> None:
        """Answer as a healthy receiver again."""
        self.answer, self.times, self.retry_after = "200", None, None

    def next(self) -> tuple[str, float | None]:
        """How to answer this time, and after how many seconds to ask again."""
        now = self.answer, self.retry_after
        if self.times is not None:
            self.times -= 1
            if self.times <= 0:
                self.reset()
        return now
