"""A sender on a stage whose Slack is the playground."""

import logging
from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.cards import post_card
from bot.dates import machine_now
from bot.db import Db
from bot.models import Outbox, Subject
from bot.outbox.sender import Sender
from bot.playground.server import Playground
from bot.playground.web_api import BOT_TOKEN
from tests.playground.hands import Hands, Json
from tests.stage import Stage


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    with Playground(tmp_path_factory.mktemp("playground")) as playground:
        yield playground


@pytest.fixture
def hands(running: Playground) -> Iterator[Hands]:
    with Hands(running) as hands:
        hands.do("reset")
        yield hands


class Post:
    """The outbox between a stage and the playground."""

    def __init__(self, stage: Stage, playground: Playground, hands: Hands) -> None:
        self.stage = stage
        self.hands = hands
        self.slack = WebClient(BOT_TOKEN, playground.api_url, timeout=10, retry_handlers=[])
        self.sender = Sender(stage.db, self.slack, {Subject.POST: post_card})

    def rows(self) -> list[Outbox]:
        with self.stage.db.read() as session:
            return [session.get_one(Outbox, row) for row in range(1, 20) if session.get(Outbox, row)]

    def send(self) -> bool:
        """Send everything that is due; False if Slack did not answer to something."""
        answers = [self.sender.send(row) for row in self.sender.due()]
        return all(answers)

    def send_anyway(self, row_id: int = 1) -> bool:
        """Send a row before the moment it waits for."""
        return self.sender.send(row_id)

    def shows(self, who: str = "UMARA", channel: str = "CSOCIAL") -> list[str]:
        return self.hands.texts(who, channel)

    def direct(self, who: str) -> list[str]:
        """What the bot told somebody in person."""
        channel = self.hands.do("dm", who=who)["channel"]
        return self.hands.texts(who, channel)

    def calls(self, method: str) -> list[Json]:
        """What the bot asked of Slack, the oldest first."""
        rows = self.hands.get("traffic")
        return [row for row in reversed(rows) if row["direction"] == "to_slack" and row["name"] == method]

    def fault(self, method: str, kind: str, *, times: int | None = 1, retry_after: float = 30.0) -> None:
        self.hands.do("faults", method=method, kind=kind, times=times, retry_after=retry_after)

    def waits(self, row_id: int = 1) -> float:
        """Seconds until a row is tried again."""
        with self.stage.db.read() as session:
            return (session.get_one(Outbox, row_id).try_at - machine_now()).total_seconds()


@pytest.fixture
def post(db: Db, running: Playground, hands: Hands, caplog: pytest.LogCaptureFixture) -> Post:
    caplog.set_level(logging.CRITICAL, "bot.outbox.sender")
    return Post(Stage(db), running, hands)
