"""*Together*: the bot in the test's own process, over the real Socket Mode, its clock standing still."""

import logging
from contextlib import AbstractContextManager
from pathlib import Path

from slack_bolt import BoltRequest
from sqlmodel import Session

from bot import app, web
from bot.clock import FileClock
from bot.db import Db
from bot.settings import Settings
from bot.vault import open_vault
from tests.world.screen import Json
from tests.world.world import World


class LogKeeper(logging.Handler):
    """Keeps what is logged, for failing tests to tell; `errors` are the bot's own, not the Slack SDK's."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self.errors: list[str] = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        self.lines.append(line)
        if record.levelno >= logging.ERROR and not record.name.startswith("slack_sdk"):
            self.errors.append(line)


class TogetherWorld(World):
    """`settle` runs due ticks until neither side has anything left."""

    def __init__(self, folder: Path, db: Db) -> None:
        super().__init__(folder)
        self._logs = LogKeeper()
        logging.getLogger().addHandler(self._logs)
        settings = Settings(database_url=db.url, data_dir=folder, **self.settings())
        clock = FileClock(self.playground.clock_file)
        self.db = db
        self.bot = app.build(settings, db, clock, open_vault(folder))
        self._health = web.serve(0, self._status, clock)
        self._ask("bot", health=f"http://127.0.0.1:{self._health.port}/health")
        self.bot.start(ticking=False)

    def brings_again(self, event: Json) -> None:
        """Let Slack bring an event again that it has brought before (a row of the traffic), as it may hours later."""
        self.bot.bolt.dispatch(BoltRequest(body=event["payload"], mode="socket_mode"))

    def is_calm(self) -> bool:
        if not (self._is_idle() and self.bot.jobs.run_due() == 0):
            return False
        return self._is_idle()

    def rows(self) -> AbstractContextManager[Session]:
        return self.db.read()

    def log(self) -> str:
        return "\n".join(self._logs.lines)

    def misconduct(self) -> list[str]:
        return super().misconduct() + self._logs.errors

    def stop(self) -> None:
        self.bot.stop()
        self._health.stop()
        self.control.close()
        self.playground.stop()
        logging.getLogger().removeHandler(self._logs)

    def _is_idle(self) -> bool:
        return self.slack_is_idle() and self.bot.listeners.is_idle()

    def _status(self) -> web.Status:
        """Answer the playground, which moves the time only when the bot is idle: the ticks run when it asks then."""
        if self.playground.slack.moving:
            self.bot.jobs.run_due()
        return self.bot.status()
