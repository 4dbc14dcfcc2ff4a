"""What a person's hands and eyes can do, through the control API."""

import time
from typing import Any, Self

import httpx

from bot.playground.server import Playground

Json = dict[str, Any]
SECONDS = 20.0


class Hands:
    """One client of the control API."""

    def __init__(self, playground: Playground) -> None:
        headers = {"Authorization": f"Bearer {playground.token}"}
        self._http = httpx.Client(base_url=playground.origin, headers=headers, timeout=SECONDS, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def do(self, what: str, **body: Any) -> Json:
        """Act; `who` stands for "as"."""
        if "who" in body:
            body["as"] = body.pop("who")
        answer: Json = self._http.post(f"/control/{what}", json=body).raise_for_status().json()
        return answer

    def get(self, what: str, **query: str) -> Any:
        return self._http.get(f"/control/{what}", params=query).raise_for_status().json()

    def clear_faults(self) -> None:
        self._http.delete("/control/faults").raise_for_status()

    def end_fault(self, number: int) -> None:
        self._http.delete(f"/control/faults/{number}").raise_for_status()

    def view(self, who: str) -> Json:
        seen: Json = self.get("view", **{"as": who})
        return seen

    def messages(self, who: str, channel: str = "CSOCIAL") -> list[Json]:
        """What this person sees in a channel; nothing where they are not."""
        return next((one["messages"] for one in self.view(who)["channels"] if one["id"] == channel), [])

    def texts(self, who: str, channel: str = "CSOCIAL") -> list[str]:
        return [message["text"] for message in self.messages(who, channel)]

    def top(self, who: str) -> Json:
        """The modal on top."""
        modal: Json = self.view(who)["modals"][-1]
        return modal

    def types(self, who: str, text: str, channel: str = "CSOCIAL", **more: Any) -> Json:
        return self.do("type", who=who, channel=channel, text=text, **more)

    def uploads(self, who: str, name: str, content: bytes) -> Json:
        """Upload a file as a person; what the page gets to know of it."""
        query = {"as": who, "name": name}
        answer: Json = self._http.post("/control/upload", params=query, content=content).raise_for_status().json()
        return answer

    def wait_until_idle(self) -> None:
        """Wait until nothing is under way."""
        until = time.monotonic() + SECONDS
        while not self.get("idle")["idle"]:
            assert time.monotonic() < until

    def refusals(self) -> list[str]:
        """The red rows of the inspector, newest first."""
        return [row["refused"] for row in self.get("traffic") if row["refused"]]
