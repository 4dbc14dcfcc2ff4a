import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import Refused
from bot.single import only_process

HOLD = """
import sys
from bot.single import only_process
with only_process(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_process_on_the_same_file_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/allstar.db"
    command = [sys.executable, "-c", HOLD, url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with (
            pytest.raises(Refused, match=r"Another Allstar is using .*allstar\.db: stop that one first"),
            only_process(url),
        ):
            pass
        holder.kill()
    with only_process(url):
        pass


def test_other_data_can_be_used_at_the_same_time(tmp_path: Path) -> None:
    with only_process(f"sqlite:///{tmp_path}/one/allstar.db"), only_process(f"sqlite:///{tmp_path}/two/allstar.db"):
        pass


def test_postgresql_serves_many_processes() -> None:
    url = "postgresql+psycopg://127.0.0.1/test"
    with only_process(url), only_process(url):
        pass
