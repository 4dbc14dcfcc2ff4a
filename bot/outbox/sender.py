"""Carries outbox rows to Slack, each until Slack has it, none twice.

Slack has no key against repeats, so every message carries its row's key as metadata, and after an
unclear answer or a crash the sender looks for it in the conversation before posting again.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlmodel import Session

from bot import people
from bot.dates import machine_now
from bot.db import JOB_PATIENCE, Db
from bot.language import language_of
from bot.models import Card, Outbox, OutboxState, Subject
from bot.outbox import answers, rows
from bot.outbox.answers import Reading
from bot.people import Right
from bot.rendering import render

METADATA = "allstar_outbox"
CLOCK_SKEW = timedelta(minutes=10)
"""How far Slack's clock, which stamps messages, may be behind ours."""
UNREACHABLE_PAUSE = timedelta(minutes=10)

Message = dict[str, Any]
Renderer = Callable[[Session, Card], Message]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Parcel:
    """A claimed row with its message, and the copy that is already in Slack, if any."""

    row: Outbox
    message: Message
    channel: str
    ts: str | None
    is_shown: bool

    @property
    def hash(self) -> str:
        """Fingerprint of what is to be shown."""
        return hash_of(self.message)


class Sender:
    """Sends what is due. `renderers` turn a card's subject into its message."""

    def __init__(self, db: Db, client: WebClient, renderers: Mapping[Subject, Renderer]) -> None:
        self._db = db
        self._client = client
        self._renderers = renderers

    def due(self) -> list[int]:
        """Give the rows to send now."""
        with self._db.read() as session:
            return rows.due(session, machine_now())

    def send(self, row_id: int) -> bool:
        """Send one row. False if Slack could not be reached, so the others would fail as well."""
        parcel = self._take(row_id)
        if parcel is None:
            return True
        try:
            channel, ts = self._deliver(parcel)
        except SlackApiError as error:
            return self._failed(parcel, error)
        except (SlackClientError, URLError, OSError) as error:
            log.warning("Slack did not answer: %s", type(error).__name__)
            self._settle(parcel, OutboxState.DUE, is_unsure=True, try_at=_later(parcel))
            return False
        self._delivered(parcel, channel, ts)
        return True

    def _take(self, row_id: int) -> Parcel | None:
        with self._db.begin(JOB_PATIENCE) as session:
            row = rows.claim(session, row_id, machine_now())
            if row is None:
                return None
            card = session.get(Card, row.card_id) if row.card_id else None
            if card is None:
                return Parcel(row, row.message or {}, row.address, None, is_shown=False)
            message = self._renderers[card.subject](session, card)
            is_known = card.ts is not None and not row.is_unsure
            is_shown = is_known and card.shown_hash == hash_of(message)
            return Parcel(row, message, card.channel_id or card.address, card.ts, is_shown)

    def _deliver(self, parcel: Parcel) -> tuple[str, str]:
        if parcel.ts is not None:
            if not parcel.is_shown:
                self._update(parcel, parcel.channel, parcel.ts)
            return parcel.channel, parcel.ts
        found = self._find(parcel) if parcel.row.is_unsure else None
        if found is not None:
            self._update(parcel, *found)
            return found
        answer = self._client.chat_postMessage(
            channel=parcel.channel,
            text=parcel.message["text"],
            blocks=parcel.message["blocks"],
            metadata={"event_type": METADATA, "event_payload": {"key": parcel.row.key}},
            parse="none",
            unfurl_links=False,
            unfurl_media=False,
        )
        return cast("str", answer["channel"]), cast("str", answer["ts"])

    def _update(self, parcel: Parcel, channel: str, ts: str) -> None:
        self._client.chat_update(
            channel=channel,
            ts=ts,
            text=parcel.message["text"],
            blocks=parcel.message["blocks"],
            metadata={"event_type": METADATA, "event_payload": {"key": parcel.row.key}},
            parse="none",
            link_names=False,
        )

    def _find(self, parcel: Parcel) -> tuple[str, str] | None:
        """Look in the conversation for a message with the row's key."""
        channel = parcel.channel
        if not channel.startswith(("C", "G", "D")):
            opened = self._client.conversations_open(users=channel)
            channel = cast("dict[str, str]", opened["channel"])["id"]
        for message in self._messages(channel, parcel.row.made_at):
            metadata = message.get("metadata", {})
            if metadata.get("event_type") == METADATA and metadata["event_payload"].get("key") == parcel.row.key:
                return channel, message["ts"]
        return None

    def _messages(self, channel: str, since: datetime) -> Iterator[dict[str, Any]]:
        pages = self._client.conversations_history(
            channel=channel, oldest=str((since - CLOCK_SKEW).timestamp()), include_all_metadata=True, limit=200
        )
        for page in pages:
            yield from page["messages"]

    def _failed(self, parcel: Parcel, error: SlackApiError) -> bool:
        """Settle a row that Slack did not take. False if Slack itself is in trouble."""
        reading = answers.read(error)
        code = str(error.response.get("error"))
        log.warning("Slack answered %s to %s", code, parcel.row.key)
        if reading is Reading.LATER:
            self._settle(parcel, OutboxState.DUE, try_at=answers.retry_at(error, machine_now()), error=code)
        elif reading is Reading.UNSURE:
            self._settle(parcel, OutboxState.DUE, is_unsure=True, try_at=_later(parcel), error=code)
        elif reading is Reading.GONE:
            self._settle(parcel, OutboxState.DUE, forget=True, error=code)
        elif reading is Reading.UNREACHABLE:
            self._unreachable(parcel, code)
        elif reading is Reading.CLOSED:
            log.error("Slack answers %s; python -m bot check says what to do", code)
            self._settle(parcel, OutboxState.DUE, try_at=_later(parcel), error=code)
        else:
            self._settle(parcel, OutboxState.DROPPED, error=code)
        return reading not in {Reading.UNSURE, Reading.CLOSED}

    def _delivered(self, parcel: Parcel, channel: str, ts: str) -> None:
        with self._db.begin(JOB_PATIENCE) as session:
            is_ours = rows.settle(
                session, parcel.row, OutboxState.SENT, sent_at=machine_now(), is_unsure=False, tries=0, error=None
            )
            card = session.get(Card, parcel.row.card_id) if is_ours and parcel.row.card_id else None
            if card is not None:
                card.channel_id, card.ts, card.shown_hash = channel, ts, parcel.hash

    def _settle(
        self,
        parcel: Parcel,
        state: OutboxState,
        *,
        forget: bool = False,
        **values: Any,  # noqa: ANN401 - columns of the row
    ) -> None:
        with self._db.begin(JOB_PATIENCE) as session:
            is_ours = rows.settle(session, parcel.row, state, **values)
            if is_ours and forget and parcel.row.card_id:
                card = session.get_one(Card, parcel.row.card_id)
                card.ts = card.shown_hash = None

    def _unreachable(self, parcel: Parcel, code: str) -> None:
        """Join a public channel; else tell the team's managers once a day, and try again now and then."""
        if code == "not_in_channel" and self._join(parcel.channel):
            self._settle(parcel, OutboxState.DUE, try_at=machine_now())
            return
        at = machine_now()
        self._settle(parcel, OutboxState.DUE, try_at=at + UNREACHABLE_PAUSE, error=code)
        with self._db.begin(JOB_PATIENCE) as session:
            team = people.team_in(session, parcel.row.workspace_id, parcel.row.address)
            for manager in people.with_right(session, team, Right.MANAGE) if team else []:
                message = render("outbox/unreachable", language_of(manager.locale), team=team)
                key = f"unreachable:{parcel.row.address}:{manager.user_id}:{at.date()}"
                rows.say(session, parcel.row.workspace_id, key, manager.user_id, message)

    def _join(self, channel: str) -> bool:
        try:
            self._client.conversations_join(channel=channel)
        except SlackApiError:
            return False
        return True


def hash_of(message: Message) -> str:
    """Fingerprint a message, to leave Slack alone when nothing changed."""
    return hashlib.sha256(json.dumps(message, sort_keys=True).encode()).hexdigest()


def _later(parcel: Parcel) -> datetime:
    return machine_now() + answers.backoff(parcel.row.tries)
