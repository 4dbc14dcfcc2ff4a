"""Log lines for the operator: on stderr, in UTC, without bodies and without secrets.

The libraries underneath log whole requests at DEBUG, so they only get to warn.
"""

import logging
import re
import sys
import threading
import time
from types import TracebackType

QUIET = frozenset(
    {"slack_bolt", "slack_sdk", "httpx", "httpcore", "uvicorn", "websockets", "apscheduler", "asyncio", "alembic"}
)
HIDDEN = "•••"

_SECRETS = (
    (re.compile(r"\b(xox[a-z](?:\.xox[a-z])?-|xapp-|whsec_)[\w+/=.-]+"), rf"\1{HIDDEN}"),
    (re.compile(r"(?i)\b(bearer\s+)[^\s'\",]+"), rf"\1{HIDDEN}"),
    (re.compile(r"(?i)\b((?:ticket|token|secret|password|signature)=)[^&\s'\"]+"), rf"\1{HIDDEN}"),
    (re.compile(r"(?i)(\w+://[^\s:/@'\"]*:)[^\s@'\"]+@"), rf"\1{HIDDEN}@"),
    (re.compile(r"(?i)(https?://hooks?\.[^\s/'\"]+)/[^\s'\"]+"), rf"\1/{HIDDEN}"),
    (re.compile(r"(?i)(https?://[^\s/'\"]+)/[^\s'\"]*\b(?:response|(?:web)?hooks?)/[^\s'\"]+"), rf"\1/{HIDDEN}"),
)


def redact(text: str) -> str:
    """`text` without Slack's tokens, bearer tokens, signing secrets, passwords and secret addresses."""
    for pattern, replacement in _SECRETS:
        text = pattern.sub(replacement, text)
    return text


class RedactingFormatter(logging.Formatter):
    """Redacts the finished line, traceback included."""

    def __init__(self) -> None:
        super().__init__("%(asctime)sZ %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        """The line as it may be shown."""
        return redact(super().format(record))


def is_wanted(record: logging.LogRecord) -> bool:
    """Whether a line is ours or a warning. A filter, because Bolt gives its loggers the root's level."""
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] not in QUIET


def configure(level: str) -> None:
    """Log to stderr from `level` on; what nobody catches is logged too, in any thread."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter())
    handler.addFilter(is_wanted)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("bot").critical("Allstar stops: nobody expected this", exc_info=(kind, error, trace))


def _log_uncaught_in_thread(uncaught: threading.ExceptHookArgs) -> None:
    error = uncaught.exc_value
    name = uncaught.thread.name if uncaught.thread else "unknown"
    logging.getLogger("bot").critical("The thread %s ended: nobody expected this", name, exc_info=error)
