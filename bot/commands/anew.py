"""Beginning anew: the first start in a directory and every reset end with the same team at work.

The marker stands there from before the first change until after the last example post, so whatever is
interrupted in between is begun once more by the next start.
"""

import shutil
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from bot.commands.companion import STOP_PATIENCE, Companion
from bot.playground import seed
from bot.playground.server import Playground

LOOK_SECONDS: Final = 0.1
"""Pause between two looks at a bot that is starting."""
MARKER: Final = "first-start"
"""Stands in a directory whose example posts are not finished: what is half-done there is thrown away."""
THE_BOTS: Final = ("allstar.db", "allstar.db-wal", "allstar.db-shm", "vault.key", "health.port", "backups")
THE_PLAYGROUNDS: Final = ("slack.json", "clock.json", "files")
"""Its token is not among them: a page that is open stays open."""


def make_room(data_dir: Path) -> bool:
    """Whether this is the first start there; one that did not finish counts as none. Nothing of others is touched."""
    _wait_for_orphan(data_dir / "allstar.lock")
    marker = data_dir / MARKER
    if marker.exists():
        _remove(data_dir, *THE_BOTS, *THE_PLAYGROUNDS)
        return True
    is_new = not any(data_dir.iterdir())
    if is_new:
        marker.touch()
    return is_new


def begin_anew(playground: Playground, bot: Companion, data_dir: Path, stop: threading.Event) -> None:
    """Empty bot and playground together while pages are open, and let the team work a little again."""
    (data_dir / MARKER).touch()
    bot.stop()
    _remove(data_dir, *THE_BOTS)
    playground.reset()
    bot.start()
    if wait_for(bot, stop):
        seed_into(playground, data_dir)
    playground.has_begun()


def wait_for(bot: Companion, stop: threading.Event) -> bool:
    """Wait until the bot serves the playground; False if somebody says stop before."""
    while not bot.is_ready():
        if stop.wait(LOOK_SECONDS):
            return False
    return True


def seed_into(playground: Playground, data_dir: Path) -> None:
    """Play the example posts; only then is the beginning over."""
    try:
        seed.play(playground.origin, playground.token)
    except seed.Seeding as failed:
        print(f"The example posts are not complete: {failed}", file=sys.stderr)
    else:
        (data_dir / MARKER).unlink()


def _remove(data_dir: Path, *names: str) -> None:
    for path in (data_dir / name for name in names):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _wait_for_orphan(lock: Path) -> None:
    """Give the bot of a playground that was killed the time to end: it notices, and finishes what is under way."""
    if lock.exists():
        with suppress(Timeout), FileLock(lock, timeout=STOP_PATIENCE):
            return
