"""Buttons, selects and pickers in messages, modals and on Home."""

from collections.abc import Callable

import pytest
from slack_sdk import WebClient

from bot.playground.server import Playground
from tests.playground.hands import Hands, Json
from tests.playground.kit import actions, button, field, home, modal, option, section, typed
from tests.playground.socket_app import SILENCE, SocketApp

SELECT = {"type": "static_select", "action_id": "pick", "options": [option("a"), option("b")]}


def posted(web: WebClient, *elements: Json, channel: str = "CSOCIAL") -> Json:
    """A message with these elements, and where to press in it."""
    answer = web.chat_postMessage(channel=channel, text="t", blocks=[section(), actions(*elements)])
    return {"channel": answer["channel"], "ts": answer["ts"], "block_id": "row"}


def test_a_button_in_a_message_arrives_with_everything_around_it(
    app: SocketApp, hands: Hands, web: WebClient, playground: Playground
) -> None:
    place = posted(web, button(value="42", style="primary"))
    assert hands.do("press", who="UJONAS", action_id="go", **place) == {"ok": True}
    payload = app.payload()
    assert payload["type"] == "block_actions"
    assert payload["user"] == {"id": "UJONAS", "username": "jonas", "name": "jonas", "team_id": "TPLAYGROUND"}
    assert payload["team"] == {"id": "TPLAYGROUND", "domain": "playground"}
    assert payload["container"] == {
        "type": "message",
        "message_ts": place["ts"],
        "channel_id": "CSOCIAL",
        "is_ephemeral": False,
    }
    assert payload["channel"] == {"id": "CSOCIAL", "name": "social-team"}
    assert payload["message"]["ts"] == place["ts"]
    assert payload["message"]["blocks"][1]["block_id"] == "row"
    assert payload["response_url"].startswith(f"{playground.origin}/response/")
    action = payload["actions"][0]
    assert (action["type"], action["action_id"], action["value"], action["style"]) == ("button", "go", "42", "primary")


CHOICES: list[tuple[Json, Json, Json]] = [
    (SELECT, {"selected_option": option("b")}, {"value": "b"}),
    (
        {"type": "multi_static_select", "action_id": "pick", "options": [option("a"), option("b")]},
        {"selected_options": [option("b"), option("a")]},
        {"value": ["b", "a"]},
    ),
    (
        {"type": "checkboxes", "action_id": "pick", "options": [option("a")]},
        {"selected_options": []},
        {"value": []},
    ),
    (
        {"type": "radio_buttons", "action_id": "pick", "options": [option("a")]},
        {"selected_option": "a"},
        {"value": "a"},
    ),
    ({"type": "users_select", "action_id": "pick"}, {"selected_user": "UTOM"}, {"selected_user": "UTOM"}),
    (
        {"type": "multi_users_select", "action_id": "pick"},
        {"selected_users": ["UTOM", "UMARA"]},
        {"selected_users": ["UTOM", "UMARA"]},
    ),
    (
        {"type": "channels_select", "action_id": "pick"},
        {"selected_channel": "CSALES"},
        {"selected_channel": "CSALES"},
    ),
    (
        {"type": "conversations_select", "action_id": "pick"},
        {"selected_conversation": "CSALES"},
        {"selected_conversation": "CSALES"},
    ),
    ({"type": "datepicker", "action_id": "pick"}, {"selected_date": "2026-12-24"}, {"selected_date": "2026-12-24"}),
    ({"type": "timepicker", "action_id": "pick"}, {"selected_time": "09:30"}, {"selected_time": "09:30"}),
    (
        {"type": "datetimepicker", "action_id": "pick"},
        {"selected_date_time": 1_800_000_000},
        {"selected_date_time": 1_800_000_000},
    ),
]


@pytest.mark.parametrize(("element", "chosen", "expected"), CHOICES, ids=[case[0]["type"] for case in CHOICES])
def test_what_is_chosen_stands_in_the_action_and_in_the_state(
    app: SocketApp, hands: Hands, web: WebClient, element: Json, chosen: Json, expected: Json
) -> None:
    place = posted(web, element)
    assert hands.do("press", who="UMARA", action_id="pick", **place, **chosen) == {"ok": True}
    payload = app.payload()
    action, state = payload["actions"][0], payload["state"]["values"]["row"]["pick"]
    slot = next(iter(chosen))
    assert action[slot] == state[slot]
    got = action[slot]
    if "value" in expected:
        got = [one["value"] for one in got] if isinstance(got, list) else got["value"]
    assert got == next(iter(expected.values()))
    assert state["type"] == element["type"]


def test_an_overflow_menu_tells_its_option(app: SocketApp, hands: Hands, web: WebClient) -> None:
    place = posted(web, {"type": "overflow", "action_id": "pick", "options": [option("a"), option("b")]})
    hands.do("press", who="UMARA", action_id="pick", selected_option=option("b"), **place)
    payload = app.payload()
    assert payload["actions"][0]["selected_option"]["value"] == "b"
    assert payload["state"] == {"values": {}}


@pytest.mark.parametrize(
    ("element", "chosen"),
    [
        (SELECT, {"selected_option": option("c")}),
        ({"type": "users_select", "action_id": "pick"}, {"selected_user": "UNOBODY"}),
        ({"type": "datepicker", "action_id": "pick"}, {"selected_date": "tomorrow"}),
        ({"type": "timepicker", "action_id": "pick"}, {"selected_time": "25:00"}),
        ({"type": "datetimepicker", "action_id": "pick"}, {"selected_date_time": 5}),
        ({"type": "channels_select", "action_id": "pick"}, {"selected_channel": "CNOWHERE"}),
        (
            {"type": "multi_users_select", "action_id": "pick", "max_selected_items": 1},
            {"selected_users": ["UTOM", "UMARA"]},
        ),
    ],
)
def test_what_an_element_does_not_offer_cannot_be_chosen(
    app: SocketApp, hands: Hands, web: WebClient, element: Json, chosen: Json
) -> None:
    answer = hands.do("press", who="UMARA", action_id="pick", **posted(web, element), **chosen)
    assert answer["ok"] is False
    assert app.nothing_came()


def test_a_button_on_an_ephemeral_line_is_for_its_addressee(app: SocketApp, hands: Hands, web: WebClient) -> None:
    web.chat_postEphemeral(channel="CSOCIAL", user="UJONAS", text="t", blocks=[actions(button())])
    place = {"channel": "CSOCIAL", "ts": hands.messages("UJONAS")[-1]["ts"], "block_id": "row", "action_id": "go"}
    assert hands.do("press", who="UMARA", **place)["error"] == "Mara Lindt does not see that message."
    assert hands.do("press", who="UJONAS", **place)["ok"]
    payload = app.payload()
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload


def test_somebody_who_is_not_there_cannot_press_unless_forced(app: SocketApp, hands: Hands, web: WebClient) -> None:
    place = posted(web, button(), channel="UJONAS")
    assert "is not in" in hands.do("press", who="UMARA", action_id="go", **place)["error"]
    assert hands.do("press", who="UMARA", action_id="go", force=True, **place)["ok"]
    assert app.payload()["user"]["id"] == "UMARA"


def test_a_button_that_is_gone_cannot_be_pressed(app: SocketApp, hands: Hands, web: WebClient) -> None:
    place = posted(web, button())
    web.chat_update(channel="CSOCIAL", ts=place["ts"], text="over")
    assert "changed" in hands.do("press", who="UMARA", action_id="go", **place)["error"]
    assert app.nothing_came()


def test_nobody_answering_a_button_is_seen(start: Callable[..., Playground]) -> None:
    playground = start()
    with SocketApp(playground, lambda _: SILENCE), Hands(playground) as hands:
        web = WebClient("xoxb-playground", base_url=playground.api_url)
        answer = hands.do("press", who="UMARA", action_id="go", **posted(web, button()))
        assert answer == {"ok": False, "error": "“Go” did not work: the app did not answer in time."}
        assert hands.view("UMARA")["notice"] == answer["error"]
        assert hands.view("UJONAS")["notice"] is None


def test_an_acknowledgement_of_a_press_carries_no_answer(app: SocketApp, hands: Hands, web: WebClient) -> None:
    app.answers = lambda _: {"text": "ignored"}
    assert hands.do("press", who="UMARA", action_id="go", **posted(web, button()))["ok"]
    assert "Slack ignores it" in hands.refusals()[0]
    assert len(hands.messages("UMARA")) == 1


def test_an_element_inside_a_modal_arrives_with_the_whole_form(app: SocketApp, hands: Hands, web: WebClient) -> None:
    hands.types("UMARA", "/do")
    body = modal(field("words", initial_value="start"), actions(SELECT), private_metadata="m")
    view = web.views_open(trigger_id=app.payload()["trigger_id"], view=body)["view"]
    values = typed("words", value="so far")
    chosen = {"selected_option": option("a")}
    wish = {"view_id": view["id"], "block_id": "row", "action_id": "pick", "values": values, **chosen}
    assert hands.do("press", who="UMARA", **wish)["ok"]
    payload = app.payload()
    assert payload["container"] == {"type": "view", "view_id": view["id"]}
    assert "message" not in payload
    assert "response_url" not in payload
    state = payload["view"]["state"]["values"]
    assert state["words"]["it"]["value"] == "so far"
    assert state["row"]["pick"]["selected_option"]["value"] == "a"
    assert (payload["view"]["private_metadata"], payload["view"]["hash"]) == ("m", view["hash"])
    assert hands.top("UMARA")["view"]["state"]["values"] == state


def test_an_element_on_home_arrives_with_the_home_view(app: SocketApp, hands: Hands, web: WebClient) -> None:
    view = web.views_publish(user_id="UMARA", view=home(actions(button())))["view"]
    assert hands.do("press", who="UMARA", home=True, block_id="row", action_id="go")["ok"]
    payload = app.payload()
    assert (payload["view"]["type"], payload["view"]["id"]) == ("home", view["id"])
    assert hands.do("press", who="UJONAS", home=True, block_id="row", action_id="go")["ok"] is False


def test_a_press_from_another_workspace_carries_its_id(app: SocketApp, hands: Hands, web: WebClient) -> None:
    stranger = hands.do("people", name="Rita Moss", team_id="TOTHER", channels=["CSOCIAL"])["id"]
    place = posted(web, button())
    assert {app.event()["type"], app.event()["type"]} == {"team_join", "member_joined_channel"}
    assert hands.do("press", who=stranger, action_id="go", **place)["ok"]
    payload = app.payload()
    assert (payload["team"]["id"], payload["user"]["team_id"]) == ("TOTHER", "TOTHER")
