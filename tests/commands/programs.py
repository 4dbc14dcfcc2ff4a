"""`python -m bot` as a person starts it: a child process with nothing of this machine's own settings."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.commands.companion import NOT_FOR_IT

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90.0
"""Seconds; a machine that runs other tests beside this one may need them."""


def environment(data_dir: Path, **settings: str) -> dict[str, str]:
    """Good tokens for a Slack that does not answer, and what a test says otherwise."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_FOR_IT}
    return kept | {
        "ENV_FILE": "",
        "SLACK_BOT_TOKEN": "xoxb-canary",
        "SLACK_APP_TOKEN": "xapp-canary",
        "SLACK_API_URL": "http://127.0.0.1:1/api/",
        "DATA_DIR": str(data_dir),
        "PORT": "0",
        **settings,
    }


@contextmanager
def started(*words: str, given: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A command that runs until the test is done with it."""
    child = subprocess.Popen(
        [sys.executable, "-m", "bot", *words],
        cwd=ROOT,
        env=given,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with child:
        try:
            yield child
        finally:
            child.kill()


def finished(*words: str, given: Mapping[str, str]) -> tuple[int, str]:
    """Exit code and words of a command that ends by itself."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=ROOT,
        env=given,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode, done.stdout


def until(happened: Callable[[], bool]) -> None:
    """Wait for something that another process does."""
    pause = threading.Event()
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        pause.wait(0.02)
