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


def test_no_token_is_seen_in_the_traffic_of_a_session(hands: Hands, web: object, app: object) -> None:
    assert web
    assert app
    text = str(hands.get("traffic"))
    assert "apps.connections.open" in text
    assert "xapp" not in text
    assert DOTS in text
