"""Everything one playground holds. All of it lives on one event loop, so nothing needs a lock."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.playground.behaviour import Behaviour
from bot.playground.changes import Changes
from bot.playground.clock import TeamClock
from bot.playground.faults import Faults
from bot.playground.file_store import FileStore
from bot.playground.manifest import Manifest
from bot.playground.overtaking import Overtaking
from bot.playground.passes import Passes
from bot.playground.seed_world import seeded
from bot.playground.socket_mode import Links
from bot.playground.state import Message, World
from bot.playground.traffic import Exchange, Traffic

MOST_MESSAGES = 2_000


@dataclass(frozen=True, slots=True)
class Patience:
    """How long things wait, in seconds of the machine; tests shorten it."""

    ack: float = 3.0
    redeliver: tuple[float, ...] = (0.0, 60.0, 300.0)
    slow: float = 15.0
    bot: float = 60.0
    save: float = 0.5
    file: float = 1.0


@dataclass(slots=True)
class Slack:
    """The workspace, its connections to the app, and what is under way."""

    port: int
    token: str
    data_dir: Path
    manifest: Manifest
    clock: TeamClock
    world: World
    patience: Patience = field(default_factory=Patience)
    traffic: Traffic = field(default_factory=Traffic)
    faults: Faults = field(default_factory=Faults)
    overtaking: Overtaking = field(default_factory=Overtaking)
    changes: Changes = field(default_factory=Changes)
    passes: Passes = field(default_factory=Passes)
    links: Links = field(default_factory=Links)
    behaviour: Behaviour = field(default_factory=Behaviour)
    installed: bool = True
    health_url: str | None = None
    moving: bool = False
    busy: int = 0
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    files: FileStore = field(init=False)

    def __post_init__(self) -> None:
        self.files = FileStore(self.data_dir / "files")
        self.files.keep_only(self.world.files)

    @property
    def origin(self) -> str:
        """The address under which people and the app reach this playground."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pending(self) -> int:
        """What is under way: people's actions, the app's calls, envelopes without an ack."""
        return self.busy + self.links.waiting

    @property
    def is_out(self) -> bool:
        """Whether no connection is let in, on purpose."""
        return self.faults.shut()

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Count what happens inside as pending."""
        self.busy += 1
        try:
            yield
        finally:
            self.busy -= 1

    def record(self, exchange: Exchange) -> None:
        """Write a row of the inspector, at the team's present."""
        self.traffic.add(exchange, self.clock.now().isoformat())

    def start(self, work: Coroutine[object, object, None]) -> None:
        """Deliver something beside everything else; it ends with this world, or with the playground."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def add_message(self, message: Message) -> None:
        """Put a message into its channel; the oldest leave a full one."""
        messages = self.world.channels[message.channel].messages
        messages[message.ts] = message
        while len(messages) > MOST_MESSAGES:
            del messages[next(iter(messages))]
        self.changes.touch()

    def tell(self, user: str, sentence: str) -> None:
        """The last visible failure on this person's screen."""
        self.world.notices[user] = sentence
        self.changes.touch()

    def cancel_deliveries(self) -> None:
        """Forget what is still to be delivered."""
        for task in list(self.tasks):
            task.cancel()

    def reset(self) -> None:
        """Back to the seeded team; connections and open pages stay."""
        self.cancel_deliveries()
        self.clock.reset()
        self.world = seeded(self.clock.unix(), self.manifest.bot_name)
        self.traffic.clear()
        self.faults.clear()
        self.passes.clear()
        self.files.clear()
        self.behaviour.reset()
        self.installed = True
        self.changes.touch()
