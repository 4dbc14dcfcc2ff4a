"""A playground and one app beside it, each a process of its own, and a crowd that keeps 50 presses in flight."""

import asyncio
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[2]
IN_FLIGHT = 50
READY_WITHIN = 60.0

Call = tuple[str, dict[str, Any]]
"""A path of the control API, and what is posted there."""


@dataclass(frozen=True)
class Measured:
    """What a crowd saw: how long each acknowledgement took (seconds), and how many a second there were."""

    waits: tuple[float, ...]
    a_second: float

    def percentile(self, share: float) -> float:
        """Give the wait (milliseconds) that this share of presses did not exceed."""
        return sorted(self.waits)[min(int(len(self.waits) * share), len(self.waits) - 1)] * 1000


class Stand:
    """One playground with one app."""

    def __init__(self, url: str, token: str, app_id: int) -> None:
        self.url = url
        self.app_id = app_id
        self._headers = {"Authorization": f"Bearer {token}"}
        self.http = httpx.Client(base_url=url, headers=self._headers, timeout=60, trust_env=False)

    def crowd(self, calls: Sequence[Call]) -> Measured:
        """Make these calls with 50 in flight; each returns when the app has acknowledged."""
        return asyncio.run(self._crowd(list(calls)))

    def memory(self) -> float:
        """Give what the app's process holds in memory (MiB, resident)."""
        status = Path(f"/proc/{self.app_id}/status").read_text()
        return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) / 1024

    async def _crowd(self, calls: list[Call]) -> Measured:
        waits: list[float] = []
        limits = httpx.Limits(max_connections=IN_FLIGHT)
        async with httpx.AsyncClient(
            base_url=self.url, headers=self._headers, timeout=60, trust_env=False, limits=limits
        ) as http:

            async def one() -> None:
                while calls:
                    path, body = calls.pop()
                    began = time.perf_counter()
                    answer = (await http.post(f"/control/{path}", json=body)).json()
                    waits.append(time.perf_counter() - began)
                    assert answer["ok"], answer

            began = time.perf_counter()
            await asyncio.gather(*(one() for _ in range(IN_FLIGHT)))
            return Measured(tuple(waits), len(waits) / (time.perf_counter() - began))


@contextmanager
def stand(command: Sequence[str], data: Path) -> Iterator[Stand]:
    """Start a playground in `data` and the app of `command` beside it; stop both afterwards."""
    with _started([sys.executable, "-m", "bot.playground", "--port", "0", "--data", str(data / "slack")], {}) as slack:
        assert slack.stdout is not None
        url, token = re.findall(r"(http://\S+?)/\?token=(\S+)", _first_line(slack))[0]
        with _started(command, _environment(url, data)) as app:
            there = Stand(url, token, app.pid)
            with there.http:
                _wait(lambda: bool(there.http.get("/control/world").json()["bot"]["connected"]))
                yield there


def _environment(url: str, data: Path) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": "xoxb-playground",
        "SLACK_APP_TOKEN": "xapp-playground",
        "SLACK_API_URL": f"{url}/api/",
        "OUTGOING_ALLOW": url.removeprefix("http://"),
        "DATA_DIR": str(data / "bot"),
        "DATABASE_URL": f"sqlite:///{data}/bot/allstar.db",
        "PORT": "0",
        "ENV_FILE": "",
    }


@contextmanager
def _started(command: Sequence[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)
        if process.stdout is not None:
            process.stdout.close()


def _first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if "http" in line:
            return line
    raise AssertionError("the playground did not start")


def _wait(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while not happened():
        assert time.monotonic() < deadline, "the app did not connect"
        time.sleep(0.05)
