"""`python -m bot play`: the playground, and beside it the bot as the program it is in earnest.

The bot is a child process that is started again when it dies; both end together.
"""

import threading
from pathlib import Path

from filelock import FileLock, Timeout

from bot.commands.anew import begin_anew, make_room, seed_into, wait_for
from bot.commands.companion import Companion
from bot.commands.stopping import stop_signal
from bot.errors import Refused
from bot.playground.delivery import Transport
from bot.playground.server import Playground

LOOK_SECONDS = 0.5
"""Pause between two looks at the bot, and at whether somebody wants to begin anew."""


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
    is_new, reset = make_room(data_dir), threading.Event()
    with (
        Playground(data_dir, port=port, transport=transport, anew=reset.set) as playground,
        Companion(playground, data_dir) as bot,
    ):
        if not wait_for(bot, stop):
            return 0
        if is_new:
            seed_into(playground, data_dir)
        print(f"Allstar's playground: {playground.url}", flush=True)
        while not stop.wait(LOOK_SECONDS):
            if reset.is_set():
                reset.clear()
                begin_anew(playground, bot, data_dir, stop)
            bot.look()
    return 0
