"""The door: Host, Origin, token; and pages of strangers."""

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from bot.playground.server import Playground
from bot.playground.web_api import BOT_TOKEN
from tests.playground.hands import Hands

EVERYWHERE = ["/", "/square", "/control/world", "/control/idle", "/api/auth.test", "/static/base.css", "/response/x"]


def get(playground: Playground, path: str, token: str | None = None, **headers: str) -> httpx.Response:
    own = {} if token is None else {"authorization": f"Bearer {token}"}
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.get(f"{playground.origin}{path}", headers={**own, **names}, trust_env=False)


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", ""])
def test_another_host_is_refused_everywhere(playground: Playground, path: str, host: str) -> None:
    answer = get(playground, path, playground.token, host=host)
    assert (answer.status_code, answer.json()["error"]) == (403, "wrong host")


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost"])
def test_another_origin_is_refused_everywhere(playground: Playground, path: str, origin: str) -> None:
    answer = get(playground, path, playground.token, origin=origin)
    assert (answer.status_code, answer.json()["error"]) == (403, "wrong origin")


def test_a_picture_on_a_strangers_page_calls_nothing(playground: Playground, hands: Hands) -> None:
    path = f"/api/chat.postMessage?channel=CSOCIAL&text=evil&token={BOT_TOKEN}"
    assert get(playground, path, sec_fetch_site="cross-site", sec_fetch_mode="no-cors").status_code == 403
    assert get(playground, path, sec_fetch_site="cross-site", sec_fetch_mode="navigate").status_code == 403
    assert hands.messages("UMARA") == []
    assert get(playground, path).json()["ok"]


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_both_names_of_this_machine_open_the_page(playground: Playground, name: str) -> None:
    port = playground.slack.port
    own = {"host": f"{name}:{port}", "origin": f"http://{name}:{port}"}
    assert get(playground, f"/?token={playground.token}", **own).status_code == 200
    link = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}
    assert get(playground, f"/?token={playground.token}", **link).status_code == 200


@pytest.mark.parametrize("path", ["/", "/square", "/control/world", "/control/traffic", "/archives/C1/p1", "/nowhere"])
@pytest.mark.parametrize("token", [None, "wrong", "tökén"])
def test_without_the_token_nothing_is_seen(playground: Playground, path: str, token: str | None) -> None:
    headers = {} if token is None else {b"authorization": f"Bearer {token}".encode()}
    answer = httpx.get(f"{playground.origin}{path}", headers=headers, trust_env=False)
    assert (answer.status_code, answer.json()["error"]) == (403, "wrong token")


def test_a_token_in_the_address_opens_pages_only(playground: Playground) -> None:
    query = f"?token={playground.token}"
    for page in ("/", "/square", "/archives/CSOCIAL/p1"):
        assert get(playground, f"{page}{query}").status_code == 200
    assert get(playground, f"/control/world{query}").status_code == 403
    answer = httpx.post(f"{playground.origin}/control/reset{query}", trust_env=False)
    assert answer.status_code == 403


def test_the_slack_side_is_no_way_around_the_token(playground: Playground) -> None:
    for path in ("/api/../control/world", "/static/../control/world", "/api/%2e%2e/control/world"):
        answer = httpx.get(f"{playground.origin}{path}", trust_env=False)
        assert answer.status_code in (403, 404) or answer.json().get("error") == "unknown_method"
        assert "people" not in answer.text


def test_a_browser_of_a_stranger_gets_no_socket(playground: Playground) -> None:
    url = f"ws://127.0.0.1:{playground.slack.port}/link/?ticket=x"
    with pytest.raises(InvalidStatus) as refused, connect(url, origin=Origin("https://evil.example"), proxy=None):
        pass
    assert refused.value.response.status_code == 403


def test_the_page_may_load_nothing_from_elsewhere_and_run_nothing_inline(playground: Playground) -> None:
    headers = get(playground, f"/?token={playground.token}").headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
