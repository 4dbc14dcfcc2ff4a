"""The one exception of the Slack side: what Slack would answer instead of doing it."""

from typing import Any

Json = dict[str, Any]


class SlackError(Exception):
    """Slack's error code, the lines of `response_metadata.messages`, and further fields of the answer."""

    def __init__(self, code: str, *messages: str, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.messages = messages
        self.fields = fields

    def __str__(self) -> str:
        return "; ".join((self.code, *self.messages))

    def answer(self) -> Json:
        """The body of the answer."""
        body: Json = {"ok": False, "error": self.code, **self.fields}
        if self.messages:
            body["response_metadata"] = {"messages": list(self.messages)}
        return body


def unsupported(what: str) -> SlackError:
    """Something that Slack knows and this stand-in does not: refused and named, never half done."""
    return SlackError("invalid_arguments", f"[ERROR] the playground does not support {what}")
