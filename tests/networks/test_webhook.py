import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from standardwebhooks import Webhook as Signature
from standardwebhooks import WebhookVerificationError

from bot.models import Network, Way
from bot.networks import Variant, adapters, outcomes
from bot.networks.outcomes import Outcome, Published, Refused, RetryAt, Unknown, Why
from bot.networks.webhook import Webhook, judge, new_secret
from bot.outgoing import Answer, Client
from tests.outgoing.receiver import (
    Behaviour,
    Receiver,
    answers,
    answers_json,
    canary,
    closed_port,
    closes_at_once,
    drips,
    hangs_up,
    holds,
    resets,
    sends,
)

SECRET = new_secret()
KEY = "42-7-1"
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
VARIANT = Variant(post=42, network=Network.LINKEDIN, handle="acme", text="Hello 👋")
QUICK = 0.4


def send(receiver: Receiver, variant: Variant = VARIANT, seconds: float = 10.0) -> Outcome:
    webhook = Webhook(Client(frozenset({receiver.pair}), seconds=seconds))
    frozen = json.loads(json.dumps(webhook.freeze(variant, KEY, AT)))  # as the database gives it back
    return webhook.send(frozen, {"url": receiver.url, "secret": SECRET}, {})


def outcome(behave: Behaviour, seconds: float = 10.0) -> Outcome:
    with Receiver(behave) as receiver:
        return send(receiver, seconds=seconds)


def verified(receiver: Receiver, n: int = 0) -> Any:
    request = receiver.requests[n]
    return Signature(SECRET).verify(request.body, request.headers)


def test_a_post_arrives_signed_under_its_key_and_says_what_it_is() -> None:
    with Receiver(answers_json(200, {"url": "https://example.com/posts/1"})) as receiver:
        result = send(receiver)

    assert result == Published(KEY, "https://example.com/posts/1")
    assert receiver.requests[0].headers["webhook-id"] == KEY
    assert verified(receiver) == {
        "type": "post.published",
        "timestamp": "2026-11-23T09:30:00+00:00",
        "data": {"post": 42, "network": "linkedin", "handle": "acme", "text": "Hello 👋", "media": []},
    }


def test_any_text_arrives_as_it_is() -> None:
    with Receiver(answers(204)) as receiver:

        @settings(max_examples=60, deadline=None)
        @given(st.text(), st.text())
        def arrives(text: str, handle: str) -> None:
            send(receiver, Variant(post=1, network=Network.X, handle=handle, text=text))
            data = verified(receiver, -1)["data"]
            assert data["text"].encode() == text.encode()
            assert data["handle"] == handle

        arrives()


def test_every_try_has_the_same_bytes_and_key_and_a_valid_signature() -> None:
    with Receiver(answers(500)) as receiver:
        send(receiver)
        send(receiver)

    first, second = receiver.requests
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert verified(receiver, 0) == verified(receiver, 1)


def test_a_receiver_with_another_secret_does_not_accept_it() -> None:
    with Receiver(answers(200)) as receiver:
        send(receiver)
    request = receiver.requests[0]
    with pytest.raises(WebhookVerificationError):
        Signature(new_secret()).verify(request.body, request.headers)


def test_what_is_frozen_holds_no_secret() -> None:
    frozen = Webhook(Client()).freeze(VARIANT, KEY, AT)
    assert "whsec" not in json.dumps(frozen)
    assert "http" not in json.dumps(frozen)


def test_no_connection_may_be_tried_again_soon() -> None:
    pair = f"127.0.0.1:{closed_port()}"
    webhook = Webhook(Client(frozenset({pair})))
    before = datetime.now(UTC)
    result = webhook.send(webhook.freeze(VARIANT, KEY, AT), {"url": f"http://{pair}/", "secret": SECRET}, {})

    assert isinstance(result, RetryAt)
    assert result.why is Why.UNREACHABLE
    assert before <= result.at - timedelta(seconds=30) <= datetime.now(UTC)


def test_an_address_inside_is_refused_and_never_reached() -> None:
    with canary() as inside:
        webhook = Webhook(Client())
        secret = {"url": f"https://localhost:{inside.port}/", "secret": SECRET}
        result = webhook.send(webhook.freeze(VARIANT, KEY, AT), secret, {})
    assert result == Refused(Why.ADDRESS_NOT_ALLOWED, f"localhost:{inside.port}")


@pytest.mark.parametrize(
    ("behave", "why"),
    [
        (hangs_up, Why.LOST_ANSWER),
        (resets, Why.LOST_ANSWER),
        (closes_at_once, Why.LOST_ANSWER),
        (sends(b"HTTP/1.1 200"), Why.LOST_ANSWER),
        (answers(408), Why.TIMEOUT),
        (answers(500), Why.SERVER_ERROR),
        (answers(502), Why.SERVER_ERROR),
        (answers(503), Why.SERVER_ERROR),
        (answers(503, headers={"Retry-After": "soon"}), Why.SERVER_ERROR),
        (answers(504, headers={"Retry-After": "5"}), Why.SERVER_ERROR),
        (answers(302, headers={"Location": "http://169.254.169.254/"}), Why.REDIRECTED),
        (answers(304), Why.REDIRECTED),
        (answers(600), Why.BAD_ANSWER),
    ],
)
def test_what_nobody_can_be_sure_of_is_unknown(behave: Behaviour, why: Why) -> None:
    result = outcome(behave)
    assert isinstance(result, Unknown)
    assert result.why is why


@pytest.mark.parametrize("behave", [holds, drips(b"HTTP/1.1 2", b"0")])
def test_an_answer_slower_than_the_timeout_is_unknown(behave: Behaviour) -> None:
    result = outcome(behave, QUICK)
    assert isinstance(result, Unknown)
    assert result.why is Why.TIMEOUT


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (400, Why.REJECTED),
        (401, Why.UNAUTHORISED),
        (403, Why.UNAUTHORISED),
        (404, Why.GONE),
        (409, Why.REJECTED),
        (410, Why.GONE),
        (413, Why.REJECTED),
        (422, Why.REJECTED),
        (499, Why.REJECTED),
    ],
)
def test_a_clear_no_is_refused(status: int, why: Why) -> None:
    assert outcome(answers(status, "because")) == Refused(why, f"HTTP {status}: because")


@pytest.mark.parametrize(
    ("status", "retry_after", "seconds"),
    [
        (429, None, 60),
        (429, "nonsense", 60),
        (429, "7", 7),
        (503, "7", 7),
        (503, "0", 1),
        (503, "99999999999999999999", 86400),
        (503, "Wed, 21 Oct 2015 07:28:00 GMT", 1),
        (503, "Mon, 23 Nov 2026 10:30:00 GMT", 3600),
        (503, "Mon, 23 Nov 2026 11:30:00 +0100", 3600),
        (429, "Mon, 23 Nov 2026 10:30:00 -0000", 3600),
        (429, "Fri, 31 Dec 9999 23:59:59 GMT", 86400),
    ],
)
def test_a_receiver_that_asks_for_patience_gets_it_within_bounds(
    status: int, retry_after: str | None, seconds: int
) -> None:
    headers = {} if retry_after is None else {"retry-after": retry_after}
    expected = RetryAt(AT + timedelta(seconds=seconds), Why.RATE_LIMITED, f"HTTP {status}")
    assert judge(Answer(status, headers, ""), KEY, AT) == expected


@pytest.mark.parametrize("status", [429, 503])
def test_patience_is_in_machine_time(status: int) -> None:
    before = datetime.now(UTC)
    result = outcome(answers(status, headers={"Retry-After": "60"}))
    assert isinstance(result, RetryAt)
    assert before <= result.at - timedelta(seconds=60) <= datetime.now(UTC)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "OK",
        "{",
        "[" * 100_000,
        "[]",
        '"https://example.com"',
        "{}",
        '{"url": null}',
        '{"url": 7}',
        '{"url": ""}',
        '{"url": "/posts/1"}',
        '{"url": "javascript:alert(1)"}',
        '{"url": "https://"}',
        '{"url": "https://exa\\nmple.com"}',
        '{"url": "https://xn--zz-/"}',
        json.dumps({"url": "https://example.com/" + "x" * 2000}),
    ],
)
def test_a_yes_without_a_usable_address_is_still_published(body: str) -> None:
    assert outcome(answers(200, body)) == Published(KEY, None)


@pytest.mark.parametrize("url", ["https://example.com/1", "http://127.0.0.1:3999/square#7"])
def test_an_address_that_people_can_open_is_kept(url: str) -> None:
    assert outcome(answers_json(201, {"url": url, "more": 1})) == Published(KEY, url)


def test_an_address_in_an_answer_cannot_break_out_of_a_link() -> None:
    result = outcome(answers_json(200, {"url": 'https://example.com/a>b|c d"<!here>'}))
    assert isinstance(result, Published)
    assert result.url is not None
    assert not set('<>" ') & set(result.url)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("200 OK", Published(KEY, None)),
        ("404 Not Found", Refused(Why.GONE, "HTTP 404: half")),
        ("500 Oh", Unknown(Why.SERVER_ERROR, "HTTP 500: half")),
    ],
)
def test_of_an_answer_that_breaks_off_the_status_counts(head: str, expected: Outcome) -> None:
    assert outcome(sends(f"HTTP/1.1 {head}\r\nContent-Length: 99\r\n\r\nhalf".encode())) == expected


def test_what_the_receiver_says_is_shown_unless_it_is_a_page_and_never_cut_in_silence() -> None:
    def detail(body: str) -> str:
        result = judge(Answer(400, {}, body), KEY, AT)
        assert isinstance(result, Refused)
        return result.detail

    assert detail("  No such channel \n") == "HTTP 400: No such channel"
    assert detail("<html><body>Bad request</body></html>") == "HTTP 400"
    assert detail("") == "HTTP 400"
    assert detail("No\x00such\r\n\x1bchannel\u202e!") == "HTTP 400: No such channel !"
    assert detail("x" * 201) == "HTTP 400: " + "x" * 199 + "…"


@given(st.integers(200, 999), st.text(), st.one_of(st.none(), st.text(), st.integers().map(str)))
def test_every_answer_has_an_outcome_and_only_a_yes_is_published(
    status: int, body: str, retry_after: str | None
) -> None:
    headers = {} if retry_after is None else {"retry-after": retry_after}
    result = judge(Answer(status, headers, body), KEY, AT)

    if isinstance(result, Refused | Unknown | RetryAt):
        assert result.detail.isprintable()
        assert len(result.detail) < 220
    assert isinstance(result, Published) == (200 <= status < 300)
    assert isinstance(result, Refused) == (400 <= status < 500 and status not in {408, 429})
    if isinstance(result, RetryAt):
        assert status in {429, 503}
        assert timedelta(seconds=1) <= result.at - AT <= timedelta(hours=24)
    else:
        assert status != 429


def test_a_receiver_cannot_be_asked_what_it_has() -> None:
    webhook = Webhook(Client())
    frozen = webhook.freeze(VARIANT, KEY, AT)
    assert webhook.find(frozen, {}, {}) == outcomes.CannotTell()


def fields(secret: dict[str, str], *allow: str) -> list[str | None]:
    return [problem.field for problem in Webhook(Client(frozenset(allow))).check(VARIANT, secret)]


def test_a_public_address_and_a_proper_secret_are_fine() -> None:
    for secret in (new_secret(), "whsec_YWxsc3Rhci1wbGF5Z3JvdW5kLXNxdWFyZS1rZXkhISE="):
        assert fields({"url": "https://hooks.example.com/", "secret": secret}) == []


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "whsec_",
        "whsec_c2hvcnQ=",
        "c2hvcnQ" * 8,
        "whsec_" + "!" * 44,
        "whsec_" + "é" * 44,
        "whsec_" + "AAAA" * 30,
        "whsec_AAAA!" + "AAAA" * 9,
    ],
)
def test_a_secret_that_cannot_sign_is_named(secret: str) -> None:
    assert fields({"url": "https://hooks.example.com/", "secret": secret}) == ["secret"]


def test_everything_wrong_with_an_account_is_told_at_once() -> None:
    assert fields({}) == ["url", "secret"]


def test_only_an_allowed_address_may_be_on_this_machine() -> None:
    account = {"url": "http://127.0.0.1:3999/", "secret": SECRET}
    assert fields(account, "127.0.0.1:3999") == []
    assert fields(account, "127.0.0.1:3998") == ["url"]


def test_secrets_are_never_the_same() -> None:
    assert len({new_secret() for _ in range(100)}) == 100


def test_the_webhook_way_has_its_adapter() -> None:
    assert isinstance(adapters(Client())[Way.WEBHOOK], Webhook)
