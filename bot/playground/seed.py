"""The first minute: six colleagues set up their team and work a little, through the control API as people would.

Afterwards one post is live on the public square, one is scheduled, one waits for its approver.
"""

import base64
import time
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

import httpx

CHANNEL = "CSOCIAL"
MANAGER, CREATOR, COMMUNITY = "UMARA", "UJONAS", "UCAMILLE"
SECRET = "whsec_" + base64.b64encode(b"allstar-playground-square-key!!!").decode()
PATIENCE = 20.0

LIVE = "We asked, 1,204 of you answered: the oat cappuccino stays on the menu, all year. ☕️ Thank you for every vote!"
SCHEDULED = (
    "Behind every latte there is a farm. Tomorrow we open the doors of ours: 24 hours, four growers, one harvest."
)
WAITING = "Barista course, take two! Saturday 10:00, twelve places, one very patient teacher. Who is in?"


class Seeding(Exception):  # noqa: N818 - it names what failed
    """The seed could not be played. Its text says at which step."""


class Hands:
    """What a person's hands can do on the page."""

    def __init__(self, url: str, token: str) -> None:
        self._http = httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=15)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def type(self, who: str, text: str) -> None:
        """Type a command into the team's channel."""
        self._do("type", {"as": who, "channel": CHANNEL, "text": text})

    def submit(self, who: str, values: dict[str, dict[str, Any]]) -> None:
        """Fill in the form that is open and send it: {field: Slack's state of its input}."""
        modal = self._wait_for(who, lambda view: view["modals"] and view["modals"][-1], "a form")
        elements = {
            block["block_id"]: block["element"] for block in modal["view"]["blocks"] if block["type"] == "input"
        }
        state = {block: {elements[block]["action_id"]: value} for block, value in values.items()}
        answer = self._do("submit", {"as": who, "view_id": modal["id"], "values": state})
        if answer.get("errors"):
            raise Seeding(f"the form was refused: {answer['errors']}")

    def close(self, who: str) -> None:
        """Close the form that is open, if any."""
        for modal in reversed(self._view(who)["modals"]):
            self._do("close", {"as": who, "view_id": modal["id"]})

    def press(self, who: str, action_id: str, text: str) -> None:
        """Press a button on the message that has this text."""
        found = self._wait_for(who, lambda view: _find(view, action_id, text), f"a button {action_id}")
        self._do("press", {"as": who, **found})

    def wait_for_text(self, who: str, text: str) -> None:
        """Wait until the person sees a text somewhere in the channel."""
        self._wait_for(who, lambda view: text in str(view["channels"]), f"“{text}”")

    def _view(self, who: str) -> Any:  # noqa: ANN401 - JSON
        return self._http.get("/control/view", params={"as": who}).raise_for_status().json()

    def _do(self, what: str, payload: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
        answer = self._http.post(f"/control/{what}", json=payload).raise_for_status().json()
        if not answer.get("ok", True) and not answer.get("errors"):
            raise Seeding(f"{what} by {payload['as']}: {answer.get('error')}")
        return answer

    def _wait_for(self, who: str, look: Any, what: str) -> Any:  # noqa: ANN401 - a look gives what it finds
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            found = look(self._view(who))
            if found:
                return found
            time.sleep(0.05)
        raise Seeding(f"{who} waited in vain for {what}")


def play(control_url: str, token: str) -> None:
    """Play the seed against a running playground with a connected bot. `Seeding` if a step fails."""
    with Hands(control_url, token) as hands:
        set_up(hands, control_url, network="bluesky", label="Bluesky")
        set_up(hands, control_url, network="x", label="X")
        _draft(hands, CREATOR, LIVE, ["1", "2"], None)
        hands.press(MANAGER, "approvals.approve", LIVE[:40])
        hands.wait_for_text(MANAGER, "/square#")
        _draft(hands, CREATOR, SCHEDULED, ["1"], _tomorrow_morning())
        hands.press(MANAGER, "approvals.approve", SCHEDULED[:40])
        _draft(hands, COMMUNITY, WAITING, ["1", "2"], _tomorrow_morning() + timedelta(days=1, hours=7))
        hands.wait_for_text(MANAGER, WAITING[:40])


def set_up(hands: Hands, control_url: str, *, network: str, label: str) -> None:
    """Let the manager set up the team of the channel, with one account that posts to the public square."""
    hands.type(MANAGER, "/allstar setup")
    hands.submit(
        MANAGER,
        {
            "approvers": {"type": "multi_users_select", "selected_users": [MANAGER, COMMUNITY]},
            "network": {"type": "static_select", "selected_option": _option(label, network)},
            "handle": {"type": "plain_text_input", "value": "@ourcafe"},
            "url": {"type": "url_text_input", "value": f"{control_url}/square/hook/{network}"},
            "secret": {"type": "plain_text_input", "value": SECRET},
        },
    )
    hands.close(MANAGER)


def _draft(hands: Hands, who: str, text: str, accounts: list[str], at: datetime | None) -> None:
    hands.type(who, f"/draft {text}")
    labels = {"1": "Bluesky @ourcafe", "2": "X @ourcafe"}
    chosen = [_option(labels[account], account) for account in accounts]
    values: dict[str, dict[str, Any]] = {"accounts": {"type": "multi_static_select", "selected_options": chosen}}
    if at is not None:
        values["date"] = {"type": "datepicker", "selected_date": f"{at:%Y-%m-%d}"}
        values["time"] = {"type": "timepicker", "selected_time": f"{at:%H:%M}"}
    hands.submit(who, values)


def _option(label: str, value: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": label, "emoji": False}, "value": value}


def _tomorrow_morning() -> datetime:
    """Nine o'clock where the team is."""
    there = datetime.now(UTC).astimezone(ZoneInfo("Europe/Berlin"))
    return (there + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)


def _find(view: dict[str, Any], action_id: str, text: str) -> dict[str, Any] | None:
    """Find the latest message that has the text and the button."""
    for channel in view["channels"]:
        for message in reversed(channel["messages"]):
            if text not in str(message["blocks"]):
                continue
            for block in message["blocks"]:
                for element in block.get("elements", []):
                    if element.get("action_id") == action_id:
                        place = {"channel": channel["id"], "ts": message["ts"]}
                        return {
                            **place,
                            "block_id": block["block_id"],
                            "action_id": action_id,
                            "value": element["value"],
                        }
    return None
