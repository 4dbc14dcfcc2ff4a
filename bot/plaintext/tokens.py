"""What Slack writes in angle brackets and entities, as words.

Source: docs.slack.dev/messaging/formatting-message-text.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial

ENTITY = re.compile(r"&(?:(lt;)|(gt;)|(?:amp;)+)")  # a chain of ampersands was escaped more than once
TOKEN = re.compile(r"<([^<>]*)>")
ANGLES = str.maketrans("", "", "<>")

Names = Mapping[str, str]


def without_tokens(text: str, names: Names) -> str:
    """`text` with its tokens as words and its entities decoded; what only looks like a tag stays."""
    words = partial(_words, names)
    text = TOKEN.sub(words, text)
    decoded = ENTITY.sub(_character, text)
    if decoded != text:
        text = TOKEN.sub(words, decoded)
    # A "<@" that was never closed would still pass for a mention.
    *before, last = text.split("@")
    return "@".join([*(part.rstrip("<") for part in before), last])


def _character(entity: re.Match[str]) -> str:
    return "<" if entity[1] else ">" if entity[2] else "&"


def _words(names: Names, token: re.Match[str]) -> str:
    for shape, words in SHAPES:
        if found := shape.fullmatch(token[1]):
            return words(names, found)
    return token[0]


def _called(sign: str, names: Names, found: re.Match[str]) -> str:
    """A person, channel or group: as `names` has it, else as Slack labelled it, else by its id."""
    known, label = names.get(found[1], ""), found[2] or ""
    return sign + (_one_line(known) or _one_line(label).removeprefix(sign) or found[1])


def _one_line(name: str) -> str:
    """A name that cannot make a token of the text around it."""
    return " ".join(name.translate(ANGLES).split())


def _crowd(_names: Names, found: re.Match[str]) -> str:
    return f"@{found[1]}"


def _fallback(_names: Names, found: re.Match[str]) -> str:
    """A date and whatever Slack invents next carry their words behind the bar."""
    return found[2] or found[1]


def _link(_names: Names, found: re.Match[str]) -> str:
    scheme, rest, label = found[1], found[2], found[3]
    address = scheme + rest if scheme.endswith("//") else rest
    same = (label or "").replace(" ", "").rstrip("/") in ("", address.rstrip("/"), rest.rstrip("/"))
    return address if same else f"{label} ({address})"


SHAPES: list[tuple[re.Pattern[str], Callable[[Names, re.Match[str]], str]]] = [
    (re.compile(r"@([UW][A-Z0-9]+)(?:\|(.*))?", re.DOTALL), partial(_called, "@")),
    (re.compile(r"#([CDG][A-Z0-9]+)(?:\|(.*))?", re.DOTALL), partial(_called, "#")),
    (re.compile(r"!subteam\^(S[A-Z0-9]+)(?:\|(.*))?", re.DOTALL), partial(_called, "@")),
    (re.compile(r"!(here|channel|everyone|group)(?:\|.*)?", re.DOTALL), _crowd),
    (re.compile(r"!(date\^[^|]*|\w[^|]*(?=\|))(?:\|(.*))?", re.DOTALL), _fallback),
    (re.compile(r"([a-z][a-z0-9+.-]*://|mailto:|tel:|sms:)([^\s|]+)(?:\|(.*))?", re.DOTALL | re.IGNORECASE), _link),
]
