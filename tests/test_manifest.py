"""manifest.yml, bot/scopes.py and the code say the same."""

import ast
import inspect
import json
import os
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from jsonschema import Draft7Validator
from slack_bolt import App
from slack_sdk import WebClient

import handlers
from bot.scopes import EVENT_SCOPES, METHOD_SCOPES, needed

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT.parent / "shared" / "data" / "manifest-schema" / "manifest.schema.2.0.0.json"
MANIFEST = yaml.safe_load((ROOT / "manifest.yml").read_text())


class Registry:
    """Takes down what is registered, as Bolt's App would."""

    def __init__(self) -> None:
        self.names: defaultdict[str, list[str]] = defaultdict(list)

    def __getattr__(self, kind: str) -> Callable[..., Callable[[object], object]]:
        def register(name: str, **_options: object) -> Callable[[object], object]:
            self.names[kind].append(name)
            return lambda listener: listener

        return register


@pytest.fixture
def registered() -> dict[str, list[str]]:
    registry = Registry()
    handlers.register(cast("App", registry))
    return registry.names


def web_api() -> dict[str, str]:
    """Slack SDK's functions and the methods that they call."""
    calls = {}
    for name, function in inspect.getmembers(WebClient, inspect.isfunction):
        called = re.search(r'api_call\(\s*"([a-zA-Z.]+)"', inspect.getsource(function))
        if called:
            calls[name] = called[1]
    return calls


def methods_used() -> set[str]:
    functions = web_api()
    used = set()
    for folder in ("bot", "handlers"):
        for path in (ROOT / folder).rglob("*.py"):
            if "playground" not in path.parts:
                used |= {functions.get(name, name) for name in _names(path)}
    return used & {*functions.values(), "apps.connections.open"}


def _names(path: Path) -> set[str]:
    """Every attribute of a file; Bolt's handler for Socket Mode stands for the method it calls."""
    attributes = {node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
    return attributes | ({"apps.connections.open"} if "SocketModeHandler(" in path.read_text() else set())


def test_the_manifest_is_valid() -> None:
    if not SCHEMA.exists():
        assert os.environ.get("CI") != "true", f"{SCHEMA} is missing"
        pytest.skip(f"{SCHEMA} is not on this machine")
    assert [error.message for error in Draft7Validator(json.loads(SCHEMA.read_text())).iter_errors(MANIFEST)] == []


def test_the_commands_that_slack_knows_are_the_ones_we_answer(registered: dict[str, list[str]]) -> None:
    commands: list[dict[str, Any]] = MANIFEST["features"]["slash_commands"]
    assert sorted(command["command"] for command in commands) == sorted(registered["command"])


def test_names_and_links_in_commands_arrive_marked() -> None:
    assert all(command["should_escape"] for command in MANIFEST["features"]["slash_commands"])


def test_the_events_that_slack_sends_are_the_ones_we_listen_to(registered: dict[str, list[str]]) -> None:
    events = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    assert sorted(events) == sorted(registered["event"]) == sorted(EVENT_SCOPES)


def test_the_shortcuts_that_slack_knows_are_the_ones_we_answer(registered: dict[str, list[str]]) -> None:
    shortcuts = MANIFEST["features"].get("shortcuts", [])
    ours = [name for kind in ("shortcut", "global_shortcut", "message_shortcut") for name in registered[kind]]
    assert sorted(shortcut["callback_id"] for shortcut in shortcuts) == sorted(ours)


def test_buttons_and_forms_can_reach_us(registered: dict[str, list[str]]) -> None:
    assert registered["action"]
    assert registered["view"]
    assert MANIFEST["settings"]["interactivity"] == {"is_enabled": True}
    assert MANIFEST["settings"]["socket_mode_enabled"] is True


def test_the_methods_in_the_table_are_the_ones_the_code_calls() -> None:
    assert methods_used() == set(METHOD_SCOPES)


def test_the_scopes_asked_for_are_exactly_those_needed() -> None:
    assert sorted(needed()) == MANIFEST["oauth_config"]["scopes"]["bot"]


def test_colour_and_names_are_what_slack_takes_although_its_schema_does_not_look() -> None:
    assert re.fullmatch(r"#[0-9a-f]{6}", MANIFEST["display_information"]["background_color"])
    assert all(re.fullmatch(r"/[a-z]+", one["command"]) for one in MANIFEST["features"]["slash_commands"])
