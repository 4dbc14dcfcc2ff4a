import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.commands.anew import MARKER
from tests.commands.programs import PATIENCE, environment, finished, started, until

pytestmark = pytest.mark.wire


@dataclass
class Running:
    url: str
    token: str
    program: subprocess.Popen[str]

    def killed(self) -> None:
        self.program.kill()
        self.program.wait()

    def posts(self) -> list[str]:
        return [post["text"] for post in self.get("square")["posts"]]

    def get(self, what: str) -> Any:
        answer = httpx.get(f"{self.url}/control/{what}", headers={"Authorization": f"Bearer {self.token}"}, timeout=30)
        return answer.raise_for_status().json()

    def do(self, what: str, **body: str) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"}
        return httpx.post(f"{self.url}/control/{what}", headers=headers, json=body, timeout=60).json()


@contextmanager
def playing(data: Path) -> Iterator[Running]:
    """The playground as `make run` starts it, until it says where it is; in the end it stops cleanly."""
    given = environment(data, DATABASE_URL="sqlite:////nowhere/operators-own.db")
    with started("play", "--port", "0", "--data", str(data), given=given) as child:
        assert child.stdout is not None
        line = child.stdout.readline()
        found = re.fullmatch(r"Allstar's playground: (http://127\.0\.0\.1:\d+)/\?token=(\S+)\n", line)
        assert found, line
        yield Running(found[1], found[2], child)
        if child.poll() is not None:
            return
        child.terminate()
        assert child.stdout.read() == ""
        assert child.wait(PATIENCE) == 0


def test_one_command_opens_a_playground_with_a_team_at_work_and_it_is_still_there_the_next_time(tmp_path: Path) -> None:
    data = tmp_path / "playground"
    with playing(data) as playground:
        assert httpx.get(f"{playground.url}/", params={"token": playground.token}).status_code == 200
        first = playground.posts()
        assert first
    with playing(data) as playground:
        assert playground.posts() == first
        code, said = finished("play", "--port", "0", "--data", str(data), given=environment(data))
        assert (code, said) == (2, f"allstar: The playground in {data} is already running.\n")


def test_reset_empties_bot_and_playground_together_and_keeps_what_is_not_theirs(tmp_path: Path) -> None:
    data = tmp_path / "playground"
    with playing(data) as playground:
        first = playground.posts()
        (data / "letter.txt").write_text("to my aunt")
        assert playground.do("time", text="tomorrow 9:30", zone="Europe/Berlin")["ok"]
        assert len(playground.posts()) > len(first)
        assert playground.do("reset") == {"ok": True}
        assert playground.get("world")["resetting"]
        assert playground.do("reset")["error"] == "The playground is just beginning anew."
        assert playground.do("time", text="+1 hour")["error"] == "The playground is just beginning anew."
        until(lambda: not playground.get("world")["resetting"])
        assert playground.posts() == first
        assert playground.get("world")["offset_seconds"] == 0
        assert not (data / MARKER).exists()
    assert (data / "letter.txt").read_text() == "to my aunt"


def test_a_reset_that_was_killed_is_finished_by_the_next_start(tmp_path: Path) -> None:
    data = tmp_path / "playground"
    with playing(data) as playground:
        first = playground.posts()
        playground.do("time", text="tomorrow 9:30", zone="Europe/Berlin")
        playground.do("reset")
        until((data / MARKER).exists)
        playground.killed()
    with playing(data) as playground:
        assert playground.posts() == first
        assert playground.get("world")["offset_seconds"] == 0
    assert not (data / MARKER).exists()


def test_a_first_start_that_did_not_finish_is_begun_anew(tmp_path: Path) -> None:
    data = tmp_path / "playground"
    data.mkdir()
    (data / MARKER).touch()
    (data / "slack.json").write_text("half of")
    with playing(data) as playground:
        assert playground.posts()
    assert not (data / MARKER).exists()


def test_a_directory_with_something_else_in_it_is_kept(tmp_path: Path) -> None:
    data = tmp_path / "playground"
    data.mkdir()
    (data / "letter.txt").write_text("to my aunt")
    with playing(data) as playground:
        assert playground.posts() == []
    assert (data / "letter.txt").read_text() == "to my aunt"
