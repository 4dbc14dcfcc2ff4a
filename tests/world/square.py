"""What hangs on the public square."""

from dataclasses import dataclass
from datetime import datetime

from tests.world.screen import Json


@dataclass(frozen=True)
class Posted:
    """A post on the public square; `repeats` is how often the same message came again."""

    text: str
    handle: str
    network: str
    webhook_id: str
    url: str
    repeats: int
    at: datetime


def read_square(square: Json) -> list[Posted]:
    """Read what /control/square gave, oldest post first."""
    return [
        Posted(
            text=post["text"],
            handle=post["handle"],
            network=post["network"],
            webhook_id=post["webhook_id"],
            url=post["url"],
            repeats=post["repeats"],
            at=datetime.fromisoformat(post["at"]),
        )
        for post in square["posts"]
    ]
