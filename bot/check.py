"""`python -m bot check`: is everything in place? One line each, ok or what to do.

Each check gives the facts for its ok line (templates/check/ok.json.j2), or raises `Refused` with what to do.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, cast

from slack_sdk.errors import SlackApiError
from sqlmodel import col, select

from bot import settings
from bot.checkup import Checkup, ask, header
from bot.errors import Refused
from bot.language import in_words
from bot.migrations import current, head
from bot.models import Account, AccountState, Team, Workspace
from bot.rendering import render
from bot.scopes import needed
from bot.vault import KEY_FILE, open_vault
from bot.web import HOST, SLACK_PATH

SKEW = 60
"""Seconds that the machine's clock may differ from Slack's."""

Facts = dict[str, object]


def database(checkup: Checkup) -> Facts:
    """The database can be reached and has the newest tables."""
    has, needs = current(checkup.db), head()
    if has != needs:
        raise Refused(
            "The tables are at %(has)s and Allstar needs %(needs)s: run python -m bot migrate.",
            has=has or "-",
            needs=needs,
        )
    return {"revision": has}


def secrets(checkup: Checkup) -> Facts:
    """Every account's secret can be opened."""
    with checkup.db.read() as session:
        accounts = session.exec(
            select(Account).where(col(Account.secret).is_not(None), Account.state != AccountState.REMOVED)
        ).all()
    path = checkup.settings.data_dir / KEY_FILE
    if not accounts:
        return {"count": 0}
    if not path.exists():
        raise Refused(
            "The key file %(path)s is missing, and secrets are sealed with it: put it back before Allstar starts.",
            path=path,
        )
    closed = [account.handle for account in accounts if not _opens(checkup, account)]
    if closed:
        raise Refused(
            "The secrets of %(handles)s cannot be opened with %(path)s: put the right key file back, or connect "
            "these accounts again.",
            handles=", ".join(closed),
            path=path,
        )
    return {"count": len(accounts)}


def _opens(checkup: Checkup, account: Account) -> bool:
    vault = open_vault(checkup.settings.data_dir)
    try:
        json.loads(vault.open(f"account:{account.id}", account.secret or ""))
    except (Refused, ValueError):
        return False
    return True


def token(checkup: Checkup) -> Facts:
    """The bot token is accepted, and the data are of its workspace."""
    who = checkup.identity
    with checkup.db.read() as session:
        known = session.exec(select(Workspace)).all()
    if known and who["team_id"] not in {workspace.workspace_id for workspace in known}:
        raise Refused(
            "SLACK_BOT_TOKEN belongs to the workspace %(token)s and the data to %(data)s: use the token of that "
            "workspace, or another DATA_DIR.",
            token=who["team"],
            data=", ".join(workspace.name for workspace in known),
        )
    return {"bot": who["user"], "workspace": who["team"]}


def transport(checkup: Checkup) -> Facts:
    """The app-level token opens Socket Mode; asks for an address and does not use it. A signing secret opens nothing.

    Only Slack can tell whether it reaches us over HTTP, and does so when the request URL is saved.
    """
    app_token = checkup.settings.slack_app_token
    if app_token:
        ask("SLACK_APP_TOKEN", lambda: checkup.slack.apps_connections_open(app_token=app_token))
    return {"signed_at": "" if app_token else f"http://{HOST}:{checkup.settings.port}{SLACK_PATH}"}


def scopes(checkup: Checkup) -> Facts:
    """Slack grants what manifest.yml asks for."""
    granted = {scope.strip() for scope in header(checkup.identity, "x-oauth-scopes").split(",")}
    missing = sorted(needed() - granted)
    if missing:
        raise Refused(
            "Slack does not grant %(scopes)s: give your app the manifest.yml of this version on api.slack.com/apps "
            "and install it again.",
            scopes=", ".join(missing),
        )
    return {"count": len(needed())}


def channels(checkup: Checkup) -> Facts:
    """The bot is a member of every team's channel."""
    with checkup.db.read() as session:
        teams = session.exec(select(Team).where(Team.workspace_id == checkup.identity["team_id"])).all()
    absent = [team.name for team in teams if not _is_in(checkup, team.channel_id)]
    if absent:
        raise Refused(
            "Allstar is not in %(channels)s: type /invite @Allstar there, or give the team another channel with "
            "/allstar setup.",
            channels=", ".join(f"#{name}" for name in absent),
        )
    return {"count": len(teams)}


def _is_in(checkup: Checkup, channel_id: str) -> bool:
    try:
        channel = cast("Mapping[str, Any]", checkup.slack.conversations_info(channel=channel_id)["channel"])
    except SlackApiError:
        return False
    return bool(channel.get("is_member")) and not channel.get("is_archived")


def clock(checkup: Checkup) -> Facts:
    """The machine's clock agrees with Slack's."""
    compare_clocks(header(checkup.identity, "date"), checkup.heard_at)
    return {}


def compare_clocks(date: str, now: datetime) -> None:
    """`Refused` if an HTTP date and `now` are more than a minute apart."""
    try:
        ahead = (now - parsedate_to_datetime(date)).total_seconds()
    except ValueError:
        raise Refused("Slack's answer has no date, so the clock cannot be compared: check SLACK_API_URL.") from None
    if ahead > SKEW:
        raise Refused(
            "This machine's clock is %(seconds)s seconds ahead of Slack's: let it follow a time server.",
            seconds=round(ahead),
        )
    if ahead < -SKEW:
        raise Refused(
            "This machine's clock is %(seconds)s seconds behind Slack's: let it follow a time server.",
            seconds=round(-ahead),
        )


CHECKS: dict[str, tuple[Callable[[Checkup], Facts], frozenset[str]]] = {
    "database": (database, frozenset()),
    "secrets": (secrets, frozenset({"database"})),
    "token": (token, frozenset({"database"})),
    "transport": (transport, frozenset()),
    "scopes": (scopes, frozenset({"token"})),
    "channels": (channels, frozenset({"database", "token"})),
    "clock": (clock, frozenset({"token"})),
}
"""Every check, and those that must be in order before it means anything."""


def check(language: str) -> int:
    """Print one line for each check; exit code 1 if anything is wrong."""
    try:
        checkup = Checkup(settings.load())
    except Refused as refused:
        _show("fix", in_words(refused, language))
        return 1
    _show("ok", _ok("settings", language, {}))
    try:
        return 1 if _go_through(checkup, language) else 0
    finally:
        checkup.close()


def _go_through(checkup: Checkup, language: str) -> set[str]:
    """Make every check that means something; give those that are not in order."""
    wrong: set[str] = set()
    for what, (look, needs) in CHECKS.items():
        if needs & wrong:
            wrong.add(what)
            continue
        try:
            _show("ok", _ok(what, language, look(checkup)))
        except Refused as refused:
            wrong.add(what)
            _show("fix", in_words(refused, language))
    return wrong


def _ok(what: str, language: str, facts: Facts) -> str:
    return str(render("check/ok", language, what=what, **facts)["line"])


def _show(mark: str, sentence: str) -> None:
    print(f"{mark:<4} {sentence}")
