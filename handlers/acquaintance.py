"""Getting to know people: who Slack says they are, asked once and kept fresh by events."""

from collections.abc import Sequence

from slack_sdk import WebClient

from bot import people
from bot.dates import machine_now
from bot.db import Db
from bot.models import Person


def acquainted(client: WebClient, db: Db, workspace_id: str, user_ids: Sequence[str]) -> list[Person]:
    """Give these people, asking Slack about those we have not met."""
    with db.read() as session:
        found = {user_id: people.known(session, workspace_id, user_id) for user_id in user_ids}
    strangers = [user_id for user_id, person in found.items() if person is None]
    users = [client.users_info(user=user_id, include_locale=True)["user"] for user_id in strangers]
    if users:
        with db.begin() as session:
            for user in users:
                person = people.meet(session, workspace_id, user, machine_now())
                found[person.user_id] = person
    return [person for person in found.values() if person is not None]
