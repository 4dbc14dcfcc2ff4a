"""What the bot sent, held against Slack and against our own rules. Pure."""

from collections.abc import Iterable

from bot.blockkit import Problem, problems
from tests.world.screen import Json

MESSAGES = frozenset({"chat.postMessage", "chat.update", "chat.postEphemeral"})


def refused(traffic: Iterable[Json]) -> list[str]:
    """Give what Slack refused, or what nobody answered in time."""
    return [f"{row['name']}: {row['refused']}" for row in traffic if row["refused"]]


def careless(traffic: Iterable[Json]) -> list[str]:
    """Give what is not as we want what we send."""
    return [f"{row['name']}{one.pointer}: {one.message}" for row in traffic for one in _problems(row)]


def _problems(row: Json) -> list[Problem]:
    sent, answer = row["payload"], row["answer"]
    if row["direction"] == "to_slack" and sent:  # nothing stands there if it failed on purpose before it was read
        if row["name"] in MESSAGES:
            return problems({key: sent[key] for key in ("text", "blocks") if key in sent}, "message")
        if row["name"].startswith("views."):
            return problems(sent["view"], sent["view"]["type"])
    if row["direction"] == "to_bot" and isinstance(answer, dict) and "view" in answer:
        return problems(answer["view"], "modal")
    return []
