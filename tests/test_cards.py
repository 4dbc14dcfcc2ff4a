"""What a card shows when there is too much for one message."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot import cards
from bot.blockkit import problems, weight
from bot.cards import BRIEF, READABLE, Destination, PostCard
from bot.confirmations import LONGEST_LINK
from bot.db import Db
from bot.drafting import LONGEST_TEXT, MOST_ACCOUNTS
from bot.language import languages
from bot.lifecycle import can_be_edited, shown
from bot.models import (
    Account,
    Approval,
    Decision,
    Delivery,
    DeliveryState,
    Network,
    Person,
    Policy,
    Post,
    PostState,
    Revision,
    Team,
    Way,
)
from bot.networks import rules
from bot.networks.outcomes import Why
from bot.networks.webhook import LONGEST_DETAIL
from bot.posts import Seen
from tests.anything import PAUSES
from tests.stage import NOW, Stage

NAME = "&" * 80
"""As long as Slack lets a name be, and five times that once it is escaped."""
TROUBLE = [
    *((state, why) for state in (DeliveryState.REFUSED, DeliveryState.UNKNOWN) for why in Why),
    *((DeliveryState.DUE, why) for why in PAUSES),
    (DeliveryState.PUBLISHED, None),
    (DeliveryState.CLAIMED, None),
]


def longest_card(state: PostState, fate: DeliveryState | None = None, why: Why | None = None) -> PostCard:
    """Everything that can be said of a post, each at its longest."""
    team = Team(id=1, workspace_id="T1", channel_id="C1", name=NAME, zone="America/Argentina/ComodRivadavia",
                language="en", country="DE", policy=Policy.ONE_PERSON, created_at=NOW)  # fmt: skip
    author, maker, *others = [
        Person(id=n, workspace_id="T1", user_id=f"U{n}", name=NAME, zone="Europe/Berlin", locale="en", refreshed_at=NOW)
        for n in range(60)
    ]
    text = (":no_such_emoji: " * LONGEST_TEXT)[:LONGEST_TEXT]
    post = Post(id=10**6, workspace_id="T1", team_id=1, number=10**6, author_id=0, state=state, revision=99,
                created_at=NOW, changed_at=NOW)  # fmt: skip
    revision = Revision(id=1, post_id=post.id, n=99, made_by_id=1, hash="0" * 64, due_at=NOW, text=text,
                        note="n" * 1000, accounts=[], created_at=NOW)  # fmt: skip
    to = [_destination(n, text, fate, why) for n in range(MOST_ACCOUNTS)]
    states = [one.delivery.state for one in to if one.delivery]
    decision = Decision.APPROVED if fate else Decision.CHANGES_REQUESTED
    approval = Approval(id=1, revision_id=1, person_id=2, decision=decision, reason="r" * 1000, at=NOW)
    return PostCard(post=post, revision=revision, team=team, author=author, maker=maker,
                    seen=str(Seen.of(post, revision)), shown=shown(state, states), destinations=to,
                    decisions=[(approval, others[0])], waits_for=others,
                    can_be_edited=can_be_edited(state, states))  # fmt: skip


def _destination(n: int, text: str, fate: DeliveryState | None, why: Why | None) -> Destination:
    account = Account(id=n, team_id=1, network=Network.INSTAGRAM, way=Way.WEBHOOK, handle=NAME, created_at=NOW)
    if fate is None:
        return Destination(account, rules.NAMES[account.network], rules.count(account.network, text), None)
    delivery = Delivery(
        id=10**6 + n, revision_id=1, account_id=n, key="msg_1", state=fate, due_at=NOW, why=why, changed_at=NOW,
        url="https://x.example/".ljust(LONGEST_LINK, "&"), detail="d" * LONGEST_DETAIL,
    )  # fmt: skip
    return Destination(account, rules.NAMES[account.network], rules.count(account.network, text), delivery)


def shown_card(stage: Stage, seen: Seen) -> PostCard:
    with stage.db.read() as session:
        return cards.gather(session, stage.stored(seen))


def labels(message: dict[str, Any]) -> Iterator[str]:
    for block in message["blocks"]:
        for element in block.get("elements", []):
            if element["type"] == "button":
                yield element["text"]["text"]


@pytest.mark.parametrize("language", sorted(languages()))
@pytest.mark.parametrize(("fate", "why"), TROUBLE)
def test_the_longest_card_of_a_post_on_its_way_fits(language: str, fate: DeliveryState, why: Why | None) -> None:
    card = longest_card(PostState.APPROVED, fate, why)
    for template, more in (("posts/card", {"card": card}), ("approvals/list", {"cards": [card], "more": 9})):
        message = cards.in_room(template, language, **more)
        assert problems(message, "message") == []
        assert "Read all" in labels(message) or "Tout lire" in labels(message)


@pytest.mark.parametrize("language", sorted(languages()))
@pytest.mark.parametrize("state", [one for one in PostState if one is not PostState.APPROVED])
def test_the_longest_card_before_approval_fits(language: str, state: PostState) -> None:
    assert problems(cards.in_room("posts/card", language, card=longest_card(state)), "message") == []


def test_a_card_that_would_be_too_long_shows_beginnings_and_a_button_to_read_all() -> None:
    card = longest_card(PostState.APPROVED, DeliveryState.UNKNOWN, Why.TIMEOUT)
    message = cards.in_room("posts/card", "en", card=card)
    assert "Read all" in labels(message)
    assert message["blocks"][1]["text"]["text"] == f"{card.revision.text[: BRIEF.text - 1]}…"


def test_a_long_text_alone_is_shown_whole(db: Db) -> None:
    stage = Stage(db)
    text = ("word " * LONGEST_TEXT)[: LONGEST_TEXT - 1] + "."
    card = shown_card(stage, stage.draft(stage.form(text, note="n" * 1000)))
    message = cards.in_room("posts/card", "en", card=card)
    assert "Read all" not in labels(message)
    assert weight(message["blocks"]) <= READABLE
    assert text in str(message["blocks"])


def test_read_all_holds_everything(db: Db) -> None:
    stage = Stage(db)
    text = "word " * 500
    seen = stage.draft(stage.form(text.strip(), note="Please look twice"))
    with db.read() as session:
        view = cards.whole(session, stage.stored(seen), "en")
    assert problems(view, "modal") == []
    shown_texts = str(view["blocks"])
    assert text.strip() in shown_texts
    assert "Please look twice" in shown_texts
    assert list(labels(view)) == []


def test_of_many_people_the_first_are_named_and_the_others_counted() -> None:
    card = longest_card(PostState.APPROVED, DeliveryState.UNKNOWN, Why.TIMEOUT)
    (waits,) = [
        element["text"]
        for block in cards.in_room("posts/card", "en", card=card)["blocks"]
        for element in block.get("elements", [])
        if "Waits for" in str(element.get("text"))
    ]
    assert waits.endswith("and 53 more.")
