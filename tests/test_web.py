import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from bot import __version__
from bot.clock import SystemClock
from bot.errors import Refused
from bot.web import Server, Status, serve

HOSTS = ("hooks.example.com",)
DUE = datetime(2026, 11, 27, 15, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[Server]:
    server = serve(
        0, lambda: Status(ready=True, connected=True, idle=False, next_due=DUE, outside_hosts=HOSTS), SystemClock()
    )
    yield server
    server.stop()


def test_health_tells_how_the_bot_is(server: Server) -> None:
    answer = httpx.get(f"http://127.0.0.1:{server.port}/health")
    said = answer.json()
    now = datetime.fromisoformat(said.pop("now"))
    assert answer.status_code == 200
    assert said == {
        "ready": True,
        "connected": True,
        "idle": False,
        "next_due": "2026-11-27T15:00:00+00:00",
        "next_try": None,
        "outside_hosts": ["hooks.example.com"],
        "version": __version__,
    }
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_page_of_another_name_cannot_read_health(server: Server) -> None:
    answer = httpx.get(f"http://127.0.0.1:{server.port}/health", headers={"Host": "evil.example.com"})
    assert answer.status_code == 400


def test_a_taken_port_is_one_clear_sentence(server: Server) -> None:
    with pytest.raises(Refused, match=f"^Port {server.port} of this machine is taken: .*set PORT to a free one\\.$"):
        serve(server.port, lambda: Status(ready=True, connected=True, idle=True, next_due=None), SystemClock())


def test_the_port_is_free_again_after_the_stop() -> None:
    first = serve(0, lambda: Status(ready=True, connected=True, idle=True, next_due=None), SystemClock())
    first.stop()
    second = serve(first.port, lambda: Status(ready=False, connected=False, idle=True, next_due=None), SystemClock())
    assert httpx.get(f"http://127.0.0.1:{first.port}/health").json()["ready"] is False
    second.stop()


def test_the_version_is_the_projects() -> None:
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text())
    assert project["project"]["version"] == __version__
