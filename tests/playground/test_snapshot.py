"""What survives a restart, and what does not."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from bot.errors import Refused
from bot.playground.server import Playground
from bot.playground.snapshot import load
from tests.playground.conftest import client_of
from tests.playground.hands import Hands
from tests.playground.kit import actions, button, home, section
from tests.playground.socket_app import SocketApp

Starting = Callable[..., Playground]


def test_the_world_survives_a_restart(start: Starting) -> None:
    before = start()
    with Hands(before) as hands:
        web = client_of(before)
        metadata = {"event_type": "post", "event_payload": {"id": 1}}
        ts = web.chat_postMessage(
            channel="CSOCIAL", text="card", blocks=[section(), actions(button())], metadata=metadata
        )["ts"]
        web.chat_postMessage(channel="UTOM", text="for you")
        web.views_publish(user_id="UMARA", view=home(section("Kept")))
        hands.do("people", name="Rita Moss", locale="fr-FR")
        hands.do("channels", name="secret", is_private=True, members=["UMARA"])
        hands.do("read", who="UMARA", channel="CSOCIAL")
        world, screen = hands.get("world"), hands.view("UMARA")
    before.stop()
    after = start()
    with Hands(after) as hands:
        now = hands.get("world")
        assert (now["people"], now["channels"]) == (world["people"], world["channels"])
        again = hands.view("UMARA")
        assert (again["channels"], again["home"]) == (screen["channels"], screen["home"])
        assert hands.texts("UTOM", "DTOM") == ["for you"]
        web = client_of(after)
        history = web.conversations_history(channel="CSOCIAL", include_all_metadata=True)
        assert history["messages"][0]["metadata"] == metadata
        web.chat_update(channel="CSOCIAL", ts=ts, text="changed")
        assert web.chat_postMessage(channel="CSOCIAL", text="next")["ts"] > ts
    assert before.token == after.token


def test_ephemeral_lines_and_modals_are_lost_as_on_a_reload(start: Starting) -> None:
    before = start()
    client_of(before).chat_postEphemeral(channel="CSOCIAL", user="UMARA", text="gone")
    before.stop()
    with Hands(start()) as hands:
        assert hands.messages("UMARA") == []
        assert hands.view("UMARA")["modals"] == []


def test_team_time_survives_a_restart(start: Starting) -> None:
    before = start()
    with Hands(before) as hands:
        hands.do("time", text="+2 days")
        reached = hands.get("world")["now"]
    before.stop()
    with Hands(start()) as hands:
        assert hands.get("world")["now"] > reached


def test_message_ids_go_on_even_if_the_clock_was_lost(start: Starting) -> None:
    before = start()
    with Hands(before) as hands:
        hands.do("time", text="+2 days")
    ts = client_of(before).chat_postMessage(channel="CSOCIAL", text="t")["ts"]
    before.stop()
    before.clock_file.unlink()
    assert client_of(start()).chat_postMessage(channel="CSOCIAL", text="t")["ts"] > ts


def test_a_change_is_written_without_waiting_for_the_end(start: Starting) -> None:
    playground = start()
    file = playground.slack.data_dir / "slack.json"
    with Hands(playground) as hands, SocketApp(playground) as app:
        hands.types("UMARA", "soon on disk")
        assert app.event()["text"] == "soon on disk"
        until = time.monotonic() + 10
        while not (file.exists() and "soon on disk" in file.read_text()):
            assert time.monotonic() < until
            hands.get("idle")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 99}', '{"format": 1, "channels": [{}]}'])
def test_a_file_that_cannot_be_understood_stops_the_start_and_stays(tmp_path: Path, content: str) -> None:
    file = tmp_path / "slack.json"
    file.write_text(content)
    with pytest.raises(Refused, match="cannot be read"):
        load(tmp_path)
    assert file.read_text() == content


def test_the_first_start_finds_nothing(tmp_path: Path) -> None:
    assert load(tmp_path) is None


def test_the_file_is_plain_json_without_what_is_fleeting(start: Starting) -> None:
    playground = start()
    playground.stop()
    kept = json.loads((playground.slack.data_dir / "slack.json").read_text())
    assert set(kept) == {"format", "people", "channels", "usergroups", "homes", "square", "files", "counter", "last_ts"}


def test_stopping_ends_open_sockets_and_streams(start: Starting) -> None:
    playground = start()
    with SocketApp(playground) as app:
        playground.stop()
        app.wait_until_closed()
        with pytest.raises(ConnectionClosed):
            app.send({"envelope_id": "x"})
