"""The table of what is supported says what is implemented, and implements what the real app declares."""

from pathlib import Path

import pytest

from bot.blockkit.surfaces import ON
from bot.playground.form_state import PRESSABLE
from bot.playground.manifest import read_manifest
from bot.playground.methods import ANSWERING
from bot.playground.server import MANIFEST
from bot.playground.supported import BLOCKS, ELEMENTS, EVENTS, METHODS
from tests.playground.conftest import MANIFEST as OWN


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


def test_the_tests_subscribe_to_every_event() -> None:
    assert read_manifest(OWN).events == EVENTS
