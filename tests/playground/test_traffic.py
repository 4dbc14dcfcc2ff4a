"""The inspector's rows."""

import pytest

from bot.playground.traffic import DOTS, MOST_CHARACTERS, MOST_ROWS, Exchange, Traffic, hidden
from tests.playground.hands import Hands


def test_rows_come_newest_first_and_only_the_new_ones() -> None:
    traffic = Traffic()
    for name in ("a", "b", "c"):
        traffic.add(Exchange("to_bot", "k", name), "now")
    assert [row["name"] for row in traffic.after(1)] == ["c", "b"]


def test_old_rows_are_forgotten() -> None:
    traffic = Traffic()
    for _ in range(MOST_ROWS + 5):
        traffic.add(Exchange("to_bot", "k", "n"), "now")
    rows = traffic.after(0)
    assert (len(rows), rows[0]["n"]) == (MOST_ROWS, MOST_ROWS + 5)


def test_large_rows_push_out_more() -> None:
    traffic = Traffic()
    for _ in range(5):
        traffic.add(Exchange("to_bot", "k", "n", payload="x" * (MOST_CHARACTERS // 3)), "now")
    assert len(traffic.after(0)) == 2


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"token": "abc", "text": "t"}, {"token": DOTS, "text": "t"}),
        ({"deep": [{"secret": "abc"}]}, {"deep": [{"secret": DOTS}]}),
        ("use xoxb-123-abc please", f"use {DOTS} please"),
        ("xapp-1-A-b and whsec_YWJj+/=", f"{DOTS} and {DOTS}"),
        ("ws://127.0.0.1:1/link/?ticket=aB-_1&app_id=A", f"ws://127.0.0.1:1/link/?ticket={DOTS}&app_id=A"),
        ({"token": "", "n": 1}, {"token": "", "n": 1}),
    ],
)
def test_tokens_and_secrets_are_dots(value: object, expected: object) -> None:
    assert hidden(value) == expected


@pytest.mark.parametrize("name", ["secret", "app_password", "access_token", "clientSecret"])
def test_what_is_typed_into_a_field_that_is_named_secret_is_dots(name: str) -> None:
    typed = {"type": "plain_text_input", "value": "hunter2"}
    other = {"type": "plain_text_input", "value": "@us"}
    for values in ({name: {"it": typed}}, {"account": {name: typed, "handle": other}}):
        shown = str(hidden({"view": {"state": {"values": values}}}))
        assert "hunter2" not in shown
        assert DOTS in shown
        assert ("@us" in shown) == ("account" in values)
    pressed = {"actions": [{"action_id": name, "block_id": "b", "value": "hunter2"}]}
    drawn = {"type": "input", "block_id": name, "element": {"action_id": "a", "initial_value": "hunter2"}}
    assert "hunter2" not in str(hidden([pressed, drawn]))


def test_a_list_of_the_tokens_that_were_revoked_stays_readable() -> None:
    revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["UALLSTAR"]}}
    assert hidden(revoked) == revoked


def test_no_token_is_seen_in_the_traffic_of_a_session(hands: Hands, web: object, app: object) -> None:
    assert web
    assert app
    text = str(hands.get("traffic"))
    assert "apps.connections.open" in text
    assert "xapp" not in text
    assert DOTS in text
