"""Moving team time: forward, moment by moment, with the bot."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bot.clock import FileClock
from bot.playground.server import Playground
from tests.playground.hands import Hands


class Bot:
    """A bot's health: it has things to do at given moments, and does each when its clock has reached it."""

    def __init__(self, clock: FileClock, due: list[datetime]) -> None:
        self.done: list[tuple[datetime, datetime]] = []
        self.broken = False
        self.stuck = False
        bot = self

        class Health(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = b"nonsense" if bot.broken else json.dumps(bot.look(clock.now(), due)).encode()
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Health)
        self.url = f"http://127.0.0.1:{self.server.server_port}/health"

    def look(self, now: datetime, due: list[datetime]) -> dict[str, object]:
        """Tell first that something is due, then that it is done."""
        waiting = [moment for moment in due if moment > now]
        if not self.stuck:
            arrived = [moment for moment in due if moment <= now]
            for moment in arrived:
                self.done.append((moment, now))
                due.remove(moment)
            return {"idle": not arrived, "next_due": min(waiting).isoformat() if waiting else None}
        return {"idle": True, "next_due": min(due).isoformat()}


@pytest.fixture
def due() -> list[datetime]:
    """Three moments in the next days, in no order."""
    now = datetime.now(UTC)
    return [now + timedelta(days=days) for days in (3, 1, 2)]


@contextmanager
def connected(playground: Playground, due: list[datetime]) -> Iterator[Bot]:
    bot = Bot(FileClock(playground.clock_file), due)
    thread = threading.Thread(target=bot.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    with Hands(playground) as hands:
        assert hands.do("bot", health=bot.url)["ok"]
    yield bot
    playground.slack.health_url = None
    bot.server.shutdown()
    thread.join()
    bot.server.server_close()


@pytest.fixture
def bot(playground: Playground, due: list[datetime]) -> Iterator[Bot]:
    with connected(playground, due) as bot:
        yield bot


def test_without_a_bot_time_just_moves(hands: Hands) -> None:
    answer = hands.do("time", text="+1 hour")
    assert answer["ok"]
    ahead = datetime.fromisoformat(answer["now"]) - datetime.now(UTC)
    assert timedelta(minutes=59) < ahead < timedelta(minutes=61)
    assert hands.get("world")["offset_seconds"] == pytest.approx(3600, abs=5)


def test_every_due_moment_on_the_way_is_reached_in_order_and_at_its_time(
    hands: Hands, bot: Bot, due: list[datetime]
) -> None:
    planned = sorted(due)
    assert hands.do("time", to=(planned[-1] + timedelta(hours=1)).isoformat())["ok"]
    assert [moment for moment, _ in bot.done] == planned
    assert all(timedelta() <= at - moment < timedelta(seconds=5) for moment, at in bot.done)


def test_moments_after_the_target_wait(hands: Hands, bot: Bot, due: list[datetime]) -> None:
    first = min(due)
    assert hands.do("time", to=(first + timedelta(minutes=1)).isoformat())["ok"]
    assert [moment for moment, _ in bot.done] == [first]


def test_a_bot_that_does_not_answer_stops_the_time(hands: Hands, bot: Bot) -> None:
    bot.broken = True
    answer = hands.do("time", text="+5 days")
    assert answer == {"ok": False, "error": "The bot does not answer, so the time stays here for now."}
    assert hands.get("world")["offset_seconds"] == 0
    assert hands.get("world")["clock"]["movable"]


def test_a_bot_that_does_not_finish_stops_the_time_where_it_is(
    start: Callable[..., Playground], due: list[datetime]
) -> None:
    playground = start()
    first = min(due)
    with connected(playground, due) as bot, Hands(playground) as hands:
        bot.stuck = True
        answer = hands.do("time", text="+5 days")
        assert answer["error"] == "The bot did not finish what is due, so the time stays here for now."
        reached = datetime.fromisoformat(hands.get("world")["now"])
        assert first <= reached < first + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ({"to": "2020-01-01T00:00:00+00:00"}, "only goes forward"),
        ({"text": "+0 hours"}, "only goes forward"),
        ({"to": "2050-01-01T00:00:00"}, "cannot read"),
        ({"to": "soon"}, "cannot read"),
        ({}, "cannot read"),
        ({"text": "9:00", "zone": "Mars/Olympus"}, "no time zone"),
    ],
)
def test_what_time_cannot_do_is_said(hands: Hands, wish: dict[str, str], sentence: str) -> None:
    answer = hands.do("time", **wish)
    assert answer["ok"] is False
    assert sentence in answer["error"]
    assert hands.get("world")["offset_seconds"] == 0


@pytest.mark.parametrize("url", ["http://example.com/health", "https://127.0.0.1/health", "file:///etc/passwd", ""])
def test_the_health_of_another_machine_is_refused(hands: Hands, url: str) -> None:
    assert hands.do("bot", health=url)["error"] == "The bot must be on this machine."


def test_reset_brings_the_machines_time_back(hands: Hands) -> None:
    hands.do("time", text="+3 days")
    hands.do("reset")
    assert hands.get("world")["offset_seconds"] == 0
