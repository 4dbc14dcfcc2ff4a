"""Getting to know people: who Slack says they are, kept fresh by events and asked again once a day."""

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot import people
from bot.dates import machine_now
from bot.db import Db
from bot.models import Person

FRESH = timedelta(days=1)
AT_ONCE = 8
"""Questions to Slack at the same time: all of them must fit into the three seconds of a press."""

log = logging.getLogger(__name__)


def acquainted(client: WebClient, db: Db, workspace_id: str, user_ids: Sequence[str]) -> list[Person]:
    """Give these people, asking Slack about those we have not met, or not for a day."""
    with db.read() as session:
        found = {user_id: people.known(session, workspace_id, user_id) for user_id in user_ids}
    asked = [user_id for user_id, person in found.items() if person is None or _is_stale(person)]
    if not asked:
        return [person for person in found.values() if person is not None]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        users = list(pool.map(lambda user_id: _user(client, user_id, must=found[user_id] is None), asked))
    with db.begin() as session:
        for user in filter(None, users):
            person = people.meet(session, workspace_id, user, machine_now())
            found[person.user_id] = person
    return [person for person in found.values() if person is not None]


def _is_stale(person: Person) -> bool:
    return machine_now() - person.refreshed_at > FRESH


def _user(client: WebClient, user_id: str, *, must: bool) -> Mapping[str, Any] | None:
    """Ask Slack about a person; what we know of one whom we have met is good enough while Slack is silent."""
    try:
        user: Mapping[str, Any] = client.users_info(user=user_id, include_locale=True)["user"]
    except (SlackApiError, SlackClientError, OSError):
        if must:
            raise
        log.warning("Slack did not say how %s is doing", user_id)
        return None
    return user
