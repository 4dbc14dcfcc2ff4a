"""`make bench`: how fast Allstar acknowledges, beside a bare Bolt app in the same run, and what it weighs.

Three processes share the machine: the playground, the app, and the crowd. Exit code 1 if a bound is broken.
"""

import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from slack_sdk import WebClient
from sqlmodel import select

from bot import drafting, people
from bot.db import Db
from bot.models import Account
from bot.playground import seed
from tests.benchmarks import lean
from tests.benchmarks.stand import IN_FLIGHT, Call, Measured, Stand, stand

PRESSES = 300
MOST_WAIT = 500.0
"""Milliseconds, for 99 of 100 acknowledgements; Slack gives up after 3,000."""
MOST_MEMORY = 150.0
"""MiB, resident, when idle."""
CHANNEL, MANAGER = "CSOCIAL", "UMARA"
WRITERS = ("UMARA", "UJONAS", "UAIKO", "UCAMILLE", "UTOM")


def main() -> int:
    """Measure the floor, then Allstar, and compare."""
    with tempfile.TemporaryDirectory() as folder:
        floor = Path(folder, "floor")
        with stand([sys.executable, "-m", "tests.benchmarks.bare"], floor) as bare:
            bare_draft, bare_approve = bare.crowd(_drafts()), bare.crowd(_presses_on_bare(bare))
        ours = Path(folder, "allstar")
        with stand([sys.executable, "-m", "bot", "run"], ours) as allstar:
            memory = _idle_memory(allstar)
            _set_up(allstar)
            draft = allstar.crowd(_drafts())
            approve = allstar.crowd(_presses_on_cards(allstar, Db(f"sqlite:///{ours}/bot/allstar.db")))
    print(f"{IN_FLIGHT} in flight, {PRESSES} of each, SQLite; milliseconds until acknowledged")
    print(f"{'':10}{'app':>10}{'a second':>10}{'ratio':>8}{'p50':>8}{'p99':>8}")
    _tell("/draft", bare_draft, draft)
    _tell("Approve", bare_approve, approve)
    print(f"memory of the idle bot: {memory:.0f} MiB (bound {MOST_MEMORY:.0f})")
    slowest = max(draft.percentile(0.99), approve.percentile(0.99))
    print(f"slowest p99: {slowest:.0f} ms (bound {MOST_WAIT:.0f})")
    is_lean = lean.main()
    return 0 if slowest <= MOST_WAIT and memory <= MOST_MEMORY and is_lean else 1


def _tell(what: str, floor: Measured, ours: Measured) -> None:
    for app, measured in (("bare", floor), ("Allstar", ours)):
        ratio = measured.a_second / floor.a_second
        p50, p99 = measured.percentile(0.5), measured.percentile(0.99)
        print(f"{what:10}{app:>10}{measured.a_second:>10.0f}{ratio:>8.2f}{p50:>8.0f}{p99:>8.0f}")


def _idle_memory(allstar: Stand) -> float:
    time.sleep(3)  # three ticks
    return allstar.memory()


def _set_up(allstar: Stand) -> None:
    token = allstar.http.headers["Authorization"].removeprefix("Bearer ")
    with seed.Hands(allstar.url, token) as hands:
        seed.set_up(hands, allstar.url, network="bluesky", label="Bluesky")


def _drafts() -> list[Call]:
    return [
        ("type", {"as": WRITERS[n % len(WRITERS)], "channel": CHANNEL, "text": f"/draft post {n}"})
        for n in range(PRESSES)
    ]


def _press(ts: str, value: str) -> Call:
    button = {"block_id": "review", "action_id": "approvals.approve", "value": value}
    return "press", {"as": MANAGER, "channel": CHANNEL, "ts": ts, **button}


def _presses_on_bare(bare: Stand) -> list[Call]:
    slack = WebClient("xoxb-playground", f"{bare.url}/api/")
    text = {"type": "plain_text", "text": "Approve"}
    button = {"type": "button", "action_id": "approvals.approve", "text": text, "value": "1"}
    blocks = [{"type": "actions", "block_id": "review", "elements": [button]}]
    posted = [slack.chat_postMessage(channel=CHANNEL, text="-", blocks=blocks) for _ in range(PRESSES)]
    return [_press(str(message["ts"]), "1") for message in posted]


def _presses_on_cards(allstar: Stand, db: Db) -> list[Call]:
    """Draft posts straight into the database, and wait until the bot has shown all their cards."""
    now = datetime.now(UTC)
    with db.begin() as session:
        author = people.known(session, "TPLAYGROUND", "UJONAS")
        team = people.team_in(session, "TPLAYGROUND", CHANNEL)
        account = session.exec(select(Account)).one()
        assert author is not None
        assert team is not None
        for n in range(PRESSES):
            form = drafting.Form(f"Post {n} of many", (account.id,), now + timedelta(days=30))
            drafting.draft(session, author, team, form, now)
    db.close()
    while len(presses := _shown(allstar)) < PRESSES:
        time.sleep(0.5)
    return presses


def _shown(allstar: Stand) -> list[Call]:
    view = allstar.http.get("/control/view", params={"as": MANAGER}).json()
    messages = next(channel for channel in view["channels"] if channel["id"] == CHANNEL)["messages"]
    found = []
    for message in messages:
        for block in message["blocks"]:
            for element in block.get("elements", []):
                if element.get("action_id") == "approvals.approve":
                    path, body = _press(message["ts"], element["value"])
                    found.append((path, {**body, "block_id": block["block_id"]}))
    return found


if __name__ == "__main__":
    sys.exit(main())
