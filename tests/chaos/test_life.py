"""A team's life, invented by Hypothesis: whatever happens, in whatever order, the promises hold.

Nothing is live without what the team's policy asked for at that time, for that very version; nothing
is live twice; and whatever is not finished is somebody's turn, or the next tick's.
"""

from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant, run_state_machine_as_test
from sqlmodel import col, select

from bot import cards
from bot.blockkit import problems
from bot.db import Db
from bot.models import Card, Delivery, DeliveryState, Post, PostState, Revision
from tests.chaos.life import Life
from tests.chaos.sizes import LIVES, STEPS

TICKS = {DeliveryState.DUE, DeliveryState.CLAIMED, DeliveryState.WAITING}
ASKS = {DeliveryState.UNKNOWN, DeliveryState.REFUSED}
FINAL = {DeliveryState.PUBLISHED, DeliveryState.DROPPED}


class Promises(Life):
    """What must be true after every step."""

    def __init__(self, db: Db) -> None:
        super().__init__(db)
        self.keys: dict[str, tuple[int, int, int]] = {}
        """Every key that there ever was, and the post, version and account that it stood for."""

    @invariant()
    def every_delivery_was_agreed_on(self) -> None:
        with self.stage.db.read() as session:
            rows = session.exec(
                select(Delivery, Revision).join(Revision, col(Revision.id) == col(Delivery.revision_id))
            )
            for delivery, revision in rows:
                self.keys[delivery.key] = (revision.post_id, revision.n, delivery.account_id)
                assert revision.n in self.tales[revision.post_id].agreed

    @invariant()
    def what_is_live_was_agreed_on_word_for_word(self) -> None:
        for message in self.square.sent:
            post_id, n, _ = self.keys[message["key"]]
            tale = self.tales[post_id]
            assert n in tale.agreed
            assert message["text"] == tale.versions[n].text

    @invariant()
    def nothing_is_live_twice(self) -> None:
        live: Counter[tuple[int, int, int]] = Counter()
        for key, count in self.square.live.items():
            live[self.keys[key]] += count
        assert all(count <= 1 for count in live.values()), live

    @invariant()
    def whatever_is_not_finished_has_a_next_step(self) -> None:
        for seen in self.first_seen.values():
            with self.stage.db.read() as session:
                post = session.get_one(Post, seen.post_id)
            states = set(self.stage.states(seen)) - {DeliveryState.DROPPED}
            is_finished = post.state is PostState.APPROVED and states <= FINAL
            waits_for_a_tick = post.state is PostState.APPROVED and states & TICKS
            if is_finished or (waits_for_a_tick and not states & ASKS):
                continue
            assert self.stage.turn_of(seen) - self.team.away, (post, states)

    @invariant()
    def whoever_is_asked_to_review_could_do_it_or_change_the_team(self) -> None:
        for seen in self.first_seen.values():
            tale = self.tales[seen.post_id]
            if self.stage.stored(seen).state is PostState.IN_REVIEW:
                could = {name for name in self.stage.turn_of(seen) if self.team.would_agree(tale, name)}
                assert could or self.stage.turn_of(seen) & self.team.managers

    @invariant()
    def no_two_posts_share_a_number(self) -> None:
        numbers = [self.stage.stored(seen).number for seen in self.first_seen.values()]
        assert sorted(numbers) == list(range(1, len(numbers) + 1))

    def teardown(self) -> None:
        """Every copy of every card can be shown, in the end."""
        with self.stage.db.read() as session:
            for card in session.exec(select(Card)).all():
                assert problems(cards.post_card(session, card), "message") == []


@pytest.mark.parametrize("size", [pytest.param((LIVES, STEPS), id=f"{LIVES}x{STEPS}")])
def test_the_promises_hold_through_every_life(db: Db, size: tuple[int, int]) -> None:
    lives, steps = size
    run_state_machine_as_test(
        lambda: Promises(db),  # type: ignore[arg-type] # anything that makes one will do
        settings=settings(
            max_examples=lives, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
