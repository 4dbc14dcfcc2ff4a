"""`python -m bot play`: the playground, and beside it the bot as the program it is in earnest.

The bot is a child process that is started again when it dies; both end together.
"""

import shutil
import sys
import threading
from pathlib import Path

from filelock import FileLock, Timeout

from bot.commands.companion import Companion
from bot.commands.stopping import stop_signal
from bot.errors import Refused
from bot.playground import seed
from bot.playground.delivery import Transport
from bot.playground.server import Playground

LOOK_SECONDS = 0.1
"""Pause between two looks at the bot."""
SEEDING = "first-start"
"""Stands in a directory whose example posts are not finished: what a first start left half-done is thrown away."""


def play(port: int, data_dir: Path, transport: Transport = "socket_mode") -> int:
    """Exit code 0 after a stop that was asked for."""
    stop = stop_signal()
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(data_dir.with_suffix(".lock"), timeout=0):
            return _play(port, data_dir, transport, stop)
    except Timeout:
        raise Refused("The playground in %(folder)s is already running.", folder=data_dir) from None


def _play(port: int, data_dir: Path, transport: Transport, stop: threading.Event) -> int:
    is_new = _make_room(data_dir)
    with (
        Playground(data_dir, port=port, transport=transport) as playground,
        Companion(playground, data_dir) as bot,
    ):
        while not bot.is_ready():
            if stop.wait(LOOK_SECONDS):
                return 0
        if is_new:
            _seed(playground, data_dir)
        print(f"Allstar's playground: {playground.url}", flush=True)
        while not stop.wait(LOOK_SECONDS):
            bot.look()
    return 0


def _make_room(data_dir: Path) -> bool:
    """Whether this is the first start there; one that did not finish counts as none."""
    marker = data_dir / SEEDING
    if marker.exists():
        shutil.rmtree(data_dir)
        data_dir.mkdir()
    is_new = not any(data_dir.iterdir())
    if is_new:
        marker.touch()
    return is_new


def _seed(playground: Playground, data_dir: Path) -> None:
    try:
        seed.play(playground.origin, playground.token)
    except seed.Seeding as failed:
        print(f"The example posts are not complete: {failed}", file=sys.stderr)
    else:
        (data_dir / SEEDING).unlink()
