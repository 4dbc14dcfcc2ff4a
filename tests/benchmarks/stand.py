"""A playground and one app beside it, each a process of its own, and a crowd that keeps 50 presses in flight."""

import asyncio
import json
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
PRESSED = frozenset({"slash_commands", "block_actions"})
READY_WITHIN = 60.0

Call = tuple[str, dict[str, Any]]
"""A path of the control API, and what is posted there."""


@dataclass(frozen=True)
class Measured:
    """How long each acknowledgement took (milliseconds, at the socket), and how many a second there were."""

    waits: tuple[float, ...]
    a_second: float

    def percentile(self, share: float) -> float:
        """Give the wait that this share of presses did not exceed."""
        return sorted(self.waits)[min(int(len(self.waits) * share), len(self.waits) - 1)]


class Stand:
    """One playground with one app."""

    def __init__(self, url: str, token: str, app_id: int) -> None:
        self.url = url
        self.app_id = app_id
        self._token = f"Bearer {token}"
        self.http = httpx.Client(base_url=url, headers={"Authorization": self._token}, timeout=60, trust_env=False)

    def crowd(self, calls: Sequence[Call]) -> Measured:
        """Make these calls with 50 in flight; each returns when the app has acknowledged."""
        return asyncio.run(self._crowd(list(calls)))

    def memory(self) -> float:
        """Give what the app's process holds in memory (MiB, resident)."""
        return memory(self.app_id)

    async def _crowd(self, calls: list[Call]) -> Measured:
        first = self._latest_row()
        began = time.perf_counter()
        wanted = len(calls)
        watching = asyncio.create_task(self._watch(first, wanted))
        await asyncio.gather(*(self._one(calls) for _ in range(IN_FLIGHT)))
        took = time.perf_counter() - began
        return Measured(tuple(await watching), wanted / took)

    async def _one(self, calls: list[Call]) -> None:
        """Press, wait for the answer, press again. Hand-written HTTP: a client library would be the bottleneck."""
        host, port = self.url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        while calls:
            path, body = calls.pop()
            content = json.dumps(body).encode()
            head = f"POST /control/{path} HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: {self._token}\r\n"
            writer.write(f"{head}Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n".encode())
            writer.write(content)
            answer = await reader.readuntil(b"\r\n\r\n")
            length = int(re.findall(rb"content-length: (\d+)", answer.lower())[0])
            said = json.loads(await reader.readexactly(length))
            assert said["ok"], said
        writer.close()
        await writer.wait_closed()

    def _latest_row(self) -> int:
        rows = self._rows(0)
        return max((row["n"] for row in rows), default=0)

    def _rows(self, after: int) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.http.get("/control/traffic", params={"after": after}).json()
        return rows

    async def _watch(self, after: int, wanted: int) -> list[float]:
        """Collect how long the app took to acknowledge, as the playground saw it at the socket."""
        waits: list[float] = []
        while len(waits) < wanted:
            await asyncio.sleep(0.5)
            rows = await asyncio.to_thread(self._rows, after)
            after = max((row["n"] for row in rows), default=after)
            waits += [row["ms"] for row in rows if row["direction"] == "to_bot" and row["kind"] in PRESSED]
        return waits


def memory(process: int) -> float:
    """Give what a process holds in memory (MiB, resident)."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) / 1024


@contextmanager
def stand(command: Sequence[str], data: Path) -> Iterator[Stand]:
    """Start a playground in `data` and the app of `command` beside it; stop both afterwards."""
    with playground(data / "slack") as (url, token, _), _started(command, _environment(url, data)) as app:
        there = Stand(url, token, app.pid)
        with there.http:
            _wait(lambda: bool(there.http.get("/control/world").json()["bot"]["connected"]))
            yield there


@contextmanager
def playground(data: Path) -> Iterator[tuple[str, str, int]]:
    """Start a playground alone: its address, its token, its process."""
    with _started([sys.executable, "-m", "bot.playground", "--port", "0", "--data", str(data)], {}) as slack:
        url, token = re.findall(r"(http://\S+?)/\?token=(\S+)", _first_line(slack))[0]
        yield url, token, slack.pid


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
