from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.outbox.answers import Reading, backoff, read, retry_at

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def answered(error: str, status: int = 200, **headers: str) -> SlackApiError:
    response = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="https://slack.example/api/chat.postMessage",
        req_args={},
        data={"ok": False, "error": error},
        headers=headers,
        status_code=status,
    )
    return SlackApiError("", response)  # type: ignore[no-untyped-call] # the SDK's error has no types


@pytest.mark.parametrize(
    ("error", "status", "reading"),
    [
        ("ratelimited", 429, Reading.LATER),
        ("ratelimited", 200, Reading.LATER),
        ("", 429, Reading.LATER),
        ("fatal_error", 200, Reading.UNSURE),
        ("internal_error", 200, Reading.UNSURE),
        ("service_unavailable", 200, Reading.UNSURE),
        ("", 500, Reading.UNSURE),
        ("", 503, Reading.UNSURE),
        ("not_in_channel", 200, Reading.UNREACHABLE),
        ("channel_not_found", 200, Reading.UNREACHABLE),
        ("is_archived", 200, Reading.UNREACHABLE),
        ("message_not_found", 200, Reading.GONE),
        ("cant_update_message", 200, Reading.GONE),
        ("invalid_blocks", 200, Reading.HOPELESS),
        ("msg_too_long", 200, Reading.HOPELESS),
    ],
)
def test_each_answer_is_read_as_what_it_means_for_us(error: str, status: int, reading: Reading) -> None:
    assert read(answered(error, status)) is reading


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "account_inactive", "missing_scope"])
def test_where_slack_turns_us_away_altogether_nothing_is_given_up(error: str) -> None:
    assert read(answered(error)) not in {Reading.HOPELESS, Reading.GONE}


@pytest.mark.parametrize(("headers", "seconds"), [({"Retry-After": "7"}, 7), ({}, 30), ({"Retry-After": "soon"}, 30)])
def test_slack_says_when_to_come_back(headers: dict[str, str], seconds: int) -> None:
    assert retry_at(answered("ratelimited", 429, **headers), NOW) == NOW + timedelta(seconds=seconds)


@given(st.integers(0, 10_000))
def test_waiting_grows_up_to_a_minute(tries: int) -> None:
    assert timedelta(seconds=1) <= backoff(tries) <= backoff(tries + 1) <= timedelta(minutes=1)
