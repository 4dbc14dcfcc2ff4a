"""A playground that is open for a day under a test's load holds no more in the evening than at noon."""

import asyncio
import gc
import json
import types
from dataclasses import asdict
from itertools import cycle
from pathlib import Path

from bot.playground import reacting
from bot.playground.answering import answer_through_url
from bot.playground.clock import TeamClock
from bot.playground.commands import Typed, type_text
from bot.playground.core import MOST_MESSAGES, Patience, Slack
from bot.playground.file_store import MOST_OPEN
from bot.playground.files import MOST_FILES, add, describe, new_file
from bot.playground.manifest import read_manifest
from bot.playground.methods import ANSWERING
from bot.playground.methods.arguments import Arguments
from bot.playground.passes import MOST
from bot.playground.seed_world import seeded
from bot.playground.state import File, Message
from bot.playground.traffic import MOST_ROWS, Exchange
from tests.playground.conftest import MANIFEST
from tests.playground.hands import Json
from tests.playground.kit import PNG, field, home, modal, section, typed

VALUES = (str, int, float)
TIMELESS = (type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType, asyncio.AbstractEventLoop)


def workspace(folder: Path) -> Slack:
    manifest = read_manifest(MANIFEST)
    clock = TeamClock(folder / "clock.json")
    patience = Patience(redeliver=(), file=0.0)
    return Slack(1, "token", folder, manifest, clock, seeded(clock.unix(), "Tester"), patience)


def call(slack: Slack, method: str, **given: object) -> Json:
    return ANSWERING[method](slack, Arguments(given, method, slack.manifest))


def held(slack: Slack) -> int:
    """Count every object that the workspace holds, without plain values: those are shared or not as it happens."""
    seen: set[int] = set()
    waiting: list[object] = [slack]
    while waiting:
        one = waiting.pop()
        if id(one) not in seen and not isinstance(one, (*TIMELESS, *VALUES)):
            seen.add(id(one))
            waiting += gc.get_referents(one)
    return len(seen)


async def one_round(slack: Slack) -> None:
    """A bit of everything that people and the app do."""
    ts = call(slack, "chat.postMessage", channel="CSOCIAL", text="card", blocks=[section()])["ts"]
    reacting.add(slack, slack.world.channels["CSOCIAL"].messages[ts], "UMARA", "tada")
    call(slack, "chat.postEphemeral", channel="CSOCIAL", user="UTOM", text="psst")
    call(slack, "views.publish", user_id="UMARA", view=home())
    call(slack, "views.open", trigger_id=slack.passes.trigger("UMARA"), view=modal(field("words")))
    slack.world.modals["UMARA"][0].typed = typed("words", type="plain_text_input", value="hello")
    answer_through_url(slack, slack.passes.answer("UMARA", "CSOCIAL"), {"text": "answered"})
    slack.tell("UMARA", "It did not work.")
    announced = call(slack, "files.getUploadURLExternal", filename="a.png", length=len(PNG))
    name = announced["upload_url"].rpartition("/")[2]
    if (file := slack.files.expected(name)) is not None:
        describe(file, PNG)
    slack.files.receive(name, PNG)
    call(slack, "files.completeUploadExternal", files=[{"id": announced["file_id"]}], channel_id="CSOCIAL")
    call(slack, "files.getUploadURLExternal", filename="never sent", length=1)
    await type_text(slack, "UMARA", "CSALES", Typed("hello", thread_ts=None))
    slack.record(Exchange("to_slack", "web_api", "auth.test", {"a": "b"}, {"ok": True}))
    await asyncio.sleep(0.0005)


async def fill_up(slack: Slack) -> None:
    """Everything that has an upper bound reaches it with the likes of what a round leaves, as it would by noon."""
    await rounds(slack, 1)
    for name in ("CSOCIAL", "CSALES"):
        for message in cycle(list(slack.world.channels[name].messages.values())):
            if len(slack.world.channels[name].messages) == MOST_MESSAGES:
                break
            slack.add_message(Message(**{**copied(message), "ts": slack.clock.next_ts()}))
    file = next(iter(slack.world.files.values()))
    for _ in range(MOST_FILES):
        add(slack, File(**{**copied(file), "id": slack.world.next_id("F")}))
    for _ in range(MOST):
        slack.passes.answer("UMARA", "CSOCIAL")
        slack.passes.trigger("UMARA")
    for _ in range(MOST_OPEN):
        slack.files.begin(new_file(slack, "UALLSTAR", "never sent", 1))
    for _ in range(MOST_ROWS):
        slack.record(Exchange("to_slack", "web_api", "auth.test", {"a": "b"}, {"ok": True}))


def copied(one: Message | File) -> Json:
    """The fields of a message or file, of which nothing is shared with it."""
    fields: Json = json.loads(json.dumps(asdict(one)))
    return fields


async def rounds(slack: Slack, count: int) -> int:
    """Do it `count` times; what is held after that."""
    for _ in range(count):
        await one_round(slack)
    await asyncio.gather(*slack.tasks)
    gc.collect()
    return held(slack)


def test_what_is_held_does_not_grow(tmp_path: Path) -> None:
    slack = workspace(tmp_path)

    async def afternoon() -> tuple[int, int]:
        await fill_up(slack)
        return await rounds(slack, 40), await rounds(slack, 80)

    early, late = asyncio.run(afternoon())
    assert late <= early
    assert len(slack.world.files) == MOST_FILES
