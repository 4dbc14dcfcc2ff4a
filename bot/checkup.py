"""What the checks of `python -m bot check` look at: the settings, the database, and Slack's answers."""

from collections.abc import Callable
from functools import cached_property
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot import settings
from bot.dates import machine_now
from bot.db import Db, sqlite_path
from bot.errors import Refused

SLACK_TIMEOUT = 10
"""Seconds."""


class Checkup:
    """What the checks look at. Slack is asked who we are once."""

    def __init__(self, chosen: settings.Settings) -> None:
        self.settings = chosen
        self.heard_at = machine_now()
        self.slack = WebClient(chosen.slack_bot_token, chosen.slack_api_url, timeout=SLACK_TIMEOUT, retry_handlers=[])

    @cached_property
    def db(self) -> Db:
        """The database; a SQLite file that is not there is not made."""
        path = sqlite_path(self.settings.database_url)
        if path is not None and not path.exists():
            raise Refused("There is no database at %(path)s yet: run python -m bot migrate, or just start.", path=path)
        return Db(self.settings.database_url)

    def close(self) -> None:
        """Close the database, if it was opened."""
        if "db" in self.__dict__:
            self.db.close()

    @cached_property
    def identity(self) -> SlackResponse:
        """What Slack says the bot token is."""
        answer = ask("SLACK_BOT_TOKEN", self.slack.auth_test)
        self.heard_at = machine_now()
        return answer


def ask(token: str, call: Callable[[], SlackResponse]) -> SlackResponse:
    """What Slack answers; `Refused` if it cannot be reached or does not accept the token."""
    try:
        return call()
    except SlackApiError as error:
        raise Refused(
            "Slack answers %(error)s to %(token)s: copy it anew from your app on api.slack.com/apps.",
            token=token,
            error=error.response.get("error") or error.response.status_code,
        ) from error
    except (SlackClientError, HTTPException, OSError) as error:
        raise Refused(
            "Slack cannot be reached (%(why)s): check this machine's network and SLACK_API_URL.", why=error
        ) from error


def header(answer: SlackResponse, name: str) -> str:
    """A header of Slack's answer, whatever its case; empty if there is none."""
    headers = {key.lower(): value for key, value in answer.headers.items()}
    return str(headers.get(name, ""))
