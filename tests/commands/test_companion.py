import os
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.commands.companion import Companion, environment
from bot.errors import Refused
from bot.playground.server import Playground
from bot.single import only_process
from tests.commands.programs import until

pytestmark = pytest.mark.wire


@pytest.fixture
def playground(tmp_path: Path) -> Iterator[Playground]:
    with Playground(tmp_path) as playground:
        yield playground


def acts(playground: Playground, what: str, **body: object) -> dict[str, object]:
    answer: dict[str, object] = httpx.post(
        f"{playground.origin}/control/{what}",
        headers={"Authorization": f"Bearer {playground.token}"},
        json=body,
        timeout=20,
    ).json()
    return answer


def moves_time(playground: Playground) -> dict[str, object]:
    return acts(playground, "time", text="+1 hour", zone="Europe/Berlin")


def is_connected(playground: Playground) -> bool:
    return playground.slack.line.is_connected


def test_a_bot_that_dies_is_started_again_and_the_playground_finds_it(playground: Playground, tmp_path: Path) -> None:
    with Companion(playground, tmp_path) as bot:
        until(bot.is_ready)
        assert moves_time(playground)["ok"] is True
        first = bot.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        until(lambda: bot.pid is None or (bot.is_ready() and bot.pid != first))
        until(bot.is_ready)
        assert bot.pid not in {None, first}
        assert moves_time(playground)["ok"] is True


def test_over_signed_http_the_bot_is_asked_at_its_new_address_after_it_died(tmp_path: Path) -> None:
    with Playground(tmp_path, transport="http") as playground, Companion(playground, tmp_path) as bot:
        until(bot.is_ready)
        assert is_connected(playground)
        first = bot.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        until(lambda: bot.is_ready() and bot.pid != first)
        answer = acts(playground, "type", channel="CSOCIAL", text="/allstar help", **{"as": "UMARA"})
        assert answer == {"ok": True}


def test_a_bot_that_says_what_to_do_is_not_started_again(playground: Playground, tmp_path: Path) -> None:
    with (
        only_process(f"sqlite:///{tmp_path}/allstar.db"),
        Companion(playground, tmp_path) as bot,
        pytest.raises(Refused, match="The bot did not start: allstar: Another Allstar is using"),
    ):
        until(bot.is_ready)


def test_the_bot_ends_with_the_playground(playground: Playground, tmp_path: Path) -> None:
    with Companion(playground, tmp_path) as bot:
        until(bot.is_ready)
    assert "stopped" in (tmp_path / "bot.log").read_text().splitlines()[-1]


def test_nothing_of_the_operators_own_slack_reaches_the_playgrounds_bot(
    playground: Playground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "DATABASE_URL", "HTTPS_PROXY", "http_proxy", "LOG_LEVEL"):
        monkeypatch.setenv(name, "mine")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-mine")
    given = environment(playground, tmp_path)
    assert "mine" not in given.values()
    assert given["SLACK_BOT_TOKEN"] == "xoxb-playground"
    assert given["ENV_FILE"] == ""
