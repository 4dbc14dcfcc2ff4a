from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import HINTS, SettingsError, load

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1-canary", "SLACK_APP_TOKEN": "xapp-1-canary"}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """No setting of the machine's, two good tokens, and a directory without `.env`."""
    for name in (*HINTS, "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "ENV_FILE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in TOKENS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return monkeypatch


def refusal() -> str:
    with pytest.raises(SettingsError) as caught:
        load()
    return str(caught.value)


@pytest.mark.usefixtures("environment")
def test_two_tokens_are_all_that_is_needed() -> None:
    settings = load()
    assert settings.slack_bot_token == "xoxb-1-canary"
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.database_url == "sqlite:///data/allstar.db"
    assert settings.port == 3100
    assert settings.clock_file is None


def test_the_default_database_lies_in_the_data_directory(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("DATA_DIR", "data/playground")
    assert load().database_url == "sqlite:///data/playground/allstar.db"


def test_a_signing_secret_stands_instead_of_the_app_token(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("SLACK_APP_TOKEN")
    environment.setenv("SLACK_SIGNING_SECRET", "8f742231b10e8888abcd99yyyzzz85a5")
    settings = load()
    assert (settings.slack_app_token, settings.slack_signing_secret) == ("", "8f742231b10e8888abcd99yyyzzz85a5")
    assert "8f742231b10e8888abcd99yyyzzz85a5" not in repr(settings)


def test_two_ways_for_slack_to_come_in_are_one_too_many(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SLACK_SIGNING_SECRET", "8f742231b10e8888abcd99yyyzzz85a5")
    assert refusal() == (
        "Set only one of SLACK_APP_TOKEN (Socket Mode) and SLACK_SIGNING_SECRET (signed HTTP), and remove the other: "
        "Slack sends everything one way."
    )


def test_without_a_way_in_both_are_named(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("SLACK_APP_TOKEN")
    assert refusal().endswith("For signed HTTP, set SLACK_SIGNING_SECRET instead.")


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
def test_a_missing_token_is_named_with_the_place_to_find_it(environment: pytest.MonkeyPatch, name: str) -> None:
    environment.delenv(name)
    assert refusal().startswith(f"Set {name} in the environment or in .env: it starts with")
    assert "api.slack.com/apps" in refusal()


def test_an_empty_variable_counts_as_missing(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SLACK_BOT_TOKEN", "")
    assert refusal().startswith("Set SLACK_BOT_TOKEN")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "xapp-swapped"),
        ("SLACK_BOT_TOKEN", "xoxb-"),
        ("SLACK_APP_TOKEN", "xoxb-swapped"),
        ("SLACK_SIGNING_SECRET", "short"),
        ("SLACK_SIGNING_SECRET", "xapp-1-and-some-more-letters"),
        ("SLACK_API_URL", "http://slack.example.com/api/"),
        ("SLACK_API_URL", "slack.com/api"),
        ("DATA_DIR", "where?"),
        ("DATABASE_URL", "mysql://root@localhost/allstar"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "allstar.db"),
        ("PORT", "65536"),
        ("PORT", "http"),
        ("OUTGOING_ALLOW", "example.com"),
        ("OUTGOING_ALLOW", "http://example.com:80"),
        ("OUTGOING_ALLOW", "me@example.com:80"),
        ("OUTGOING_ALLOW", "127.0.0.1:99999"),
        ("TICK_SECONDS", "0"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_value_is_named_with_what_it_should_be_and_never_repeated(
    environment: pytest.MonkeyPatch, name: str, value: str
) -> None:
    environment.setenv(name, value)
    assert refusal() == f"Correct {name} in the environment or in .env: {HINTS[name]}"


@pytest.mark.parametrize("name", ["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"])
def test_what_would_turn_bolt_into_an_oauth_app_stops_the_start(environment: pytest.MonkeyPatch, name: str) -> None:
    environment.setenv(name, "1")
    assert refusal().startswith(f"Remove {name} from the environment")


def test_only_a_slack_on_this_machine_may_come_with_a_clock(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("CLOCK_FILE", "clock.json")
    assert refusal().startswith("Correct CLOCK_FILE")
    environment.setenv("SLACK_API_URL", "http://127.0.0.1:3999/api")
    assert load().clock_file == Path("clock.json")


def test_the_address_of_slack_gets_its_trailing_slash(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SLACK_API_URL", "http://localhost:3999/api")
    assert load().slack_api_url == "http://localhost:3999/api/"
    assert load().is_on_loopback


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_postgresql_means_psycopg_3(environment: pytest.MonkeyPatch, scheme: str) -> None:
    environment.setenv("DATABASE_URL", f"{scheme}://me:p%40ss@db.example.com/allstar?options=-csearch_path%3Dx")
    assert load().database_url == ("postgresql+psycopg://me:p%40ss@db.example.com/allstar?options=-csearch_path%3Dx")


def test_addresses_that_may_be_reached_are_a_list(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("OUTGOING_ALLOW", "127.0.0.1:3999, Hooks.internal:443,[::1]:8080")
    assert load().outgoing_allow == {"127.0.0.1:3999", "hooks.internal:443", "[::1]:8080"}


def test_the_environment_wins_over_the_file(environment: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("PORT=4000\nLOG_LEVEL=debug\nSOMETHING_ELSE=1\n")
    environment.setenv("PORT", "4001")
    assert (load().port, load().log_level) == (4001, "DEBUG")


def test_env_file_names_another_file_or_none(environment: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("PORT=4000\n")
    Path("other.env").write_text("PORT=5000\n")
    environment.setenv("ENV_FILE", "other.env")
    assert load().port == 5000
    environment.setenv("ENV_FILE", "")
    assert load().port == 3100


def test_settings_can_be_printed_without_giving_a_secret_away(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("DATABASE_URL", "postgresql://me:canary@db.example.com/allstar")
    assert "canary" not in repr(load())


@given(name=st.sampled_from(sorted(HINTS)), value=st.text(min_size=1))
def test_whatever_a_variable_holds_it_is_taken_or_explained(name: str, value: str) -> None:
    with pytest.MonkeyPatch.context() as environment:
        for known in HINTS:
            environment.delenv(known, raising=False)
        for token in TOKENS.items():
            environment.setenv(*token)
        environment.setenv("ENV_FILE", "")
        try:
            environment.setenv(name, value)
        except ValueError:
            return  # no environment can hold it
        try:
            load()
        except SettingsError as error:
            explained = error.field
        else:
            explained = name
        assert explained == name
