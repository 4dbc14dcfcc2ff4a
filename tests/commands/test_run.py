import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.commands import PORT_FILE
from bot.commands.companion import environment as for_playground
from bot.playground.server import Playground
from tests.commands.programs import PATIENCE, environment, finished, started, until

pytestmark = pytest.mark.wire


@pytest.fixture
def playground(tmp_path: Path) -> Iterator[Playground]:
    with Playground(tmp_path / "playground") as playground:
        yield playground


def health(data_dir: Path) -> dict[str, object]:
    until((data_dir / PORT_FILE).exists)
    answer: dict[str, object] = httpx.get(f"http://127.0.0.1:{(data_dir / PORT_FILE).read_text()}/health").json()
    return answer


def words(child: subprocess.Popen[str]) -> str:
    return child.communicate()[0]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_bot_serves_slack_until_it_is_told_to_stop(
    playground: Playground, tmp_path: Path, database_url: str, number: int
) -> None:
    given = for_playground(playground, tmp_path) | {"DATABASE_URL": database_url, "LOG_LEVEL": "DEBUG"}
    with started("run", given=given) as child:
        until(lambda: health(tmp_path)["ready"] is True)
        assert health(tmp_path)["connected"] is True
        child.send_signal(number)
        log = words(child)
        assert child.returncode == 0
    assert "serving Playground" in log
    assert log.splitlines()[-1].endswith("stopped")
    assert given["SLACK_BOT_TOKEN"] not in log
    assert given["SLACK_APP_TOKEN"] not in log
    assert not (tmp_path / PORT_FILE).exists()


def test_while_slack_is_down_the_bot_runs_and_says_that_it_is_not_ready(tmp_path: Path) -> None:
    with started("run", given=environment(tmp_path)) as child:
        assert health(tmp_path)["ready"] is False
        child.terminate()
        assert child.wait(PATIENCE) == 0


def test_it_ends_with_its_parent_if_it_was_asked_to(tmp_path: Path) -> None:
    with started("run", "--with-parent", given=environment(tmp_path)) as child:
        assert health(tmp_path)["ready"] is False
        assert child.stdin is not None
        child.stdin.close()
        assert child.wait(PATIENCE) == 0


def test_a_second_bot_on_the_same_data_is_told_what_to_do(tmp_path: Path) -> None:
    with started("run", given=environment(tmp_path)):
        health(tmp_path)
        for command in ("run", "migrate"):
            code, said = finished(command, given=environment(tmp_path))
            assert code == 2
            assert said == (
                f"allstar: Another Allstar is using {tmp_path}/allstar.db: stop that one first, or give this one its"
                " own DATA_DIR.\n"
            )


def test_a_taken_port_stops_the_start_with_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, said = finished("run", given=environment(tmp_path, PORT=port))
    assert code == 2
    assert said == (
        f"allstar: Port {port} of this machine is taken: stop the program that uses it, or set PORT to a free one.\n"
    )


def test_tokens_that_slack_does_not_take_stop_the_start(playground: Playground, tmp_path: Path) -> None:
    given = environment(tmp_path, SLACK_API_URL=playground.api_url)
    code, said = finished("run", given=given)
    assert code == 2
    assert said.splitlines()[-1].startswith("allstar: Slack does not accept the tokens (invalid_auth): copy")
    assert "canary" not in said


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("SLACK_BOT_TOKEN", "", "Set SLACK_BOT_TOKEN in the environment or in .env: it starts with xoxb-"),
        ("SLACK_CLIENT_ID", "1", "Remove SLACK_CLIENT_ID from the environment"),
        ("DATABASE_URL", "postgresql://127.0.0.1:1/x", "The database cannot be used: check that it runs"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_sentence(
    tmp_path: Path, setting: str, value: str, sentence: str
) -> None:
    code, said = finished("run", given=environment(tmp_path, **{setting: value}))
    assert code == 2
    assert said.startswith(f"allstar: {sentence}")
    assert said.count("\n") == 1


def test_a_directory_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, said = finished("run", given=environment(tmp_path / "file" / "data"))
    assert code == 2
    assert said.startswith(f"allstar: Allstar cannot write to {tmp_path}/file/data (Not a directory): ")


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "allstar.db").write_text("this is a letter to my aunt, and longer than a header" * 100)
    code, said = finished("run", given=environment(tmp_path))
    assert code == 2
    assert said.startswith("allstar: The database cannot be used: check that it runs and that DATABASE_URL is right")


def test_migrate_makes_the_tables_and_says_which(tmp_path: Path, database_url: str) -> None:
    given = environment(tmp_path, DATABASE_URL=database_url)
    assert finished("migrate", given=given) == (0, "0002\n")


def test_what_allstar_writes_is_its_owners_alone(tmp_path: Path) -> None:
    finished("migrate", given=environment(tmp_path / "data"))
    written = [tmp_path / "data", *(tmp_path / "data").iterdir()]
    assert len(written) > 1
    assert [path for path in written if path.stat().st_mode & 0o077] == []


def test_the_operator_is_spoken_to_in_the_language_of_the_terminal(tmp_path: Path) -> None:
    code, said = finished("run", given=environment(tmp_path, SLACK_BOT_TOKEN="", LC_ALL="fr_FR.UTF-8"))
    assert code == 2
    assert said.startswith("allstar: Indiquez SLACK_BOT_TOKEN dans")
    assert "it starts with" not in said
