"""The webhook way: posts leave as signed messages to an address of the team's own.

Standard Webhooks (github.com/standard-webhooks/standard-webhooks): `webhook-id` is the delivery's
key and the same on every try, so a receiver can ignore repeats; the body is frozen before the first
try, the signature made anew for each, since its timestamp must be fresh.
"""

import base64
import binascii
import json
import secrets
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx
from standardwebhooks import Webhook as Signature

from bot.dates import machine_now
from bot.errors import Refused
from bot.networks import outcomes
from bot.networks.outcomes import Why
from bot.networks.variant import Frozen, Progress, Secret, Variant
from bot.outgoing import AddressNotAllowed, Answer, AnswerLost, Client, NotSent, vet

SECRET_PREFIX = "whsec_"  # noqa: S105 - the format's, not a secret
SECRET_BYTES = range(24, 65)
"""How long the specification wants a secret."""

_SUCCESS = range(200, 300)
_REDIRECT = range(300, 400)
_REFUSAL = range(400, 500)
_STUMBLE = range(500, 600)
_WHY: dict[int, Why] = {
    HTTPStatus.UNAUTHORIZED: Why.UNAUTHORISED,
    HTTPStatus.FORBIDDEN: Why.UNAUTHORISED,
    HTTPStatus.NOT_FOUND: Why.GONE,
    HTTPStatus.GONE: Why.GONE,
    HTTPStatus.REQUEST_TIMEOUT: Why.TIMEOUT,
}

RETRY_UNSENT = timedelta(seconds=30)
RETRY_WITHOUT_A_WORD = timedelta(seconds=60)
RETRY_SOONEST = timedelta(seconds=1)
RETRY_LATEST = timedelta(hours=24)
LONGEST_DETAIL = 200
LONGEST_URL = 2000


class Webhook:
    """The adapter. An account's secret is `{"url": ..., "secret": "whsec_..."}`."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def check(self, variant: Variant, secret: Secret) -> list[Refused]:  # noqa: ARG002 - a webhook carries any text
        """What is wrong with the account's address (field `url`) and signing secret (field `secret`)."""
        problems: list[Refused] = []
        try:
            vet(secret.get("url", ""), self._client.allow)
        except AddressNotAllowed as problem:
            problems.append(problem)
        if not _is_signing_secret(secret.get("secret", "")):
            problems.append(
                Refused("The signing secret should be whsec_ followed by 24 to 64 bytes in base64.", field="secret")
            )
        return problems

    def freeze(self, variant: Variant, key: str, at: datetime) -> Frozen:
        """The body as it will be sent on every try, and the key it goes out under."""
        message = {
            "type": "post.published",
            "timestamp": at.astimezone(UTC).isoformat(),
            "data": {
                "post": variant.post,
                "network": variant.network.value,
                "handle": variant.handle,
                "text": variant.text,
                "media": [],
            },
        }
        return {"key": key, "body": json.dumps(message, separators=(",", ":"))}

    def send(self, frozen: Frozen, secret: Secret, progress: Progress) -> outcomes.Outcome:  # noqa: ARG002 - one step
        """POST it once.

        What certainly never left (`NotSent`) may be tried again, without asking anybody. Of an
        answer that broke off, the status counts: with it the receiver had decided.
        """
        key, body = frozen["key"], frozen["body"]
        now = machine_now()
        headers = {
            "Content-Type": "application/json",
            "webhook-id": key,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Signature(secret["secret"]).sign(key, now, body),
        }
        try:
            answer = self._client.post(secret["url"], body.encode(), headers)
        except AddressNotAllowed as refused:
            return outcomes.Refused(Why.ADDRESS_NOT_ALLOWED, str(refused.values.get("pair", "")))
        except NotSent as error:
            return outcomes.RetryAt(now + RETRY_UNSENT, Why.UNREACHABLE, _shown(str(error)))
        except AnswerLost as lost:
            if lost.answer is None:
                return outcomes.Unknown(Why.TIMEOUT if lost.is_late else Why.LOST_ANSWER, _shown(str(lost)))
            answer = lost.answer
        return judge(answer, key, machine_now())

    def find(self, frozen: Frozen, secret: Secret, progress: Progress) -> outcomes.Found:  # noqa: ARG002 - one answer
        """A receiver of webhooks cannot be asked what it has done."""
        return outcomes.CannotTell()


def new_secret() -> str:
    """A fresh signing secret to give to the receiver."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def judge(answer: Answer, key: str, now: datetime) -> outcomes.Outcome:
    """What an answer says about the message. `now` is machine time."""
    if answer.status in _SUCCESS:
        return outcomes.Published(key, _url_of(answer.text))
    detail = _detail(answer)
    if at := _retry_at(answer, now):
        return outcomes.RetryAt(at, Why.RATE_LIMITED, detail)
    if answer.status in _REFUSAL and answer.status != HTTPStatus.REQUEST_TIMEOUT:
        return outcomes.Refused(_WHY.get(answer.status, Why.REJECTED), detail)
    return outcomes.Unknown(_doubt(answer.status), detail)


def _doubt(status: int) -> Why:
    if status in _REDIRECT:
        return Why.REDIRECTED
    if status in _STUMBLE:
        return Why.SERVER_ERROR
    return _WHY.get(status, Why.BAD_ANSWER)


def _retry_at(answer: Answer, now: datetime) -> datetime | None:
    """When to come back, if the answer is that we should."""
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        return _retry_after(answer, now) or now + RETRY_WITHOUT_A_WORD
    return _retry_after(answer, now) if answer.status == HTTPStatus.SERVICE_UNAVAILABLE else None


def _retry_after(answer: Answer, now: datetime) -> datetime | None:
    """Retry-After in either of its forms (RFC 9110, 10.2.3), within bounds; None if there is none to read."""
    value = answer.headers.get("retry-after", "").strip()
    try:
        if value.isdecimal():
            wait = timedelta(seconds=min(int(value), RETRY_LATEST.total_seconds()))
        else:
            wait = _moment(value) - now
    except (ValueError, OverflowError):
        return None
    return now + min(max(wait, RETRY_SOONEST), RETRY_LATEST)


def _moment(http_date: str) -> datetime:
    moment = parsedate_to_datetime(http_date)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _url_of(text: str) -> str | None:
    """`url` of a JSON answer, if it is one that people can open."""
    try:
        answered = json.loads(text)
        url = answered.get("url") if isinstance(answered, dict) else None
        if not isinstance(url, str) or len(url) > LONGEST_URL:
            return None
        parsed = httpx.URL(url)
        return str(parsed) if parsed.scheme in {"http", "https"} and parsed.host else None
    except (ValueError, RecursionError, httpx.InvalidURL):
        return None


def _detail(answer: Answer) -> str:
    """The status, and what the receiver said about it unless that is a whole page."""
    text = _shown(answer.text)
    return f"HTTP {answer.status}" if not text or text.startswith("<") else f"HTTP {answer.status}: {text}"


def _shown(text: str) -> str:
    """One line that any database can hold and a card can show; if it was longer, one sees it."""
    printable = "".join(character if character.isprintable() else " " for character in text[: 4 * LONGEST_DETAIL])
    line = " ".join(printable.split())
    return line if len(line) <= LONGEST_DETAIL else line[: LONGEST_DETAIL - 1] + "…"


def _is_signing_secret(secret: str) -> bool:
    try:
        key = base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return False
    return secret.startswith(SECRET_PREFIX) and len(key) in SECRET_BYTES
