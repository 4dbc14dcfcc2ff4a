"""Files: uploaded by the app and by people, looked at a little later, seen by those who may."""

import json
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.core import Patience
from bot.playground.server import Playground
from bot.playground.web_api import BOT_TOKEN
from tests.playground.conftest import client_of
from tests.playground.hands import Hands, Json
from tests.playground.kit import PNG, field, modal, section, typed
from tests.playground.socket_app import SocketApp

Starting = Callable[..., Playground]
PATIENT = Patience(file=60.0)


def picture(**named: str) -> Json:
    return {"type": "image", "alt_text": "a chart", "slack_file": named}


def download(url: str, token: str = BOT_TOKEN) -> httpx.Response:
    return httpx.get(url, headers={"authorization": f"Bearer {token}"}, trust_env=False)


def wait_for_type(web: WebClient, file_id: str) -> Json:
    until = time.monotonic() + 10
    while not (file := web.files_info(file=file_id)["file"])["mimetype"]:
        assert time.monotonic() < until
    found: Json = file
    return found


def refused(call: Callable[..., object], **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as error:
        call(**arguments)
    response = error.value.response
    return "; ".join([response["error"], *response.get("response_metadata", {}).get("messages", [])])


def test_an_upload_in_three_steps_is_seen_in_the_channel(web: WebClient, hands: Hands, app: SocketApp) -> None:
    sent = web.files_upload_v2(
        channel="CSOCIAL", content=PNG, filename="chart.png", title="Reach", alt_txt="rising", initial_comment="Look"
    )
    file_id = sent["file"]["id"]
    event = app.event()
    assert (event["type"], event["file_id"], event["channel_id"]) == ("file_shared", file_id, "CSOCIAL")
    shown = hands.messages("UMARA")[0]
    assert shown["text"] == "Look"
    assert shown["files"] == [
        {
            "id": file_id,
            "name": "chart.png",
            "title": "Reach",
            "mimetype": "image/png",
            "filetype": "png",
            "size": len(PNG),
            "alt": "rising",
            "is_image": True,
            "usable": True,
        }
    ]
    file = web.conversations_history(channel="CSOCIAL")["messages"][0]["files"][0]
    assert (file["id"], file["alt_txt"], file["channels"], file["is_public"]) == (file_id, "rising", ["CSOCIAL"], True)
    assert file["shares"]["public"]["CSOCIAL"][0]["ts"] == shown["ts"]
    assert download(file["url_private_download"]).content == PNG


def test_slack_looks_at_a_file_only_later(start: Starting) -> None:
    playground = start(patience=PATIENT)
    web = client_of(playground)
    file_id = web.files_upload_v2(content=PNG, filename="chart.png")["file"]["id"]
    file = web.files_info(file=file_id)["file"]
    assert (file["mimetype"], file["filetype"], file["size"]) == ("", "", len(PNG))
    assert refused(web.chat_postMessage, channel="CSOCIAL", text="t", blocks=[section(), picture(id=file_id)]) == (
        "invalid_blocks; [ERROR] invalid slack file [json-pointer:/blocks/1/slack_file]"
    )
    assert "invalid slack file [json-pointer:/view/blocks/0/slack_file]" in refused(
        web.views_publish, user_id="UMARA", view={"type": "home", "blocks": [picture(id=file_id)]}
    )
    playground.stop()
    web = client_of(start(patience=PATIENT))
    assert web.files_info(file=file_id)["file"]["filetype"] == "png"
    assert download(web.files_info(file=file_id)["file"]["url_private"]).content == PNG


def test_a_picture_in_blocks_is_named_by_id_or_address(web: WebClient) -> None:
    file = wait_for_type(web, web.files_upload_v2(content=PNG, filename="chart.png")["file"]["id"])
    inside = {**section(), "accessory": picture(url=file["url_private"])}
    assert web.chat_postMessage(channel="CSOCIAL", text="t", blocks=[picture(id=file["id"]), inside])["ok"]


@pytest.mark.parametrize("named", [{"id": "FNONE"}, {"url": "https://files.slack.com/files/F1"}, {"url": "/files/F1"}])
def test_a_picture_that_is_no_file_is_refused(web: WebClient, named: dict[str, str]) -> None:
    assert "invalid slack file" in refused(web.chat_postMessage, channel="CSOCIAL", text="t", blocks=[picture(**named)])


def test_a_text_is_no_picture_whatever_its_name(web: WebClient) -> None:
    file = wait_for_type(web, web.files_upload_v2(content="<b>no</b>", filename="chart.png")["file"]["id"])
    assert file["filetype"] == "text"
    assert "invalid slack file" in refused(
        web.chat_postMessage, channel="CSOCIAL", text="t", blocks=[picture(id=file["id"])]
    )


def test_bytes_may_come_in_a_form_and_only_once(web: WebClient) -> None:
    announced = web.files_getUploadURLExternal(filename="a.png", length=len(PNG))
    sent = httpx.post(announced["upload_url"], files={"filename": ("x", PNG, "image/png")}, trust_env=False)
    assert (sent.status_code, sent.text) == (200, f"OK - {len(PNG)}")
    assert httpx.post(announced["upload_url"], content=PNG, trust_env=False).status_code == 400
    assert web.files_completeUploadExternal(files=[{"id": announced["file_id"]}])["files"][0]["name"] == "a.png"


@pytest.mark.parametrize("content", [b"", PNG[:-1], PNG * 1_000])
def test_other_bytes_than_announced_are_refused(web: WebClient, hands: Hands, content: bytes) -> None:
    announced = web.files_getUploadURLExternal(filename="a.png", length=len(PNG))
    assert httpx.post(announced["upload_url"], content=content, trust_env=False).status_code == 400
    assert hands.refusals() == [f"{len(PNG)} bytes were announced"]
    assert refused(web.files_completeUploadExternal, files=[{"id": announced["file_id"]}]) == "file_not_found"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"filename": "a", "length": 0}, "invalid_arguments"),
        ({"filename": "a", "length": 50_000_001}, "file_upload_size_restricted"),
        ({"filename": "a", "length": 1, "alt_txt": "x" * 1_001}, "alt_txt_too_large"),
    ],
)
def test_an_announcement_is_refused_as_slack_does(web: WebClient, arguments: Json, code: str) -> None:
    assert refused(web.files_getUploadURLExternal, **arguments).startswith(code)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"channel_id": "CNONE"}, "channel_not_found"),
        ({"channel_id": "UMARA"}, "channel_not_found"),
        ({"channel_id": "CSALES"}, "not_in_channel"),
        ({"channel_id": "CSOCIAL", "thread_ts": "1.2"}, "thread_not_found"),
        ({"thread_ts": "1.2"}, "invalid_arguments"),
        ({"channel_id": "CSOCIAL", "blocks": [{"type": "markdown", "text": "*"}]}, "internal_error"),
        ({"files": []}, "invalid_arguments"),
        ({"files": [{"id": "FNONE"}]}, "file_not_found"),
    ],
)
def test_sharing_is_refused_as_slack_does(web: WebClient, arguments: Json, code: str) -> None:
    announced = web.files_getUploadURLExternal(filename="a.png", length=len(PNG))
    httpx.post(announced["upload_url"], content=PNG, trust_env=False)
    named = {"files": [{"id": announced["file_id"]}]}
    assert refused(web.api_call, api_method="files.completeUploadExternal", json=named | arguments).startswith(code)


def test_a_file_can_be_a_reply_with_blocks(web: WebClient, hands: Hands) -> None:
    parent = web.chat_postMessage(channel="CSOCIAL", text="parent")["ts"]
    web.files_upload_v2(
        channel="CSOCIAL", content="a,b", filename="a.csv", thread_ts=parent, blocks=json.dumps([section("Seen")])
    )
    hands.wait_until_idle()
    reply = hands.messages("UMARA")[1]
    assert (reply["thread_ts"], reply["blocks"][0]["text"]["text"]) == (parent, "Seen")
    assert reply["files"][0]["filetype"] == "csv"


def test_the_app_deletes_its_own_files_only(web: WebClient, hands: Hands) -> None:
    own = web.files_upload_v2(channel="CSOCIAL", content=PNG, filename="a.png")["file"]["id"]
    hands.wait_until_idle()
    assert web.files_delete(file=own)["ok"]
    assert web.conversations_history(channel="CSOCIAL")["messages"][0]["files"] == [{"id": own, "mode": "tombstone"}]
    theirs = hands.uploads("UMARA", "b.png", PNG)["file"]["id"]
    hands.types("UMARA", "", files=[theirs])
    assert refused(web.files_delete, file=theirs) == "cant_delete_file"


def test_a_persons_file_is_theirs_until_they_use_it(web: WebClient, hands: Hands, app: SocketApp) -> None:
    file = hands.uploads("UMARA", "menu.png", PNG)["file"]
    assert file | {"name": "menu.png", "mimetype": "image/png", "size": len(PNG)} == file
    assert refused(web.files_info, file=file["id"]) == "file_not_found"
    assert "yours" in hands.types("UJONAS", "mine", files=[file["id"]])["error"]
    assert hands.types("UMARA", "", files=[file["id"]])["ok"]
    message, shared = app.event(), app.event()
    assert (message["type"], message["subtype"], message["files"][0]["id"]) == ("message", "file_share", file["id"])
    assert message["files"][0]["filetype"] == "png"
    assert (shared["type"], shared["user_id"]) == ("file_shared", "UMARA")
    assert download(message["files"][0]["url_private"]).content == PNG
    hands.do("delete", who="UMARA", channel="CSOCIAL", ts=message["ts"])
    assert refused(web.files_info, file=file["id"]) == "file_not_found"


def test_a_form_hands_whole_files_over(web: WebClient, hands: Hands, app: SocketApp) -> None:
    opened(web, hands, app, field("pictures", "file_input", max_files=1, filetypes=["png"]))
    file = hands.uploads("UMARA", "menu.png", PNG)["file"]["id"]
    view_id = hands.top("UMARA")["id"]
    values = typed("pictures", type="file_input", files=[file])
    assert hands.do("submit", who="UMARA", view_id=view_id, values=values)["ok"]
    value = app.payload()["view"]["state"]["values"]["pictures"]["it"]
    assert (value["type"], value["files"][0]["id"], value["files"][0]["mimetype"]) == ("file_input", file, "image/png")
    assert web.files_info(file=file)["ok"]


def opened(web: WebClient, hands: Hands, app: SocketApp, *blocks: Json) -> None:
    hands.types("UMARA", "/do")
    web.views_open(trigger_id=app.payload()["trigger_id"], view=modal(*blocks))


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ([], "required"),
        (["a.png", "b.png"], "at most 1"),
        (["notes.txt"], "not of a kind"),
        (["other's"], "yours"),
    ],
)
def test_a_file_field_takes_what_it_asks_for(
    web: WebClient, hands: Hands, app: SocketApp, names: list[str], sentence: str
) -> None:
    opened(web, hands, app, field("pictures", "file_input", max_files=1, filetypes=["png"]))
    given = {"a.png": ("UMARA", PNG), "b.png": ("UMARA", PNG), "notes.txt": ("UMARA", b"n"), "other's": ("UTOM", PNG)}
    files = [hands.uploads(given[name][0], name, given[name][1])["file"]["id"] for name in names]
    values = typed("pictures", type="file_input", files=files)
    answer = hands.do("submit", who="UMARA", view_id=hands.top("UMARA")["id"], values=values)
    assert not answer["ok"]
    assert sentence in str(answer)
    assert app.nothing_came()


def test_a_file_field_takes_ten_megabytes_and_no_more(web: WebClient, hands: Hands, app: SocketApp) -> None:
    opened(web, hands, app, field("any", "file_input"))
    fits, not_ = (hands.uploads("UMARA", "a.bin", b"\0" * size)["file"]["id"] for size in (10_000_000, 10_000_001))
    view_id = hands.top("UMARA")["id"]
    for files, ok in (([not_], False), ([fits], True)):
        assert hands.do("submit", who="UMARA", view_id=view_id, values=typed("any", files=files))["ok"] is ok


def test_what_nobody_can_upload(hands: Hands) -> None:
    assert hands.uploads("UMARA", "a", b"")["error"] == "The file is empty."
    assert "nobody" in hands.uploads("UNOBODY", "a", b"x")["error"]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\boot.ini", "..", "/", "a\0b\n.png", "<img src=x>", "x" * 5_000]
)
def test_a_name_can_do_no_harm(playground: Playground, hands: Hands, web: WebClient, name: str) -> None:
    file = hands.uploads("UMARA", name, b"plain")["file"]
    assert file["name"]
    assert len(file["name"]) <= 255
    assert not set(file["name"]) & set("/\\\0\n")
    hands.types("UMARA", "", files=[file["id"]])
    url = web.files_info(file=file["id"])["file"]["url_private"]
    assert download(url).content == b"plain"
    assert {path.name for path in (playground.slack.data_dir / "files").iterdir()} == {file["id"]}


def test_only_pictures_are_shown_where_they_stand(playground: Playground, hands: Hands) -> None:
    for name, content, kind, where in (
        ("a.png", PNG, "image/png", "inline"),
        ("a.svg", b"<svg onload='alert(1)'/>", "application/octet-stream", "attachment"),
        ("a.png", b"<script>alert(1)</script>", "application/octet-stream", "attachment"),
    ):
        file = hands.uploads("UMARA", name, content)["file"]["id"]
        answer = httpx.get(f"{playground.origin}/files/{file}/x?token={playground.token}", trust_env=False)
        assert (answer.content, answer.headers["content-type"]) == (content, kind)
        assert answer.headers["content-disposition"].startswith(where)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("token", ["", "xoxb-other"])
def test_a_file_needs_a_token(playground: Playground, hands: Hands, token: str) -> None:
    file = hands.uploads("UMARA", "a.png", PNG)["file"]["id"]
    headers = {"authorization": f"Bearer {token}"} if token else {}
    assert httpx.get(f"{playground.origin}/files/{file}", headers=headers, trust_env=False).status_code == 403
    assert httpx.get(f"{playground.origin}/files/{file}?token={token}", trust_env=False).status_code == 403


@pytest.mark.parametrize(
    "path", ["/files/FNONE", "/files/..%2Ftoken", "/files/%2e%2e/token", "/files/F1/%2e%2e/%2e%2e"]
)
def test_no_address_leads_out_of_the_folder(playground: Playground, path: str) -> None:
    assert download(f"{playground.origin}{path}", playground.token).status_code in (403, 404)


def test_the_app_needs_a_scope_to_download(start: Starting) -> None:
    playground = start(without=("files:read",))
    with Hands(playground) as hands:
        file = hands.uploads("UMARA", "a.png", PNG)["file"]["id"]
        hands.types("UMARA", "", files=[file])
    assert download(f"{playground.origin}/files/{file}").status_code == 404


def test_reset_empties_the_folder(playground: Playground, hands: Hands) -> None:
    hands.uploads("UMARA", "a.png", PNG)
    hands.do("reset")
    assert list((playground.slack.data_dir / "files").iterdir()) == []
