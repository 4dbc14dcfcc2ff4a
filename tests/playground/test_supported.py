"""The table of what is supported says what is implemented, and implements what the real app declares."""

import re
from pathlib import Path

import pytest

from bot.blockkit.surfaces import ON
from bot.playground import supported
from bot.playground.form_state import PRESSABLE, SLOTS
from bot.playground.manifest import read_manifest
from bot.playground.methods import ANSWERING
from bot.playground.server import MANIFEST, Playground
from bot.playground.supported import BLOCKS, ELEMENTS, EVENTS, INTERACTIONS, METHODS
from bot.scopes import EVENT_SCOPES, METHOD_SCOPES
from tests.playground.conftest import MANIFEST as OWN
from tests.playground.hands import Hands, Json
from tests.playground.kit import PNG
from tests.playground.socket_app import SocketApp

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def test_every_method_of_the_table_is_implemented_and_no_other() -> None:
    assert set(METHODS) == set(ANSWERING)


def test_every_block_that_the_linter_knows_is_supported_and_no_other() -> None:
    known = {block for blocks in ON.values() for block in blocks}
    assert known == BLOCKS


def test_every_element_that_a_person_can_use_is_supported() -> None:
    assert PRESSABLE < ELEMENTS
    assert {"image"} == ELEMENTS - PRESSABLE


@pytest.mark.parametrize("manifest", [MANIFEST, OWN], ids=["ours", "the tests'"])
def test_every_event_that_a_manifest_subscribes_to_is_supported(manifest: Path) -> None:
    assert read_manifest(manifest).events <= EVENTS


def test_every_interaction_that_is_sent_stands_in_the_table_and_no_other() -> None:
    sources = "".join(file.read_text() for file in Path(supported.__file__).parent.glob("*.py"))
    sent = set(re.findall(r'payload_of\("(\w+)"', sources)) | {"slash_commands"}
    assert sent == INTERACTIONS


def test_what_a_manifest_declares_and_nobody_will_get_is_named(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text("settings: {event_subscriptions: {bot_events: [pin_added, user_change]}}")
    with Playground(tmp_path, manifest_path=manifest) as playground, Hands(playground) as hands:
        rows = {row["name"]: row["refused"] for row in hands.get("traffic")}
    assert rows == {"pin_added": "the playground does not support this event"}


def test_every_event_of_the_table_comes_and_no_other(app: SocketApp, hands: Hands) -> None:
    """People do everything that an event tells of; uninstalling the app comes last."""
    secret = hands.do("channels", name="secret", is_private=True, members=["UALLSTAR", "UMARA"])["id"]
    dm = hands.do("dm", who="UMARA")["channel"]
    for channel in ("CSOCIAL", secret, dm):
        hands.types("UMARA", "hello @tester", channel=channel)
    where = {"channel": "CSOCIAL", "ts": hands.messages("UMARA")[0]["ts"]}
    for on in (True, False):
        hands.do("react", who="UMARA", **where, name="tada", on=on)
    hands.types("UMARA", "", files=[hands.uploads("UMARA", "a.png", PNG)["file"]["id"]])
    hands.do("people", name="Rita Moss")
    hands.do("people/UTOM", title="Boss")
    hands.do("usergroups/SAPPROVERS", users=["UTOM"], disabled=True)
    hands.do("channels/CSOCIAL", leave=["UTOM"])
    for shared in (True, False):
        hands.do("channels/CSOCIAL", is_shared=shared)
    for channel in ("CSOCIAL", secret):
        hands.do(f"channels/{channel}", is_archived=True)
        hands.do(f"channels/{channel}", is_archived=False)
        hands.do(f"channels/{channel}", leave=["UALLSTAR"])
    hands.do("app", installed=False)
    app.wait_until_closed()
    frames = [app.next() for _ in range(app.count())]
    events = [frame["payload"]["event"] for frame in frames if "payload" in frame]
    assert {event["type"] + kind(event) for event in events} == EVENTS
    assert [frame["reason"] for frame in frames if "payload" not in frame] == ["link_disabled"]


def kind(event: Json) -> str:
    """How the subscription for a message names the kind of its place."""
    return f".{event['channel_type'].removesuffix('s')}s".replace("ims", "im") if event["type"] == "message" else ""


def test_everything_that_the_bot_uses_is_supported() -> None:
    assert set(METHOD_SCOPES) <= set(METHODS)
    assert set(EVENT_SCOPES) <= EVENTS
    templates = "".join(file.read_text() for file in TEMPLATES.rglob("*.json.j2"))
    kinds = {kind for shapes in ON.values() for kind in shapes} | {"button", "overflow", *SLOTS}
    used = set(re.findall(r'"type": "(\w+)"', templates)) & kinds
    assert used
    assert used <= BLOCKS | ELEMENTS


def test_the_tests_subscribe_to_every_event() -> None:
    assert read_manifest(OWN).events == EVENTS
