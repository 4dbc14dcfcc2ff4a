"""The playground's control API, as its page uses it."""

from pathlib import Path
from typing import Any

import httpx

PATIENCE = 60.0
"""Seconds for one answer: moving the time waits for everything that becomes due on the way."""


class Control:
    """Acts and looks in the playground at `url` with its token."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.token = token
        self._client = httpx.Client(
            base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=PATIENCE, trust_env=False
        )

    def get(self, path: str, **params: str | int) -> Any:
        return self._read(self._client.get(f"/control/{path}", params=params))

    def post(self, path: str, **body: Any) -> Any:
        return self._read(self._client.post(f"/control/{path}", json=body))

    def upload(self, user: str, path: Path) -> str:
        """Upload a file as a person; give its id."""
        query = {"as": user, "name": path.name}
        answer = self._read(self._client.post("/control/upload", params=query, content=path.read_bytes()))
        if not answer["ok"]:
            raise AssertionError(f"the playground refused to take {path.name}: {answer}")
        return str(answer["file"]["id"])

    def delete(self, path: str) -> Any:
        return self._read(self._client.delete(f"/control/{path}"))

    def close(self) -> None:
        self._client.close()

    @staticmethod
    def _read(answer: httpx.Response) -> Any:
        try:
            return answer.json()
        except ValueError:
            message = f"{answer.request.method} {answer.request.url}: {answer.status_code} {answer.text[:300]}"
            raise AssertionError(message) from None
