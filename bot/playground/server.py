"""Starting and stopping a playground: in the foreground for people, in a thread for tests."""

import asyncio
import contextlib
import secrets
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import uvicorn

from bot.errors import Refused
from bot.playground import snapshot
from bot.playground.clock import TeamClock
from bot.playground.core import Patience, Slack
from bot.playground.manifest import read_manifest
from bot.playground.passes import Passes
from bot.playground.routes import application
from bot.playground.seed_world import seeded
from bot.playground.supported import EVENTS
from bot.playground.traffic import Exchange
from bot.playground.wire import Connection

MANIFEST: Final = Path(__file__).resolve().parents[2] / "manifest.yml"
START_SECONDS: Final = 10.0
STOP_SECONDS: Final = 3


class Playground:
    """One playground. `start` runs it in a thread, `run` in the foreground; `port=0` takes a free one."""

    def __init__(
        self,
        data_dir: Path,
        *,
        port: int = 0,
        manifest_path: Path = MANIFEST,
        patience: Patience | None = None,
        trigger_seconds: float | None = None,
    ) -> None:
        data_dir.mkdir(parents=True, exist_ok=True)
        manifest = read_manifest(manifest_path)
        clock = TeamClock(data_dir / "clock.json")
        world = snapshot.load(data_dir) or seeded(clock.unix(), manifest.bot_name)
        clock.last_ts = world.last_ts
        self._socket = _listen(port)
        self.slack = Slack(
            port=self._socket.getsockname()[1],
            token=_token(data_dir / "token"),
            data_dir=data_dir,
            manifest=manifest,
            clock=clock,
            world=world,
            patience=patience or Patience(),
            passes=Passes() if trigger_seconds is None else Passes(trigger_seconds),
        )
        _name_unsupported(self.slack)
        self._server = _Server(self.slack)
        self._thread = threading.Thread(target=self.run, name="playground", daemon=True)

    @property
    def origin(self) -> str:
        """Where everything is: `http://127.0.0.1:PORT`."""
        return self.slack.origin

    @property
    def url(self) -> str:
        """The page, with the token."""
        return f"{self.origin}/?token={self.token}"

    @property
    def api_url(self) -> str:
        """What SLACK_API_URL is set to."""
        return f"{self.origin}/api/"

    @property
    def token(self) -> str:
        """The token of the control API."""
        return self.slack.token

    @property
    def clock_file(self) -> Path:
        """What CLOCK_FILE is set to."""
        return self.slack.clock.file

    def run(self) -> None:
        """Serve until `stop` or a signal."""
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(self._server.serve(sockets=[self._socket]))

    def start(self) -> Self:
        """Serve in a thread; returns when it answers."""
        self._thread.start()
        if not self._server.ready.wait(START_SECONDS):
            raise Refused("The playground did not start.")
        return self

    def stop(self) -> None:
        """Stop, after everything that survives is written."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join()
        self._socket.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class _Server(uvicorn.Server):
    """uvicorn, that saves while it runs and ends open streams before it waits for them."""

    def __init__(self, slack: Slack) -> None:
        config = uvicorn.Config(
            application(slack),
            http=Connection,
            ws="websockets-sansio",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=STOP_SECONDS,
        )
        super().__init__(config)
        self.ready = threading.Event()
        self._slack = slack

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening and saving."""
        await super().startup(sockets)
        self._saving = asyncio.create_task(snapshot.keep_saving(self._slack))
        self.ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams and what is under way, then close, then save."""
        self._slack.changes.close()
        self._slack.cancel_deliveries()
        self._saving.cancel()
        await super().shutdown(sockets)
        snapshot.save(self._slack)


def serve(port: int, data_dir: Path, manifest_path: Path = MANIFEST, told: Callable[[str], object] = print) -> None:
    """Run a playground in the foreground; `told` gets its URL when the port is taken."""
    playground = Playground(data_dir, port=port, manifest_path=manifest_path)
    told(playground.url)
    playground.run()


def _name_unsupported(slack: Slack) -> None:
    """Name in the inspector the events that the manifest subscribes to and nobody will ever get here."""
    for name in sorted(slack.manifest.events - EVENTS):
        slack.record(Exchange("to_slack", "manifest", name, refused="the playground does not support this event"))


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    # asyncio switches Nagle's algorithm off only where the protocol is named: 40 ms an answer without.
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        listening.listen(128)
    except OSError:
        listening.close()
        raise Refused(
            "Port %(port)s of this machine is taken: stop what uses it, or choose another port.", port=port
        ) from None
    return listening


def _token(file: Path) -> str:
    """The token of this data folder: it stays, so that an open page works after a restart."""
    try:
        return file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        token = secrets.token_urlsafe(24)
        file.touch(mode=0o600)
        file.write_text(token, encoding="ascii")
        return token
