"""Any text in any field: valid messages, no ping or link that we did not add, plain words for the networks.

Here the capabilities are called as handlers call them; tests/together/test_any_typing.py does it through Slack.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from sqlmodel import col, func, select

from bot import cards, home
from bot.blockkit import Surface, problems
from bot.db import Db
from bot.errors import RefusedForm
from bot.language import in_words, language_of
from bot.models import Card, Network, Outbox, OutboxKind, Person
from bot.networks import Variant
from bot.networks.outcomes import Outcome
from bot.networks.webhook import Webhook, judge
from bot.outgoing import Answer, Client
from bot.plaintext import plain
from bot.playground.seed_world import seeded
from bot.playground.typed_text import as_slack_sends
from bot.rendering import render
from tests.stage import CHANNEL, NOW, Stage
from tests.world.texts import as_slack_escapes, leftovers, pings_and_links, texts

TEAM = f"<#{CHANNEL}>"
WORLD = seeded(0, "Allstar")
LOCALES = {"en": "en-GB", "fr": "fr-FR"}
EXAMPLES = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def stage(db: Db) -> Stage:
    return Stage(db)


def typed(text: str) -> str:
    """Give a text as it comes through the door."""
    return plain(as_slack_escapes(text))


def storable(name: str) -> str:
    """Give a name as Slack could have it: whatever a database holds."""
    return name.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def expect_valid(payload: dict[str, Any], surface: Surface, *added: str) -> None:
    """Hold a payload against Block Kit; nothing in it pings or links but what we added."""
    assert problems(payload, surface) == []
    assert set(pings_and_links(payload)) <= {TEAM, *added}


def owed_since(db: Db, row_id: int) -> Iterator[dict[str, Any]]:
    """Give the messages that the bot owes Slack, as it would send them now."""
    with db.read() as session:
        for row in session.exec(select(Outbox).where(col(Outbox.id) > row_id)).all():
            if row.kind is OutboxKind.CARD:
                yield cards.post_card(session, session.get_one(Card, row.card_id))
            else:
                assert row.message is not None
                yield row.message


def last_row(db: Db) -> int:
    with db.read() as session:
        return session.exec(select(func.max(Outbox.id))).one() or 0


def home_of(db: Db, person: Person) -> dict[str, Any]:
    sections = (home.greeting, cards.reviews_section, cards.own_section)
    with db.read() as session:
        blocks = [block for build in sections for block in build(session, person, NOW, language_of(person.locale))]
    return {"type": "home", "blocks": blocks}


@pytest.mark.parametrize("language", ["en", "fr"])
@EXAMPLES
@given(text=texts(), note=texts(1000), reason=texts(1000), name=texts(80))
@example(text="x" * 3000, note="y" * 1000, reason="z" * 1000, name="n" * 80)
@example(text="&" * 3000, note="<" * 1000, reason=">" * 1000, name="&" * 80)
@example(text="👩‍👩‍👧" * 600, note="%(number)s", reason="{{ 7*7 }}", name='",]')
def test_what_people_write_about_a_post(
    stage: Stage, language: str, text: str, note: str, reason: str, name: str
) -> None:
    before = last_row(stage.db)
    jonas = stage.change(stage.jonas, name=storable(name) or "Jonas", locale=LOCALES[language])
    mara = stage.change(stage.mara, locale=LOCALES[language])
    try:
        seen = stage.draft(stage.form(typed(text), note=typed(note)))
    except RefusedForm as refused:
        words = "\n".join(in_words(one, language) for one in refused.refusals)
        expect_valid(render("refusals/sheet", language, words=words), "modal")
        return
    expect_valid(home_of(stage.db, mara), "home")
    if typed(reason).strip():
        stage.request_changes(seen, mara, typed(reason))
    expect_valid(home_of(stage.db, jonas), "home")
    for message in owed_since(stage.db, before):
        expect_valid(message, "message")


@EXAMPLES
@given(said=texts(4000), url=texts(2100), is_out=...)
@example(said="", url="?a=1&b=2|<!here>", is_out=True)
@example(said="<!here> " * 400, url="", is_out=False)
def test_what_receivers_answer(stage: Stage, said: str, url: str, is_out: bool) -> None:  # noqa: FBT001 - Hypothesis
    def answers(key: str) -> Outcome:
        if is_out:
            return judge(Answer(200, {}, json.dumps({"url": f"https://example.com/{url}"})), key, NOW)
        return judge(Answer(400, {}, said), key, NOW)

    before = last_row(stage.db)
    seen = stage.draft()
    stage.approve(seen, stage.mara)
    stage.publish(answers)
    link = stage.delivery(seen).url
    added = [f"<{link.replace('&', '&amp;')}|see it>"] if link else []
    for message in owed_since(stage.db, before):
        expect_valid(message, "message", *added)


@pytest.mark.parametrize("language", ["en", "fr"])
@EXAMPLES
@given(words=texts(700))
def test_what_a_refusal_repeats(language: str, words: str) -> None:
    expect_valid(render("refusals/line", language, words=storable(words) or "x"), "message")
    expect_valid(render("refusals/sheet", language, words=storable(words) or "x"), "modal")


@EXAMPLES
@given(text=texts())
@example(text="a🎉b <@UMARA> & @mara :tada: &amp;lt;@UMARA&amp;gt;")
def test_what_reaches_a_network_is_plain(text: str) -> None:
    webhook = Webhook(Client(frozenset()))
    sent_by_slack = (
        as_slack_escapes(text),
        as_slack_sends(text, WORLD, in_command=True),
        as_slack_sends(text, WORLD, in_command=False),
        text,
    )
    for raw in sent_by_slack:
        variant = Variant(post=1, network=Network.OTHER, handle="@us", text=plain(raw))
        body = json.loads(webhook.freeze(variant, "msg_1", NOW)["body"])
        assert leftovers(body["data"]["text"]) == []
