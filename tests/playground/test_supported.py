"""The table of what is supported says what is implemented, and implements what the real app declares."""

import re
from pathlib import Path

import pytest

from bot.blockkit.surfaces import ON
from bot.playground import supported
from bot.playground.form_state import PRESSABLE
from bot.playground.manifest import read_manifest
from bot.playground.methods import ANSWERING
from bot.playground.server import MANIFEST, Playground
from bot.playground.supported import BLOCKS, ELEMENTS, EVENTS, INTERACTIONS, METHODS
from tests.playground.conftest import MANIFEST as OWN
from tests.playground.hands import Hands


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


def test_the_tests_subscribe_to_every_event() -> None:
    assert read_manifest(OWN).events == EVENTS
