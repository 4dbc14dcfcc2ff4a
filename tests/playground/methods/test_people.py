"""users.*, usergroups.*, team.info."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.playground.hands import Hands


def test_users_info_tells_zone_and_rights(web: WebClient) -> None:
    user = web.users_info(user="UAIKO")["user"]
    assert (user["tz"], user["tz_offset"], user["is_admin"], user["is_restricted"]) == (
        "Asia/Tokyo",
        32_400,
        False,
        False,
    )
    assert web.users_info(user="UMARA")["user"]["is_admin"]
    assert web.users_info(user="UNOOR")["user"]["is_restricted"]
    assert web.users_info(user="UALLSTAR")["user"]["is_bot"]


def test_the_language_comes_only_if_asked_for(web: WebClient) -> None:
    assert "locale" not in web.users_info(user="UCAMILLE")["user"]
    assert web.users_info(user="UCAMILLE", include_locale=True)["user"]["locale"] == "fr-FR"


def test_somebody_of_another_workspace_has_its_team_id(web: WebClient, hands: Hands) -> None:
    guest = hands.do("people", name="Rita Moss", team_id="TOTHER", channels=["CSOCIAL"])["id"]
    user = web.users_info(user=guest)["user"]
    assert (user["team_id"], user["is_stranger"]) == ("TOTHER", False)
    hands.do("channels/CSOCIAL", leave=[guest])
    assert web.users_info(user=guest)["user"]["is_stranger"]


def test_nobody_is_not_found(web: WebClient) -> None:
    with pytest.raises(SlackApiError, match="user_not_found"):
        web.users_info(user="UNOBODY")


def test_users_list_has_everybody_page_by_page(web: WebClient) -> None:
    first = web.users_list(limit=5)
    second = web.users_list(limit=5, cursor=first["response_metadata"]["next_cursor"])
    ids = [user["id"] for user in (*first["members"], *second["members"])]
    assert {"UMARA", "UALLSTAR", "USLACKBOT"} < set(ids)
    assert len(ids) == len(set(ids)) == 8


def test_user_groups_tell_their_people(web: WebClient, hands: Hands) -> None:
    group = web.usergroups_list(include_users=True)["usergroups"][0]
    assert (group["handle"], group["users"]) == ("approvers", ["UMARA", "UCAMILLE"])
    assert "users" not in web.usergroups_list()["usergroups"][0]
    hands.do("people/UCAMILLE", deleted=True)
    assert web.usergroups_users_list(usergroup=group["id"])["users"] == ["UMARA"]
    with pytest.raises(SlackApiError, match="no_such_subteam"):
        web.usergroups_users_list(usergroup="SNONE")


def test_team_info_tells_the_workspace(web: WebClient) -> None:
    assert web.team_info()["team"]["id"] == "TPLAYGROUND"
    with pytest.raises(SlackApiError, match="team_not_found"):
        web.team_info(team="TOTHER")


def test_bots_info_knows_the_app_alone(web: WebClient) -> None:
    bot = web.bots_info(bot="BALLSTAR")["bot"]
    assert (bot["user_id"], bot["app_id"]) == ("UALLSTAR", "AALLSTAR")
    with pytest.raises(SlackApiError, match="bot_not_found"):
        web.bots_info(bot="BOTHER")


def test_everybody_rests_at_night_where_they_are(web: WebClient, hands: Hands) -> None:
    hands.do("time", text="9:00", zone="Europe/Berlin")
    rests = {}
    for user, zone in (("UMARA", "Europe/Berlin"), ("UTOM", "America/New_York")):
        found = web.dnd_info(user=user)
        rests[user] = [
            datetime.fromtimestamp(found[key], ZoneInfo(zone)) for key in ("next_dnd_start_ts", "next_dnd_end_ts")
        ]
        assert [moment.hour for moment in rests[user]] == [22, 8]
        assert web.dnd_teamInfo(users=["UNOBODY", user])["users"][user]["next_dnd_end_ts"] == found["next_dnd_end_ts"]
    now = datetime.fromisoformat(hands.get("world")["now"])
    assert rests["UTOM"][0] < now < rests["UTOM"][1]
    assert now < rests["UMARA"][0]


@pytest.mark.parametrize(("users", "code"), [("", "missing_argument"), (",".join(["UMARA"] * 51), "too_many_users")])
def test_team_dnd_is_for_one_to_fifty(web: WebClient, users: str, code: str) -> None:
    with pytest.raises(SlackApiError, match=code):
        web.api_call("dnd.teamInfo", params={"users": users})
    with pytest.raises(SlackApiError, match="user_not_found"):
        web.dnd_info(user="UNOBODY")
