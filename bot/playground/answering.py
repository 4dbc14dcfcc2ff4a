"""What the app answers an interaction with: the payload of an ack, or a post to a response URL."""

from dataclasses import dataclass
from typing import Final

from bot.playground.blocks_check import checked_message
from bot.playground.core import Slack
from bot.playground.slack_error import Json, SlackError, unsupported
from bot.playground.state import BOT_USER, Block, Channel, Message

KEYS: Final = frozenset(
    {
        "text",
        "blocks",
        "response_type",
        "replace_original",
        "delete_original",
        "thread_ts",
        "metadata",
        "mrkdwn",
        "unfurl_links",
        "unfurl_media",
    }
)


@dataclass(frozen=True, slots=True)
class Answered:
    """A checked answer."""

    text: str
    blocks: list[Block]
    in_channel: bool
    replace: bool
    delete: bool
    thread_ts: str | None
    metadata: Json | None


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to `user` in `channel`; `ts` is the message they interacted with, if it was one."""

    user: str
    channel: Channel
    answered: Answered
    ts: str | None = None


def reply_of(slack: Slack, body: Json) -> Answered:
    """Check an answer; SlackError names what is wrong with it."""
    for key in body.keys() - KEYS:
        raise unsupported(f"{key} in an answer")
    response_type = body.get("response_type", "ephemeral")
    if response_type not in ("ephemeral", "in_channel"):
        raise SlackError("invalid_arguments", "[ERROR] response_type must be ephemeral or in_channel")
    delete = body.get("delete_original") is True
    text, blocks = body.get("text") or "", body.get("blocks") or []
    return Answered(
        text=text,
        blocks=[] if delete else checked_message(slack, text, blocks),
        in_channel=response_type == "in_channel",
        replace=body.get("replace_original") is True,
        delete=delete,
        thread_ts=body.get("thread_ts"),
        metadata=body.get("metadata"),
    )


def post_reply(slack: Slack, reply: Reply) -> None:
    """Do what the answer asks for."""
    answered, messages = reply.answered, reply.channel.messages
    original = messages.get(reply.ts) if reply.ts else None
    if answered.delete:
        if original is not None:
            del messages[original.ts]
            slack.changes.touch()
    elif answered.replace and original is not None:
        original.text, original.blocks = answered.text, answered.blocks
        slack.changes.touch()
    else:
        slack.add_message(
            Message(
                slack.clock.next_ts(),
                reply.channel.id,
                BOT_USER,
                answered.text,
                answered.blocks,
                metadata=answered.metadata,
                thread_ts=answered.thread_ts,
                addressee=None if answered.in_channel else reply.user,
            )
        )


def answer_through_url(slack: Slack, name: str, body: Json) -> None:
    """Do what the app posted to a response URL; SlackError says why not."""
    spent = slack.passes.use_answer(name)
    channel = slack.world.channels.get(spent.channel)
    if channel is None:
        raise SlackError("channel_not_found")
    post_reply(slack, Reply(spent.user, channel, reply_of(slack, body), spent.ts))
