"""The bot as a child process of the playground."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

import httpx

from bot.commands import PORT_FILE, REFUSED
from bot.errors import Refused
from bot.playground.server import Playground
from bot.playground.signed_http import SIGNING_SECRET
from bot.playground.web_api import APP_TOKEN, BOT_TOKEN
from bot.settings import HINTS, OAUTH_VARIABLES
from bot.web import HOST, SLACK_PATH

ROOT = Path(__file__).resolve().parents[2]
TICK_SECONDS = "0.25"
"""Somebody sits there and watches the post go out."""
NOT_FOR_IT = {*HINTS, *OAUTH_VARIABLES, "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"}
"""What the operator's environment says of another Slack, or of a way out that nothing here should take."""
STOP_PATIENCE = 30.0
CALM = 10.0
"""A bot that lived this many seconds is started again at once; another has to wait, twice as long each time."""
LONGEST_PAUSE = 30.0


class Companion:
    """Starts the bot, starts it again when it dies, and tells the playground where its health answers."""

    def __init__(self, playground: Playground, data_dir: Path) -> None:
        self._playground = playground
        self._port_file = data_dir / PORT_FILE
        self._log = data_dir / "bot.log"
        self._environment = environment(playground, data_dir.resolve())
        self._http = httpx.Client(timeout=5, trust_env=False)
        self._port: str | None = None
        self._pause = 0.0
        self._started = 0.0
        self._start_at = 0.0
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._log.unlink(missing_ok=True)
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._http.close()

    def stop(self) -> None:
        """Let the bot end; it is gone afterwards."""
        if self._child is not None:
            with self._child as child:
                child.terminate()
                try:
                    child.wait(STOP_PATIENCE)
                except subprocess.TimeoutExpired:
                    child.kill()
            self._child = None

    @property
    def pid(self) -> int | None:
        """The bot's process, while there is one."""
        return self._child.pid if self._child else None

    def is_ready(self) -> bool:
        """Whether the bot serves the playground; starts it again if it died. `Refused` if that would not help."""
        self.look()
        if self._port is None:
            return False
        try:
            return bool(self._http.get(f"http://{HOST}:{self._port}/health").json()["ready"])
        except httpx.TransportError:
            return False

    def look(self) -> None:
        """Notice that the bot died or that its health has moved."""
        if self._child is not None and self._child.poll() is not None:
            with self._child as child:
                self._bury(child.returncode)
        if self._child is None and time.monotonic() >= self._start_at:
            self.start()
        if self._port is None and self._port_file.exists():
            port = self._port_file.read_text()
            self._port = port if self._introduce(port) else None

    def start(self) -> None:
        """Start the bot as a process of its own."""
        self._port = None
        self._port_file.unlink(missing_ok=True)
        with self._log.open("ab") as log:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "bot", "run", "--with-parent"],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is ours to hand on
            )
        self._started = time.monotonic()

    def _bury(self, code: int) -> None:
        """Plan the next start of a bot that ended by itself."""
        self._child = None
        lines = self._log.read_text(errors="replace").splitlines()[-1:] or ["it said nothing"]
        if code == REFUSED:
            raise Refused("The bot did not start: %(why)s", why=lines[0])
        lived = time.monotonic() - self._started
        self._pause = 0.0 if lived > CALM else min(max(1.0, self._pause * 2), LONGEST_PAUSE)
        self._start_at = time.monotonic() + self._pause
        print(f"The bot ended with {code} and is started again; its words are in {self._log}.", file=sys.stderr)

    def _introduce(self, port: str) -> bool:
        """Tell the playground where the bot answers; False if the bot did not confirm it in time."""
        answer = self._http.post(
            f"{self._playground.origin}/control/bot",
            headers={"Authorization": f"Bearer {self._playground.token}"},
            json={"health": f"http://{HOST}:{port}/health", "request_url": f"http://{HOST}:{port}{SLACK_PATH}"},
        )
        return bool(answer.raise_for_status().json()["ok"])


def environment(playground: Playground, data_dir: Path) -> dict[str, str]:
    """What the bot needs for the playground, and nothing of the operator's own Slack."""
    kept = {name: value for name, value in os.environ.items() if name.upper() not in NOT_FOR_IT}
    over_http = playground.transport == "http"
    way_in = {"SLACK_SIGNING_SECRET": SIGNING_SECRET} if over_http else {"SLACK_APP_TOKEN": APP_TOKEN}
    return kept | {
        **way_in,
        "ENV_FILE": "",
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_API_URL": playground.api_url,
        "CLOCK_FILE": str(playground.clock_file.resolve()),
        "OUTGOING_ALLOW": playground.origin.removeprefix("http://"),
        "DATA_DIR": str(data_dir),
        "PORT": "0",
        "TICK_SECONDS": TICK_SECONDS,
    }
