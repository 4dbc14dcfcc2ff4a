"""*Wire*: `python -m bot run` as a child process, as the playground starts it."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from sqlmodel import Session

from bot.db import Db
from bot.playground.delivery import Transport
from tests.world.world import World

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN = 30.0
STOPPED_WITHIN = 30.0
TICK_SECONDS = 0.1
EITHER_WAY = pytest.mark.parametrize(
    ("transport", "database_kind"),
    [("socket_mode", "sqlite"), ("socket_mode", "postgresql"), ("http", "sqlite")],
    indirect=["database_kind"],
)
"""Over both transports. The database knows nothing of them, so a fourth pair would only cost time."""
OWN_ERROR = re.compile(r"Z (?:ERROR|CRITICAL) (?!slack_sdk)")


class WireWorld(World):
    """`settle` asks the child's /health until it is idle."""

    def __init__(self, folder: Path, database_url: str, transport: Transport = "socket_mode") -> None:
        super().__init__(folder, transport)
        self._data = folder / "bot"
        self._data.mkdir()
        self._log_file = folder / "bot.log"
        self._environment = {
            **{name: value for name, value in os.environ.items() if name not in {"PORT", "CLOCK_FILE"}},
            **{name.upper(): str(value) for name, value in self.settings().items()},
            "DATABASE_URL": database_url,
            "DATA_DIR": str(self._data),
            "PORT": "0",
            "TICK_SECONDS": str(TICK_SECONDS),
            "ENV_FILE": "",
        }
        self._db = Db(database_url)
        self._health = httpx.Client(timeout=10, trust_env=False)
        self._child: subprocess.Popen[bytes] | None = None
        self._url = ""
        self.restart()

    def restart(self) -> None:
        """Start the bot, after a stop or a kill."""
        port_file = self._data / "health.port"
        port_file.unlink(missing_ok=True)
        with self._log_file.open("ab") as log:
            command = [sys.executable, "-m", "bot", "run"]
            self._child = subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=log, stderr=log)
        self._wait("started", port_file.exists)
        origin = f"http://127.0.0.1:{port_file.read_text()}"
        self._url = f"{origin}/health"
        self._wait("connected to Slack", lambda: bool(self.health()["ready"]))
        self._ask("bot", health=self._url, request_url=f"{origin}/slack/events")

    def kill(self) -> None:
        """End the bot in the middle of whatever it does, without a word: SIGKILL."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._child = None

    def ends(self) -> int:
        """Ask the bot to stop; give its exit code."""
        assert self._child is not None
        self._child.terminate()
        code = self._child.wait(STOPPED_WITHIN)
        self._child = None
        return code

    def health(self) -> dict[str, object]:
        """Give what the bot says of itself."""
        answer: dict[str, object] = self._health.get(self._url).json()
        return answer

    def is_calm(self) -> bool:
        if self._child is None:
            return self.slack_is_idle()
        return bool(self.slack_is_idle() and self.health()["idle"] and self.slack_is_idle() and self.health()["idle"])

    def rows(self) -> AbstractContextManager[Session]:
        return self._db.read()

    def log(self) -> str:
        lines = self._log_file.read_text(errors="replace").splitlines()
        return "\n".join(lines[-60:])

    def misconduct(self) -> list[str]:
        return super().misconduct() + [line for line in self.log().splitlines() if OWN_ERROR.search(line)]

    def stop(self) -> None:
        self.kill()
        self._health.close()
        self._db.close()
        self.control.close()
        self.playground.stop()

    def _wait(self, what: str, happened: Callable[[], bool]) -> None:
        deadline = time.monotonic() + READY_WITHIN
        while not happened():
            if self._child is None or self._child.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"the bot has not {what}:\n{self.log()}")
            time.sleep(0.02)
