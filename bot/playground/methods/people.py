"""auth.*, bots.*, users.*, usergroups.*, team.* and apps.connections.open: who there is."""

from bot.playground.access import is_stranger
from bot.playground.core import Slack
from bot.playground.methods.arguments import Arguments
from bot.playground.shapes import group_json, user_json
from bot.playground.slack_error import Json, SlackError
from bot.playground.state import APP_ID, BOT_ID, BOT_USER, TEAM_DOMAIN, TEAM_ID, TEAM_NAME, Person, UserGroup


def auth_test(slack: Slack, _arguments: Arguments) -> Json:
    """Whose token it is."""
    return {
        "ok": True,
        "url": f"{slack.origin}/",
        "team": TEAM_NAME,
        "user": slack.world.people[BOT_USER].name,
        "team_id": TEAM_ID,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "app_id": APP_ID,
        "is_enterprise_install": False,
    }


def connections_open(slack: Slack, _arguments: Arguments) -> Json:
    """An address for one Socket Mode connection."""
    if slack.is_out:
        raise SlackError("internal_error")
    return {"ok": True, "url": f"ws://127.0.0.1:{slack.port}/link/?ticket={slack.links.ticket()}&app_id={APP_ID}"}


def team_info(slack: Slack, arguments: Arguments) -> Json:
    """The workspace."""
    if arguments.text("team", TEAM_ID) != TEAM_ID:
        raise SlackError("team_not_found")
    team = {
        "id": TEAM_ID,
        "name": TEAM_NAME,
        "domain": TEAM_DOMAIN,
        "email_domain": "",
        "url": f"{slack.origin}/",
        "icon": {"image_default": True},
        "is_verified": False,
    }
    return {"ok": True, "team": team}


def bots_info(slack: Slack, arguments: Arguments) -> Json:
    """The app's bot: there is no other."""
    if arguments.text("bot", BOT_ID) != BOT_ID:
        raise SlackError("bot_not_found")
    user = slack.world.people[BOT_USER]
    bot = {"id": BOT_ID, "deleted": False, "name": user.real_name, "updated": user.updated, "app_id": APP_ID}
    return {"ok": True, "bot": {**bot, "user_id": BOT_USER, "icons": {}}}


def users_info(slack: Slack, arguments: Arguments) -> Json:
    """One person."""
    person = slack.world.people.get(arguments.text("user"))
    if person is None:
        raise SlackError("user_not_found")
    return {"ok": True, "user": _user(slack, person, arguments)}


def users_list(slack: Slack, arguments: Arguments) -> Json:
    """Everybody, also bots and those who left."""
    page, cursor = arguments.page(list(slack.world.people.values()))
    members = [_user(slack, person, arguments) for person in page]
    return {
        "ok": True,
        "members": members,
        "cache_ts": slack.clock.unix(),
        "response_metadata": {"next_cursor": cursor},
    }


def usergroups_list(slack: Slack, arguments: Arguments) -> Json:
    """The user groups."""
    with_users, now = arguments.flag("include_users"), slack.clock.unix()
    groups = [
        group_json(group, now, with_users=with_users)
        for group in slack.world.usergroups.values()
        if not group.disabled or arguments.flag("include_disabled")
    ]
    return {"ok": True, "usergroups": groups}


def usergroups_users_list(slack: Slack, arguments: Arguments) -> Json:
    """Who is in a user group."""
    group = slack.world.usergroups.get(arguments.text("usergroup"))
    if group is None or (group.disabled and not arguments.flag("include_disabled")):
        raise SlackError("no_such_subteam")
    return {"ok": True, "users": _active(slack, group)}


def _active(slack: Slack, group: UserGroup) -> list[str]:
    return [user for user in group.users if not slack.world.people[user].deleted]


def _user(slack: Slack, person: Person, arguments: Arguments) -> Json:
    stranger = is_stranger(slack.world, person)
    return user_json(person, slack.clock.now(), with_locale=arguments.flag("include_locale"), is_stranger=stranger)
