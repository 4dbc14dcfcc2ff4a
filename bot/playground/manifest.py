"""What Slack is told about the app: its commands, scopes and events."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.errors import Refused
from bot.playground.slack_error import Json


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command; `should_escape` turns names, channels and links in its text into tokens."""

    command: str
    description: str
    usage_hint: str
    should_escape: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts of manifest.yml that Slack acts on."""

    bot_name: str
    commands: dict[str, Command]
    shortcuts: tuple[Json, ...]
    scopes: frozenset[str]
    events: frozenset[str]
    home_tab: bool
    messages_tab: bool


def read_manifest(path: Path) -> Manifest:
    """Read manifest.yml; `Refused` says what is wrong with the file."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Refused("There is no manifest at %(path)s: the playground needs it.", path=path) from None
    except yaml.YAMLError as error:
        raise Refused("%(path)s is not valid YAML: %(error)s", path=path, error=error) from error
    if not isinstance(content, dict):
        raise Refused("%(path)s does not hold a manifest.", path=path)
    return _manifest(content)


def _manifest(content: Json) -> Manifest:
    features = content.get("features", {})
    home = features.get("app_home", {})
    name = content.get("display_information", {}).get("name", "App")
    return Manifest(
        bot_name=features.get("bot_user", {}).get("display_name", name),
        commands={one["command"]: _command(one) for one in features.get("slash_commands", [])},
        shortcuts=tuple(features.get("shortcuts", [])),
        scopes=frozenset(content.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
        events=frozenset(content.get("settings", {}).get("event_subscriptions", {}).get("bot_events", [])),
        home_tab=bool(home.get("home_tab_enabled")),
        messages_tab=bool(home.get("messages_tab_enabled")),
    )


def _command(one: Json) -> Command:
    return Command(
        one["command"], one.get("description", ""), one.get("usage_hint", ""), bool(one.get("should_escape"))
    )
