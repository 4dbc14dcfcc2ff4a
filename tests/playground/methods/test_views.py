"""views.*: what opens when, on whose screen."""

from collections.abc import Callable

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.server import Playground
from tests.playground.conftest import client_of
from tests.playground.hands import Hands, Json
from tests.playground.kit import actions, button, field, home, modal, plain, section, typed
from tests.playground.socket_app import SocketApp


@pytest.fixture
def trigger(app: SocketApp, hands: Hands) -> Callable[[], str]:
    """A fresh trigger of Mara's."""

    def fresh() -> str:
        hands.types("UMARA", "/do")
        return str(app.payload()["trigger_id"])

    return fresh


def code(call: object, **arguments: object) -> str:
    with pytest.raises(SlackApiError) as refused:
        call(**arguments)  # type: ignore[operator]  # a method of WebClient
    return str(refused.value.response["error"])


def test_a_modal_opens_for_the_person_who_did_something(
    web: WebClient, hands: Hands, trigger: Callable[[], str]
) -> None:
    view = web.views_open(trigger_id=trigger(), view=modal(private_metadata="m"))["view"]
    assert hands.top("UMARA")["id"] == view["id"] == view["root_view_id"]
    assert (view["private_metadata"], view["callback_id"], view["state"]["values"]["words"]["it"]["value"]) == (
        "m",
        "form",
        None,
    )
    assert hands.view("UJONAS")["modals"] == []


def test_a_trigger_works_once(web: WebClient, trigger: Callable[[], str]) -> None:
    name = trigger()
    web.views_open(trigger_id=name, view=modal())
    assert code(web.views_open, trigger_id=name, view=modal()) == "exchanged_trigger_id"
    assert code(web.views_open, trigger_id="1.2.3", view=modal()) == "invalid_trigger_id"


def test_a_trigger_expires(start: Callable[..., Playground]) -> None:
    playground = start(trigger_seconds=0.0)
    with SocketApp(playground) as app, Hands(playground) as hands:
        hands.types("UMARA", "/do")
        name = app.payload()["trigger_id"]
        assert code(client_of(playground).views_open, trigger_id=name, view=modal()) == "expired_trigger_id"


def test_a_wrong_view_does_not_spend_the_trigger(web: WebClient, trigger: Callable[[], str]) -> None:
    name = trigger()
    assert code(web.views_open, trigger_id=name, view=[]) == "invalid_arguments"
    assert web.views_open(trigger_id=name, view=modal())["ok"]


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (modal(title=plain("x" * 25)), "invalid_arguments"),
        ({key: value for key, value in modal().items() if key != "submit"}, "invalid_arguments"),
        (home(), "invalid_arguments"),
        (modal(field("files", "file_input", max_files=11)), "invalid_arguments"),
        (modal(*(section("x" * 3000) for _ in range(90))), "view_too_large"),
    ],
)
def test_wrong_views_are_refused(web: WebClient, trigger: Callable[[], str], view: Json, expected: str) -> None:
    assert code(web.views_open, trigger_id=trigger(), view=view) == expected


def test_a_stack_holds_three(web: WebClient, hands: Hands, app: SocketApp, trigger: Callable[[], str]) -> None:
    body = modal(actions(button()))
    first = web.views_open(trigger_id=trigger(), view=body)["view"]["id"]

    def press() -> str:
        top = hands.top("UMARA")["id"]
        hands.do("press", who="UMARA", view_id=top, block_id="row", action_id="go")
        return str(app.payload()["trigger_id"])

    second = web.views_push(trigger_id=press(), view=body)["view"]
    assert (second["previous_view_id"], second["root_view_id"]) == (first, first)
    web.views_push(trigger_id=press(), view=body)
    assert code(web.views_push, trigger_id=press(), view=body) == "push_limit_reached"
    assert len(hands.view("UMARA")["modals"]) == 3


def test_a_push_needs_a_trigger_from_inside_the_modal(web: WebClient, trigger: Callable[[], str]) -> None:
    web.views_open(trigger_id=trigger(), view=modal())
    assert code(web.views_push, trigger_id=trigger(), view=modal()) == "not_found"


def test_an_update_keeps_what_was_typed_where_ids_stay(
    web: WebClient, hands: Hands, trigger: Callable[[], str]
) -> None:
    body = modal(field("words"), field("more"), actions(button()))
    view = web.views_open(trigger_id=trigger(), view=body)["view"]
    values = typed("words", value="kept") | typed("more", value="lost")
    hands.do("press", who="UMARA", view_id=view["id"], block_id="row", action_id="go", values=values)
    changed = web.views_update(view_id=view["id"], view=modal(field("words"), field("other")))["view"]
    assert changed["state"]["values"]["words"]["it"]["value"] == "kept"
    assert changed["state"]["values"]["other"]["it"]["value"] is None
    assert changed["hash"] != view["hash"]


def test_an_update_on_an_old_state_conflicts(web: WebClient, trigger: Callable[[], str]) -> None:
    view = web.views_open(trigger_id=trigger(), view=modal())["view"]
    assert web.views_update(view_id=view["id"], hash=view["hash"], view=modal())["ok"]
    assert code(web.views_update, view_id=view["id"], hash=view["hash"], view=modal()) == "hash_conflict"


def test_an_external_id_finds_the_view_and_is_unique(web: WebClient, trigger: Callable[[], str]) -> None:
    web.views_open(trigger_id=trigger(), view=modal(external_id="mine"))
    assert web.views_update(external_id="mine", view=modal(external_id="mine"))["ok"]
    assert code(web.views_open, trigger_id=trigger(), view=modal(external_id="mine")) == "duplicate_external_id"
    assert code(web.views_update, external_id="other", view=modal()) == "not_found"


def test_a_closed_view_is_not_found(web: WebClient, hands: Hands, trigger: Callable[[], str]) -> None:
    view_id = web.views_open(trigger_id=trigger(), view=modal())["view"]["id"]
    hands.do("close", who="UMARA", view_id=view_id)
    assert code(web.views_update, view_id=view_id, view=modal()) == "not_found"


def test_home_is_published_for_one_person(web: WebClient, hands: Hands) -> None:
    first = web.views_publish(user_id="UMARA", view=home(section("One")))["view"]
    second = web.views_publish(user_id="UMARA", view=home(section("Two")), hash=first["hash"])["view"]
    assert first["id"] == second["id"]
    assert hands.view("UMARA")["home"]["blocks"][0]["text"]["text"] == "Two"
    assert hands.view("UJONAS")["home"] is None
    assert code(web.views_publish, user_id="UMARA", view=home(), hash=first["hash"]) == "hash_conflict"
    assert code(web.views_publish, user_id="UNOBODY", view=home()) == "invalid_arguments"
