"""Submitting and closing modals, and what the app's acknowledgement does."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.playground.server import Playground
from tests.playground.conftest import client_of
from tests.playground.hands import Hands, Json
from tests.playground.kit import field, modal, option, plain, section, typed
from tests.playground.socket_app import SILENCE, SocketApp

Opening = Callable[..., Json]


@pytest.fixture
def opened(app: SocketApp, hands: Hands, web: WebClient) -> Opening:
    """Open a modal on Mara's screen; the app answers submissions with `answer`."""

    def opening(*blocks: Json, answer: object = None, **more: Any) -> Json:
        hands.types("UMARA", "/do")
        view: Json = web.views_open(trigger_id=app.payload()["trigger_id"], view=modal(*blocks, **more))["view"]
        app.answers = lambda _: answer
        return view

    return opening


def submit(hands: Hands, view: Json, who: str = "UMARA", **values: Json) -> Json:
    return hands.do("submit", who=who, view_id=view["id"], values={name: {"it": one} for name, one in values.items()})


def test_a_submission_arrives_with_everything_and_closes_the_modal(
    opened: Opening, app: SocketApp, hands: Hands
) -> None:
    view = opened(field("words"), field("day", "datepicker", initial_date="2026-12-24"), private_metadata="m")
    assert submit(hands, view, words={"value": "Hello <b> & 🎉"}) == {"ok": True, "errors": {}}
    payload = app.payload()
    assert payload["type"] == "view_submission"
    assert payload["response_urls"] == []
    sent = payload["view"]
    assert sent["state"]["values"] == {
        "words": {"it": {"type": "plain_text_input", "value": "Hello <b> & 🎉"}},
        "day": {"it": {"type": "datepicker", "selected_date": "2026-12-24"}},
    }
    for name in ("id", "hash", "callback_id", "root_view_id", "previous_view_id", "private_metadata", "blocks"):
        assert sent[name] == view[name]
    assert hands.view("UMARA")["modals"] == []


def test_what_is_left_empty_arrives_as_nothing(opened: Opening, app: SocketApp, hands: Hands) -> None:
    view = opened(
        field("words", optional=True),
        field("who", "users_select", optional=True),
        field("many", "multi_static_select", options=[option("a")], optional=True),
    )
    submit(hands, view, words={"value": ""})
    values = app.payload()["view"]["state"]["values"]
    assert [values["words"]["it"]["value"], values["who"]["it"]["selected_user"]] == [None, None]
    assert values["many"]["it"]["selected_options"] == []


def test_an_initial_value_can_be_emptied(opened: Opening, app: SocketApp, hands: Hands) -> None:
    view = opened(field("words", initial_value="old", optional=True))
    submit(hands, view, words={"value": None})
    assert app.payload()["view"]["state"]["values"]["words"]["it"]["value"] is None


@pytest.mark.parametrize(
    ("block", "value", "sentence"),
    [
        (field("f"), {"value": " "}, "Please fill this in: it is required."),
        (field("f", min_length=3), {"value": "ab"}, "Please write at least 3 characters."),
        (field("f", max_length=3), {"value": "abcd"}, "Please write at most 3 characters."),
        (field("f"), {"value": "x" * 3001}, "Please write at most 3000 characters."),
        (field("f", "email_text_input"), {"value": "mara"}, "Please enter an e-mail address."),
        (field("f", "url_text_input"), {"value": "mara"}, "Please enter a web address that starts with https://."),
        (field("f", "number_input", is_decimal_allowed=False), {"value": "1.5"}, "Please enter a whole number."),
        (field("f", "number_input", is_decimal_allowed=True), {"value": "x"}, "Please enter a number."),
        (
            field("f", "number_input", is_decimal_allowed=False, min_value="2"),
            {"value": "1"},
            "Please enter 2 or more.",
        ),
        (
            field("f", "number_input", is_decimal_allowed=False, max_value="2"),
            {"value": "3"},
            "Please enter 2 or less.",
        ),
        (field("f", "static_select", options=[option("a")]), {}, "Please fill this in: it is required."),
        (field("f", "checkboxes", options=[option("a")]), {}, "Please fill this in: it is required."),
    ],
)
def test_slacks_window_sends_nothing_that_it_can_see_is_wrong(
    opened: Opening, app: SocketApp, hands: Hands, block: Json, value: Json, sentence: str
) -> None:
    view = opened(block)
    assert submit(hands, view, f=value) == {"ok": False, "errors": {"f": sentence}}
    assert app.nothing_came()
    assert hands.top("UMARA")["errors"] == {"f": sentence}


def test_errors_of_the_app_stand_under_their_fields_and_nothing_is_lost(
    opened: Opening, app: SocketApp, hands: Hands
) -> None:
    view = opened(answer={"response_action": "errors", "errors": {"words": "Too dull."}})
    assert submit(hands, view, words={"value": "meh"}) == {"ok": False, "errors": {"words": "Too dull."}}
    top = hands.top("UMARA")
    assert top["errors"] == {"words": "Too dull."}
    assert top["view"]["state"]["values"]["words"]["it"]["value"] == "meh"
    app.answers = lambda _: None
    assert submit(hands, view) == {"ok": True, "errors": {}}


def test_an_update_replaces_the_modal(opened: Opening, hands: Hands) -> None:
    view = opened(answer={"response_action": "update", "view": modal(section("Thanks"), title=plain("Done"))})
    assert submit(hands, view, words={"value": "x"})["ok"]
    top = hands.top("UMARA")
    assert (top["id"], top["view"]["title"]["text"]) == (view["id"], "Done")
    assert top["view"]["hash"] != view["hash"]


def test_a_push_lays_one_on_top_and_submitting_it_brings_back_the_first(
    opened: Opening, app: SocketApp, hands: Hands
) -> None:
    view = opened(answer={"response_action": "push", "view": modal(title=plain("Second"))})
    submit(hands, view, words={"value": "first"})
    assert [one["view"]["title"]["text"] for one in hands.view("UMARA")["modals"]] == ["Form", "Second"]
    assert submit(hands, view)["error"] == "Another window lies on top of that one."
    app.answers = lambda _: None
    assert submit(hands, hands.top("UMARA"), words={"value": "second"})["ok"]
    assert hands.top("UMARA")["view"]["state"]["values"]["words"]["it"]["value"] == "first"


def test_clear_closes_every_modal(opened: Opening, app: SocketApp, hands: Hands) -> None:
    view = opened(answer={"response_action": "push", "view": modal()})
    submit(hands, view, words={"value": "x"})
    app.answers = lambda _: {"response_action": "clear"}
    submit(hands, hands.top("UMARA"), words={"value": "x"})
    assert hands.view("UMARA")["modals"] == []


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nowhere": "x"}},
        {"response_action": "errors", "errors": {"words": ""}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update"},
        {"response_action": "update", "view": modal(title=plain("x" * 25))},
        {"response_action": "dance"},
        {"text": "Thanks"},
        "Thanks",
    ],
)
def test_an_answer_that_slack_would_refuse_is_a_red_row_and_seen(opened: Opening, hands: Hands, answer: object) -> None:
    view = opened(answer=answer)
    outcome = submit(hands, view, words={"value": "kept"})
    assert outcome == {"ok": False, "errors": {}, "error": "Form did not work: the app's answer was not valid."}
    assert len(hands.refusals()) == 1
    assert hands.top("UMARA")["view"]["state"]["values"]["words"]["it"]["value"] == "kept"


def test_nobody_answering_loses_nothing_that_was_typed(start: Callable[..., Playground]) -> None:
    playground = start()
    with SocketApp(playground) as app, Hands(playground) as hands:
        hands.types("UMARA", "/do")
        view = client_of(playground).views_open(trigger_id=app.payload()["trigger_id"], view=modal())["view"]
        app.answers = lambda _: SILENCE
        outcome = hands.do("submit", who="UMARA", view_id=view["id"], values=typed("words", value="kept"))
        assert outcome["error"] == "Form did not work: the app did not answer in time."
        assert hands.top("UMARA")["view"]["state"]["values"]["words"]["it"]["value"] == "kept"


def test_nobody_submits_the_modal_of_somebody_else(opened: Opening, app: SocketApp, hands: Hands) -> None:
    view = opened()
    assert "does not see" in submit(hands, view, who="UJONAS", words={"value": "x"})["error"]
    assert app.nothing_came()


def test_a_field_that_is_not_there_cannot_be_filled_in(opened: Opening, app: SocketApp, hands: Hands) -> None:
    view = opened()
    assert submit(hands, view, other={"value": "x"})["error"] == "There is no field other here."
    assert app.nothing_came()


def test_closing_tells_the_app_only_if_it_asked(opened: Opening, app: SocketApp, hands: Hands) -> None:
    hands.do("close", who="UMARA", view_id=opened()["id"])
    assert app.nothing_came()
    view = opened(notify_on_close=True)
    assert hands.do("close", who="UMARA", view_id=view["id"])["ok"]
    payload = app.payload()
    assert (payload["type"], payload["view"]["id"], payload["is_cleared"]) == ("view_closed", view["id"], False)
    assert hands.view("UMARA")["modals"] == []


def test_a_modal_that_clears_on_close_takes_the_others_along(opened: Opening, app: SocketApp, hands: Hands) -> None:
    first = opened(
        notify_on_close=True,
        answer={"response_action": "push", "view": modal(clear_on_close=True, notify_on_close=True)},
    )
    submit(hands, first, words={"value": "x"})
    assert app.payload()["type"] == "view_submission"
    hands.do("close", who="UMARA", view_id=hands.top("UMARA")["id"])
    closed = [app.payload(), app.payload()]
    assert [one["is_cleared"] for one in closed] == [True, True]
    assert closed[1]["view"]["id"] == first["id"]
    assert hands.view("UMARA")["modals"] == []


def test_a_channel_field_can_bring_a_response_url(opened: Opening, app: SocketApp, hands: Hands) -> None:
    chooser = field("where", "conversations_select", response_url_enabled=True, default_to_current_conversation=True)
    submit(hands, opened(chooser))
    urls = app.payload()["response_urls"]
    assert (urls[0]["channel_id"], urls[0]["block_id"]) == ("CSOCIAL", "where")


def test_slacks_window_speaks_the_persons_language(app: SocketApp, hands: Hands, web: WebClient) -> None:
    hands.types("UCAMILLE", "/do")
    view = web.views_open(trigger_id=app.payload()["trigger_id"], view=modal())["view"]
    errors = submit(hands, view, who="UCAMILLE", words={"value": ""})["errors"]
    assert errors == {"words": "Merci de remplir ce champ\u202f: il est obligatoire."}
    assert hands.types("UCAMILLE", "/nope")["error"].startswith("La commande /nope")
    assert hands.view("UCAMILLE")["notice"] == hands.texts("UCAMILLE")[-1]
