"""Team time: machine time plus an offset that only grows, and message ids that only grow."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import FileClock
from bot.playground.clock import TeamClock, write_atomically


def test_the_bots_clock_reads_what_the_playground_writes(tmp_path: Path) -> None:
    clock = TeamClock(tmp_path / "clock.json")
    bots = FileClock(clock.file)
    assert abs(bots.now() - clock.now()) < timedelta(seconds=1)
    clock.move_to(datetime.now(UTC) + timedelta(days=3))
    assert abs(bots.now() - clock.now()) < timedelta(seconds=1)
    assert bots.now() - datetime.now(UTC) > timedelta(days=2)
    clock.reset()
    assert abs(bots.now() - datetime.now(UTC)) < timedelta(seconds=1)


def test_time_never_goes_back(tmp_path: Path) -> None:
    clock = TeamClock(tmp_path / "clock.json")
    clock.move_to(datetime.now(UTC) + timedelta(days=3))
    offset = clock.offset
    clock.move_to(datetime.now(UTC))
    assert clock.offset == offset


def test_the_offset_survives(tmp_path: Path) -> None:
    file = tmp_path / "clock.json"
    TeamClock(file).move_to(datetime.now(UTC) + timedelta(hours=5))
    assert TeamClock(file).offset == pytest.approx(5 * 3600, abs=1)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"offset_seconds": "x"}', '{"offset_seconds": -5}'])
def test_an_odd_file_means_no_offset(tmp_path: Path, content: str) -> None:
    file = tmp_path / "clock.json"
    file.write_text(content)
    assert TeamClock(file).offset == 0
    assert json.loads(file.read_text()) == {"offset_seconds": 0.0}


@given(last=st.integers(0, 4 * 10**15))
def test_every_ts_is_later_than_the_last_one(tmp_path_factory: pytest.TempPathFactory, last: int) -> None:
    clock = TeamClock(tmp_path_factory.mktemp("clock") / "clock.json", last)
    stamps = [clock.next_ts() for _ in range(5)]
    micros = [int(seconds) * 10**6 + int(rest) for seconds, rest in (stamp.split(".") for stamp in stamps)]
    assert micros == sorted(set(micros))
    assert micros[0] > last


def test_writing_leaves_nothing_beside_the_file(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a.json", "1")
    write_atomically(tmp_path / "a.json", "2")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("a.json", "2")]
