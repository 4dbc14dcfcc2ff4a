import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlmodel import Session

from bot.check import SKEW, check, compare_clocks
from bot.commands.companion import environment
from bot.db import Db
from bot.errors import Refused
from bot.migrations import upgrade
from bot.models import Account, Network, Policy, Team, Way, Workspace
from bot.playground.server import MANIFEST, Playground
from bot.vault import KEY_FILE, open_vault

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def playground(tmp_path: Path) -> Iterator[Playground]:
    with Playground(tmp_path / "playground") as playground:
        yield playground


@pytest.fixture
def data(playground: Playground, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Db]:
    """An installation that is in order: a team in #social-team with one account."""
    for name, value in environment(playground, tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DATABASE_URL", database_url)
    db = Db(database_url)
    upgrade(db, tmp_path)
    with db.begin() as session:
        session.add(Workspace(workspace_id="TPLAYGROUND", name="Playground", bot_user_id="UALLSTAR", bot_id="BALLSTAR"))
        session.flush()
        team = add_team(session, "CSOCIAL", "social-team")
        account = Account(team_id=team.id, network=Network.X, way=Way.WEBHOOK, handle="@acme", created_at=NOW)
        session.add(account)
        session.flush()
        account.secret = open_vault(tmp_path).seal(f"account:{account.id}", "{}")
    yield db
    db.close()


def add_team(session: Session, channel_id: str, name: str) -> Team:
    team = Team(
        workspace_id="TPLAYGROUND",
        channel_id=channel_id,
        name=name,
        zone="UTC",
        language="en",
        country="DE",
        policy=Policy.TWO_PEOPLE,
        created_at=NOW,
    )
    session.add(team)
    session.flush()
    return team


def lines(capsys: pytest.CaptureFixture[str], language: str = "en") -> tuple[int, list[str]]:
    code = check(language)
    return code, capsys.readouterr().out.splitlines()


@pytest.mark.usefixtures("data")
def test_an_installation_in_order_gets_an_ok_on_every_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert lines(capsys) == (
        0,
        [
            "ok   The settings are complete.",
            "ok   The database answers and its tables are the newest (0002).",
            "ok   The one stored secret can be opened.",
            "ok   SLACK_BOT_TOKEN belongs to @allstar in the workspace Playground.",
            "ok   SLACK_APP_TOKEN opens Socket Mode.",
            "ok   Slack grants all 10 scopes of manifest.yml.",
            "ok   Allstar is in its one team's channel.",
            "ok   This machine's clock agrees with Slack's.",
        ],
    )


@pytest.mark.usefixtures("data")
def test_a_token_that_slack_does_not_take_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-revoked")
    code, said = lines(capsys)
    assert code == 1
    assert [line for line in said if line.startswith("fix")] == [
        "fix  Slack answers invalid_auth to SLACK_BOT_TOKEN: copy it anew from your app on api.slack.com/apps."
    ]


@pytest.mark.usefixtures("data")
def test_the_app_token_is_tried_too(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-revoked")
    code, said = lines(capsys)
    assert code == 1
    assert any(line.startswith("fix  Slack answers invalid_auth to SLACK_APP_TOKEN") for line in said)


@pytest.mark.usefixtures("data")
def test_over_signed_http_the_address_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SLACK_APP_TOKEN")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "a-signing-secret-of-slack")
    monkeypatch.setenv("PORT", "3100")
    code, said = lines(capsys)
    assert code == 0
    assert said[4] == (
        "ok   SLACK_SIGNING_SECRET is set: Slack's requests are expected at http://127.0.0.1:3100/slack/events, "
        "through your HTTPS."
    )


@pytest.mark.usefixtures("data")
def test_a_slack_out_of_reach_is_one_line_for_each_token(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    monkeypatch.setenv("SLACK_API_URL", f"http://127.0.0.1:{port}/api/")
    code, said = lines(capsys)
    assert code == 1
    assert sum(line.startswith("fix  Slack cannot be reached") for line in said) == 2


@pytest.mark.usefixtures("data")
def test_a_scope_that_is_not_granted_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = yaml.safe_load(MANIFEST.read_text())
    manifest["oauth_config"]["scopes"]["bot"].remove("channels:join")
    older = tmp_path / "older.yml"
    older.write_text(yaml.safe_dump(manifest))
    with Playground(tmp_path / "older", manifest_path=older) as playground:
        monkeypatch.setenv("SLACK_API_URL", playground.api_url)
        code, said = lines(capsys)
    assert code == 1
    assert any(line.startswith("fix  Slack does not grant channels:join: give your app") for line in said)


@pytest.mark.parametrize("channel", ["CSALES", "CGONE"])
def test_a_team_whose_channel_the_bot_cannot_use_is_named(
    data: Db, channel: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with data.begin() as session:
        add_team(session, channel, "sales")
    code, said = lines(capsys)
    assert code == 1
    assert any(line.startswith("fix  Allstar is not in #sales: type /invite @Allstar there") for line in said)


@pytest.mark.usefixtures("data")
def test_an_archived_channel_is_no_channel(playground: Playground, capsys: pytest.CaptureFixture[str]) -> None:
    httpx.post(
        f"{playground.origin}/control/channels/CSOCIAL",
        headers={"Authorization": f"Bearer {playground.token}"},
        json={"is_archived": True},
    ).raise_for_status()
    code, said = lines(capsys)
    assert code == 1
    assert any(line.startswith("fix  Allstar is not in #social-team") for line in said)


@pytest.mark.usefixtures("data")
def test_a_missing_key_file_is_found_before_a_new_one_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / KEY_FILE).unlink()
    code, said = lines(capsys)
    assert code == 1
    assert any("vault.key is missing, and secrets are sealed with it" in line for line in said)
    assert not (tmp_path / KEY_FILE).exists()


@pytest.mark.usefixtures("data")
def test_a_secret_sealed_with_another_key_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / KEY_FILE).unlink()
    open_vault(tmp_path)
    code, said = lines(capsys)
    assert code == 1
    assert any(line.startswith("fix  The secrets of @acme cannot be opened") for line in said)


def test_data_of_another_workspace_are_not_mixed(data: Db, capsys: pytest.CaptureFixture[str]) -> None:
    with data.engine.begin() as connection:
        connection.execute(delete(Account))
        connection.execute(delete(Team))
        connection.execute(delete(Workspace))
        connection.exec_driver_sql("INSERT INTO workspace VALUES ('TOTHER', 'Other', 'U1', 'B1', 0)")
    code, said = lines(capsys)
    assert code == 1
    assert any("belongs to the workspace Playground and the data to Other" in line for line in said)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("data")
def test_a_database_that_is_not_there_is_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/new/allstar.db")
    code, said = lines(capsys)
    assert code == 1
    assert (
        said[1]
        == f"fix  There is no database at {tmp_path}/new/allstar.db yet: run python -m bot migrate, or just start."
    )
    assert not (tmp_path / "new").exists()


def test_tables_that_are_not_there_are_named(data: Db, capsys: pytest.CaptureFixture[str]) -> None:
    with data.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
    code, said = lines(capsys)
    assert code == 1
    assert said[1] == "fix  The tables are at - and Allstar needs 0002: run python -m bot migrate."


@pytest.mark.usefixtures("data")
def test_a_database_out_of_reach_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/allstar")
    code, said = lines(capsys)
    assert code == 1
    assert said[1].startswith("fix  The database cannot be used: check that it runs")


@pytest.mark.usefixtures("data")
def test_a_missing_setting_is_the_only_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SLACK_BOT_TOKEN")
    code, said = lines(capsys)
    assert code == 1
    assert len(said) == 1
    assert said[0].startswith("fix  Set SLACK_BOT_TOKEN in the environment or in .env")


def http_date(moment: datetime) -> str:
    return moment.strftime("%a, %d %b %Y %H:%M:%S GMT")


@given(seconds=st.integers(-100_000, 100_000))
def test_a_clock_may_be_a_minute_off_and_no_more(seconds: int) -> None:
    said = ""
    try:
        compare_clocks(http_date(NOW), NOW + timedelta(seconds=seconds))
    except Refused as refused:
        said = str(refused)
    assert ("ahead of" in said) == (seconds > SKEW)
    assert ("behind" in said) == (seconds < -SKEW)


@pytest.mark.parametrize("date", ["", "yesterday"])
def test_an_answer_without_a_date_is_not_slacks(date: str) -> None:
    with pytest.raises(Refused, match="has no date"):
        compare_clocks(date, NOW)
