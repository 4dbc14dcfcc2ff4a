import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bot.commands.play import SEEDING
from tests.commands.programs import PATIENCE, environment, finished, started

pytestmark = pytest.mark.wire


@dataclass
class Running:
    url: str
    token: str

    def posts(self) -> list[str]:
        answer = httpx.get(f"{self.url}/control/square", headers={"Authorization": f"Bearer {self.token}"})
        return [post["text"] for post in answer.raise_for_status().json()["posts"]]


@contextmanager
def playing(data: Path) -> Iterator[Running]:
    """The playground as `make run` starts it, until it says where it is; in the end it stops cleanly."""
    given = environment(data, DATABASE_URL="sqlite:////nowhere/operators-own.db")
    with started("play", "--port", "0", "--data", str(data), given=given) as child:
        assert child.stdout is not None
        line = child.stdout.readline()
        found = re.fullmatch(r"Allstar's playground: (http://127\.0\.0\.1:\d+)/\?token=(\S+)\n", line)
        assert found, line
        yield Running(found[1], found[2])
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


def test_a_first_start_that_did_not_finish_is_begun_anew(tmp_path: Path) -> None:
    data = tmp_path / "playground"
    data.mkdir()
    (data / SEEDING).touch()
    (data / "slack.json").write_text("half of")
    with playing(data) as playground:
        assert playground.posts()
    assert not (data / SEEDING).exists()


def test_a_directory_with_something_else_in_it_is_kept(tmp_path: Path) -> None:
    data = tmp_path / "playground"
    data.mkdir()
    (data / "letter.txt").write_text("to my aunt")
    with playing(data) as playground:
        assert playground.posts() == []
    assert (data / "letter.txt").read_text() == "to my aunt"
