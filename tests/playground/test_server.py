"""Starting and stopping."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from bot.errors import Refused
from bot.playground.server import Playground
from tests.playground.conftest import MANIFEST
from tests.playground.hands import Hands


def test_a_playground_starts_and_stops_in_no_time(start: Callable[..., Playground]) -> None:
    began = time.monotonic()
    playground = start()
    assert httpx.get(playground.url, trust_env=False).status_code == 200
    playground.stop()
    assert time.monotonic() - began < 5
    with pytest.raises(httpx.ConnectError):
        httpx.get(playground.url, trust_env=False)


def test_an_answer_takes_milliseconds(playground: Playground) -> None:
    times = []
    with Hands(playground) as hands:
        for _ in range(21):
            began = time.monotonic()
            hands.do("read", who="UMARA", channel="CSOCIAL")
            times.append(time.monotonic() - began)
    assert statistics.median(times) < 0.03


def test_a_taken_port_is_said_in_one_sentence(playground: Playground, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=f"Port {playground.slack.port} of this machine is taken"):
        Playground(tmp_path, port=playground.slack.port, manifest_path=MANIFEST)


@pytest.mark.parametrize(
    ("content", "sentence"), [(None, "no manifest"), ("a: [", "not valid YAML"), ("5", "not hold")]
)
def test_a_manifest_that_cannot_be_read_is_said(tmp_path: Path, content: str | None, sentence: str) -> None:
    file = tmp_path / "manifest.yml"
    if content is not None:
        file.write_text(content)
    with pytest.raises(Refused, match=sentence):
        Playground(tmp_path, manifest_path=file)


def test_the_token_is_nobody_elses_to_read(start: Callable[..., Playground]) -> None:
    playground = start()
    file = playground.slack.data_dir / "token"
    assert file.stat().st_mode & 0o077 == 0
    assert len(file.read_text()) >= 32


def test_as_a_program_it_prints_its_address_serves_and_saves_at_the_end(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot.playground", "--port", "0", "--data", str(tmp_path)]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    with program:
        assert program.stdout is not None
        url = program.stdout.readline().strip()
        assert httpx.get(url, trust_env=False).status_code == 200
        program.terminate()
    assert (tmp_path / "slack.json").exists()


def test_as_a_program_it_says_what_is_wrong_in_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot.playground", "--manifest", str(tmp_path / "no.yml"), "--data", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "There is no manifest" in done.stderr
