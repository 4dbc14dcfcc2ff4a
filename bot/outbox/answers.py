"""What Slack's answers to a write mean for us. Sources: docs.slack.dev/reference/methods, and the handbook."""

from datetime import datetime, timedelta
from enum import Enum

from slack_sdk.errors import SlackApiError

UNREACHABLE = frozenset({"not_in_channel", "channel_not_found", "is_archived", "restricted_action", "restricted_action_read_only_channel"})  # fmt: skip  # noqa: E501 - one table
HOPELESS = frozenset({
    "invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long", "no_text", "invalid_arguments",
    "user_not_found", "user_disabled", "cannot_dm_bot", "messages_tab_disabled", "user_is_bot",
})  # fmt: skip
GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
UNCLEAR = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"})
LIMITED = frozenset({"ratelimited", "rate_limited"})


class Reading(Enum):
    """How to go on after an error."""

    LATER = "later"
    """Certainly not done: try again at the time Slack names."""
    UNSURE = "unsure"
    """Perhaps done: look before trying again."""
    UNREACHABLE = "unreachable"
    """The place is closed to us until somebody opens it."""
    GONE = "gone"
    """The copy that we knew is no longer there: post a new one."""
    HOPELESS = "hopeless"
    """This message, or this addressee, will never be accepted."""
    CLOSED = "closed"
    """Slack turns us away altogether, a revoked token for example: until the operator has mended that."""


def read(error: SlackApiError) -> Reading:
    """Read an error of chat.postMessage or chat.update."""
    code = str(error.response.get("error", ""))
    if error.response.status_code == 429 or code in LIMITED:  # noqa: PLR2004 - HTTP's number
        return Reading.LATER
    if error.response.status_code >= 500 or code in UNCLEAR:  # noqa: PLR2004 - HTTP's number
        return Reading.UNSURE
    if code in UNREACHABLE:
        return Reading.UNREACHABLE
    if code in GONE:
        return Reading.GONE
    return Reading.HOPELESS if code in HOPELESS else Reading.CLOSED


def retry_at(error: SlackApiError, at: datetime) -> datetime:
    """Give the time that Slack asks us to wait for (30 s where it names none)."""
    seconds = str(error.response.headers.get("Retry-After", "30"))
    return at + timedelta(seconds=int(seconds) if seconds.isdigit() else 30)


def backoff(tries: int) -> timedelta:
    """Wait 1 s, 2 s, 4 s ... up to a minute: a card that comes late is still worth having."""
    return timedelta(seconds=min(2 ** min(max(tries - 1, 0), 6), 60))
