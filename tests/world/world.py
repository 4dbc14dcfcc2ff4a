"""The world of a test: the playground, the bot in it, the time, and what goes wrong on purpose."""

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from bot.models import Outbox, OutboxState, Received
from bot.playground import when
from bot.playground.server import MANIFEST, Playground
from bot.playground.web_api import APP_TOKEN, BOT_TOKEN
from tests.world import conduct, screen
from tests.world.control import Control
from tests.world.filling import Surroundings
from tests.world.person import Person
from tests.world.screen import Field, Json, Screen
from tests.world.square import Posted, read_square

CALM_WITHIN = 30.0
"""Seconds of machine time in which everything that is due now must have been done."""
POLL = 0.02
OWED = (OutboxState.DUE, OutboxState.CLAIMED)


class World(ABC):
    """A playground with the seeded team and a bot; `zone` is the team's."""

    zone = "Europe/Berlin"
    manifest = MANIFEST

    def __init__(self, folder: Path) -> None:
        self.playground = _playground(folder / "playground", self.zone, self.manifest)
        self.control = Control(self.playground.origin, self.playground.token)
        self.refused_on_purpose = False
        """Whether this test makes Slack refuse calls of the bot; else a refused call fails the test."""
        self._names: dict[str, str] = {}

    # people and places

    def person(self, name: str) -> Person:
        """Give somebody by name, handle or id."""
        for one in self.control.get("world")["people"]:
            if name in {one["id"], one["name"], one["real_name"], one["real_name"].split()[0]}:
                return Person(self, one["id"], one["real_name"])
        raise AssertionError(f"nobody here is called {name}")

    def add_person(self, name: str, *channels: str, **facts: Any) -> Person:
        """Let a new person join the workspace and channels; facts as in the control API (is_guest, locale, ...)."""
        ids = [self.channel_id(channel) for channel in channels or ("social-team",)]
        answer = self._ask("people", name=name, channels=ids, **facts)
        return Person(self, answer["id"], name)

    def changes(self, person: Person, **facts: Any) -> None:
        """Change a person; the bot hears of it."""
        self._ask(f"people/{person.id}", **facts)

    def channel(self, name: str, *people: Person, is_private: bool = False) -> str:
        """Make a channel with these people, without the bot; give its id."""
        members = [person.id for person in people]
        return str(self._ask("channels", name=name, is_private=is_private, members=members)["id"])

    def channel_id(self, name: str) -> str:
        """Give a channel's id by its name."""
        for channel in self.control.get("world")["channels"]:
            if name.removeprefix("#") in {channel["name"], channel["id"]}:
                return str(channel["id"])
        raise AssertionError(f"no channel is called {name}")

    def screen_of(self, person: Person) -> Screen:
        """Look at a person's screen."""
        return screen.read(self.control.get("view", **{"as": person.id}), self.name_of)

    def name_of(self, some_id: str) -> str:
        """Give the name behind an id, as Slack shows it."""
        if some_id not in self._names:
            world = self.control.get("world")
            self._names = {one["id"]: one["name"] for one in (*world["people"], *world["channels"])}
        return self._names.get(some_id, some_id)

    def surroundings(self, person: Person, view_id: str) -> Surroundings:
        """Give what a person can choose from in the form that is open."""
        world = self.control.get("world")

        def suggest(field: Field, query: str) -> list[Json]:
            about = {"as": person.id, "view_id": view_id, "query": query}
            answer = self.control.post("options", **about, block_id=field.block_id, action_id=field.action_id)
            found: list[Json] = answer["options"]
            return found

        people = {one[key]: one["id"] for one in world["people"] for key in ("name", "real_name")}
        channels = {one["name"]: one["id"] for one in world["channels"]}
        return Surroundings(people, channels, suggest, self.today())

    # time

    def now(self) -> datetime:
        """Give the present moment of the team, in its zone."""
        return datetime.fromisoformat(self.control.get("world")["now"]).astimezone(ZoneInfo(self.zone))

    def today(self) -> date:
        """Give the team's present day."""
        return self.now().date()

    def time(self, text: str) -> None:
        """Let time pass until "Fri 16:00", "tomorrow 9:00" (the team's clocks) or by "+1 hour"."""
        self.settle()
        self._ask("time", text=text, zone=self.zone)
        self.settle()

    def clock_jumps(self, text: str) -> None:
        """Let the team's clocks jump without asking the bot: for one that is down."""
        self.playground.slack.clock.move_to(when.moment(text, self.zone, self.now()))

    # calm

    def settle(self) -> None:
        """Wait until nothing is under way and nothing is due now, on either side."""
        self.until("all is calm", self.is_calm)

    def until(self, what: str, happens: Callable[[], bool], within: float = CALM_WITHIN) -> None:
        """Wait for something that only machine time brings, `within` seconds."""
        deadline = time.monotonic() + within
        while not happens():
            if time.monotonic() > deadline:
                raise AssertionError(f"not within {within} s: {what}\n{self.troubles()}")
            time.sleep(POLL)

    def settle_fully(self, within: float = CALM_WITHIN) -> None:
        """Wait until nothing is owed to Slack any more, also not what is tried again later by the machine's clock."""
        self.until("everything owed to Slack is there", lambda: self.is_calm() and self.owed() == 0, within)

    @abstractmethod
    def is_calm(self) -> bool:
        """Say whether nothing is under way and nothing is due now; may do what is due."""

    def slack_is_idle(self) -> bool:
        """Say whether nothing is under way in the playground."""
        return bool(self.control.get("idle")["idle"])

    # what goes wrong

    def fault(self, kind: str, method: str = "*", **how: float) -> None:
        """Let Slack fail: "500", "ratelimited", "slow", "lost", "drop_socket", "redeliver"; `times`, `seconds`."""
        self.refused_on_purpose = True
        self._ask("faults", kind=kind, method=method, **how)

    def recovers(self) -> None:
        """Take every fault away."""
        self.control.delete("faults")

    def answers(self, answer: int | str, times: int | None = None, retry_after: float | None = None) -> None:
        """Let the public square answer 404, 429, "lost", ... `times` times, or until told otherwise."""
        how = {"times": times, "retry_after": retry_after}
        self._ask("square/behaviour", answer=answer, **{key: value for key, value in how.items() if value is not None})

    def square(self) -> list[Posted]:
        """Look at the public square, oldest post first."""
        self.settle()
        return self.square_now()

    def square_now(self) -> list[Posted]:
        """Look at the public square without waiting for calm."""
        return read_square(self.control.get("square"))

    # what the bot did

    def settings(self) -> dict[str, Any]:
        """Give the bot's settings for this playground, by their names."""
        return {
            "slack_bot_token": BOT_TOKEN,
            "slack_app_token": APP_TOKEN,
            "slack_api_url": self.playground.api_url,
            "clock_file": self.playground.clock_file,
            "outgoing_allow": urlsplit(self.playground.origin).netloc,
        }

    def traffic(self) -> list[Json]:
        """Give what went between Slack and the bot, oldest first."""
        rows: list[Json] = self.control.get("traffic", after=0)
        return rows[::-1]

    def calls(self, method: str) -> list[Json]:
        """Give the bot's calls of one Web API method, oldest first."""
        return [row for row in self.traffic() if row["direction"] == "to_slack" and row["name"] == method]

    def misconduct(self) -> list[str]:
        """Give what the bot sent that Slack refused, or that is not as we want what we send."""
        refused = [] if self.refused_on_purpose else conduct.refused(self.traffic())
        return refused + conduct.careless(self.traffic())

    def troubles(self) -> str:
        """Tell what Slack refused and what the bot logged, for whoever reads why a test failed."""
        return "\n".join(["Slack refused:", *conduct.refused(self.traffic()), "The bot's log:", self.log()])

    def owed(self) -> int:
        """Count the messages that the bot owes Slack."""
        with self.rows() as session:
            return session.exec(select(func.count()).where(col(Outbox.state).in_(OWED))).one()

    def remembered(self, kind: str) -> int:
        """Count the events of a kind that the bot remembers."""
        with self.rows() as session:
            return session.exec(select(func.count()).where(Received.kind == kind)).one()

    @abstractmethod
    def rows(self) -> AbstractContextManager[Session]:
        """Look into the bot's database."""

    @abstractmethod
    def log(self) -> str:
        """Give what the bot logged."""

    @abstractmethod
    def stop(self) -> None:
        """End the bot and the playground."""

    def _ask(self, path: str, **body: Any) -> Json:
        answer: Json = self.control.post(path, **body)
        if not answer.get("ok"):
            raise AssertionError(f"the playground refused {path} {body}: {answer}\n{self.troubles()}")
        return answer


def _playground(folder: Path, zone: str, manifest: Path) -> Playground:
    """Start one whose team begins on a Monday at nine, so that "Fri 16:00" always is this week's."""
    now = datetime.now(ZoneInfo(zone))
    monday = (now + timedelta(days=7 - now.weekday())).replace(hour=9, minute=0, second=0, microsecond=0)
    folder.mkdir(parents=True)
    (folder / "clock.json").write_text(json.dumps({"offset_seconds": (monday - now).total_seconds()}))
    return Playground(folder, manifest_path=manifest).start()
