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


@pytest.mark.parametrize("path", ["/", "/square", "/control/world", "/static/base.css", "/nowhere"])
def test_no_page_of_a_stranger_may_frame_or_read_anything(playground: Playground, path: str) -> None:
    for token in (playground.token, None):
        headers = get(playground, path, token).headers
        assert headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("path", ["/control/reset", "/control/type", "/control/faults", "/api/chat.postMessage"])
def test_a_form_on_a_strangers_page_does_nothing(playground: Playground, hands: Hands, path: str) -> None:
    hands.types("UMARA", "Still here")
    body = {"as": "UMARA", "channel": "CSOCIAL", "text": "evil", "kind": "500", "token": BOT_TOKEN}
    for sent in ({"data": body}, {"json": body}):
        for origin in ({"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
            url = f"{playground.origin}{path}?token={playground.token}"
            answer = httpx.post(url, headers=origin, trust_env=False, **sent)  # type: ignore[arg-type] # either form
            assert (answer.status_code, answer.json()["error"]) == (403, "wrong origin")
    assert hands.texts("UMARA") == ["Still here"]
    assert hands.get("world")["faults"] == []


def test_a_question_before_a_call_from_elsewhere_is_refused(playground: Playground) -> None:
    asking = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    answer = httpx.options(f"{playground.origin}/control/reset", headers=asking, trust_env=False)
    assert answer.status_code == 403


@pytest.mark.parametrize("headers", [{}, {"x-token": "T"}, {"cookie": "token=T"}, {"authorization": "Basic T"}])
def test_the_token_counts_in_its_own_place_only(playground: Playground, headers: dict[str, str]) -> None:
    given = {name: value.replace("T", playground.token) for name, value in headers.items()}
    calls = {"json": {"as": "UMARA", "token": playground.token}, "params": {"token": playground.token}}
    answer = httpx.post(f"{playground.origin}/control/home", headers=given, trust_env=False, **calls)  # type: ignore[arg-type] # body and query
    assert (answer.status_code, answer.json()["error"]) == (403, "wrong token")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/control/reset"),
        ("GET", "/control/type"),
        ("PUT", "/control/people"),
        ("DELETE", "/control/reset"),
        ("POST", "/control/world"),
        ("POST", "/"),
        ("DELETE", "/control/faults/x"),
    ],
)
def test_another_method_does_nothing(playground: Playground, hands: Hands, method: str, path: str) -> None:
    hands.types("UMARA", "Still here")
    own = {"authorization": f"Bearer {playground.token}"}
    assert httpx.request(method, f"{playground.origin}{path}", headers=own, trust_env=False).status_code in (404, 405)
    assert hands.texts("UMARA") == ["Still here"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/..%2f..%2fpage.html.j2",
        "/static/%2e%2e%2f%2e%2e%2fpyproject.toml",
        "/static//etc/passwd",
        "/static/..%5cpage.html.j2",
        "/files/..%2fslack.json",
        "/files/F1/..%2f..%2ftoken",
        "/archives/<script>alert(1)</script>/p1",
        "/archives/CSOCIAL/p1%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/square/../control/world",
    ],
)
def test_an_odd_path_gives_nothing_away_and_stands_on_no_page(playground: Playground, path: str) -> None:
    url = f"{playground.origin}{path}"
    for query in ("", f"?token={playground.token}"):
        answer = httpx.get(f"{url}{query}", trust_env=False)
        assert answer.status_code in (200, 307, 403, 404, 405)
        assert "alert(1)" not in answer.text
        assert playground.token not in answer.text
        assert "{%" not in answer.text
        assert '"people"' not in answer.text
        assert "root:" not in answer.text


def test_the_page_may_load_nothing_from_elsewhere_and_run_nothing_inline(playground: Playground) -> None:
    headers = get(playground, f"/?token={playground.token}").headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
