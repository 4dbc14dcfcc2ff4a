"""dnd.*: when people are not to be disturbed. Everybody here rests at Slack's own hours, in their zone."""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.playground.core import Slack
from bot.playground.methods.arguments import Arguments
from bot.playground.slack_error import Json, SlackError
from bot.playground.state import Person

FROM: Final = time(22)
UNTIL: Final = time(8)
MOST_USERS: Final = 50


def info(slack: Slack, arguments: Arguments) -> Json:
    """One person's hours."""
    person = slack.world.people.get(arguments.text("user"))
    if person is None:
        raise SlackError("user_not_found")
    return {"ok": True, **_hours(person, slack.clock.now())}


def team_info(slack: Slack, arguments: Arguments) -> Json:
    """The hours of up to fifty people; whoever is not here is left out."""
    users = [user.strip() for user in arguments.text("users").split(",") if user.strip()]
    if not users:
        raise SlackError("missing_argument")
    if len(users) > MOST_USERS:
        raise SlackError("too_many_users")
    people = [slack.world.people[user] for user in users if user in slack.world.people]
    return {"ok": True, "users": {person.id: _hours(person, slack.clock.now()) for person in people}}


def _hours(person: Person, now: datetime) -> Json:
    """The rest that is under way, else the next one."""
    there = now.astimezone(ZoneInfo(person.zone))
    day = there.date() - timedelta(days=there.time() < UNTIL)
    begin = datetime.combine(day, FROM, there.tzinfo)
    end = datetime.combine(day + timedelta(days=1), UNTIL, there.tzinfo)
    return {
        "dnd_enabled": not person.is_bot,
        "next_dnd_start_ts": int(begin.timestamp()),
        "next_dnd_end_ts": int(end.timestamp()),
    }
