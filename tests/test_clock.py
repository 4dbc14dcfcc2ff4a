import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import FileClock, SystemClock

MARGIN = timedelta(seconds=5)


def write(path: Path, text: str) -> None:
    """As the playground does: a new file takes the old one's place."""
    new = path.with_suffix(".new")
    new.write_text(text)
    new.replace(path)


def offset(clock: FileClock) -> timedelta:
    return clock.now() - datetime.now(UTC)


def test_the_system_clock_is_the_machines_in_utc() -> None:
    assert abs(SystemClock().now() - datetime.now(UTC)) < MARGIN
    assert SystemClock().now().tzinfo is UTC


def test_without_a_file_team_time_is_machine_time(tmp_path: Path) -> None:
    assert abs(offset(FileClock(tmp_path / "clock.json"))) < MARGIN


def test_the_file_moves_team_time_and_is_read_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "clock.json"
    clock = FileClock(path)
    for seconds in (3600.0, 86400, 0.0):
        write(path, f'{{"offset_seconds": {seconds}}}')
        assert abs(offset(clock) - timedelta(seconds=seconds)) < MARGIN
    assert clock.now().tzinfo is UTC


def test_a_file_of_the_same_moment_and_size_is_still_seen_as_another(tmp_path: Path) -> None:
    path = tmp_path / "clock.json"
    clock = FileClock(path)
    for hours in (1, 2):
        write(path, f'{{"offset_seconds": {hours * 3600}}}')
        os.utime(path, ns=(1, 1))
        assert abs(offset(clock) - timedelta(hours=hours)) < MARGIN


@pytest.mark.parametrize(
    "broken",
    [
        "", "{", "[]", "7", "{}", '{"offset_seconds": null}', '{"offset_seconds": "1"}', '{"offset_seconds": NaN}',
        '{"offset_seconds": 1e300}', '{"offset_seconds": Infinity}',
    ],
)  # fmt: skip
def test_a_broken_file_keeps_the_last_good_offset(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "clock.json"
    clock = FileClock(path)
    write(path, '{"offset_seconds": 3600}')
    clock.now()
    write(path, broken)
    assert abs(offset(clock) - timedelta(hours=1)) < MARGIN


def test_when_the_file_is_gone_team_time_is_machine_time_again(tmp_path: Path) -> None:
    path = tmp_path / "clock.json"
    clock = FileClock(path)
    write(path, '{"offset_seconds": 3600}')
    clock.now()
    path.unlink()
    assert abs(offset(clock)) < MARGIN
