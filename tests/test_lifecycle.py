import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lifecycle import DELIVERY_LIFE, POST_LIFE, DeliveryAction, PostAction, Shown, can_be_edited, shown
from bot.models import DeliveryState, PostState

deliveries = st.lists(st.sampled_from(DeliveryState), max_size=5)
FINAL = {DeliveryState.PUBLISHED, DeliveryState.DROPPED}


@given(st.sampled_from(PostState), deliveries)
def test_people_see_exactly_one_thing_of_every_post(state: PostState, states: list[DeliveryState]) -> None:
    assert shown(state, states) in Shown


@given(deliveries)
def test_until_it_is_approved_people_see_what_is_stored(states: list[DeliveryState]) -> None:
    for state in set(PostState) - {PostState.APPROVED}:
        assert shown(state, states).value == state.value


@given(deliveries, st.randoms())
def test_the_order_of_accounts_changes_nothing(states: list[DeliveryState], chance: object) -> None:
    shuffled = list(states)
    chance.shuffle(shuffled)  # type: ignore[attr-defined] # Hypothesis' own Random
    assert shown(PostState.APPROVED, shuffled) is shown(PostState.APPROVED, states)


@given(deliveries)
def test_it_is_published_only_if_it_is_out_wherever_nobody_left_it(states: list[DeliveryState]) -> None:
    is_out = DeliveryState.PUBLISHED in states and set(states) <= FINAL
    assert (shown(PostState.APPROVED, states) is Shown.PUBLISHED) is is_out


@given(deliveries)
def test_what_nobody_is_sure_of_always_asks_for_a_person(states: list[DeliveryState]) -> None:
    reading = shown(PostState.APPROVED, [*states, DeliveryState.UNKNOWN])
    assert reading is Shown.NEEDS_PERSON


@pytest.mark.parametrize(
    ("states", "reading"),
    [
        ([], Shown.LEFT),
        (["dropped"], Shown.LEFT),
        (["due", "due"], Shown.SCHEDULED),
        (["due", "dropped"], Shown.SCHEDULED),
        (["held", "published"], Shown.NEEDS_PERSON),
        (["claimed"], Shown.LEAVING),
        (["waiting", "published"], Shown.LEAVING),
        (["due", "published"], Shown.LEAVING),
        (["due", "refused"], Shown.LEAVING),
        (["published", "published"], Shown.PUBLISHED),
        (["published", "refused"], Shown.PARTLY_PUBLISHED),
        (["refused", "refused"], Shown.FAILED),
        (["refused", "dropped"], Shown.FAILED),
    ],
)
def test_what_the_deliveries_say_together(states: list[str], reading: Shown) -> None:
    assert shown(PostState.APPROVED, [DeliveryState(state) for state in states]) is reading


def test_every_action_has_its_row() -> None:
    assert set(POST_LIFE) == set(PostAction)
    assert set(DELIVERY_LIFE) == set(DeliveryAction)


def test_every_state_can_be_reached_and_only_the_final_ones_are_never_left() -> None:
    posts = {state for _, state in POST_LIFE.values()} | {PostState.DRAFT}
    left = set().union(*(origins for origins, _ in POST_LIFE.values()))
    assert posts == set(PostState)
    assert set(PostState) - left == {PostState.REJECTED, PostState.CANCELLED}
    out = {state for _, state in DELIVERY_LIFE.values()}
    left_behind = set().union(*(origins for origins, _ in DELIVERY_LIFE.values()))
    assert out == set(DeliveryState)
    assert set(DeliveryState) - left_behind == FINAL


def test_only_a_claim_is_published_by_the_bot_and_only_the_unknown_by_a_person() -> None:
    ways = {action for action, (_, state) in DELIVERY_LIFE.items() if state is DeliveryState.PUBLISHED}
    assert ways == {DeliveryAction.PUBLISH, DeliveryAction.IT_IS_LIVE}
    assert DELIVERY_LIFE[DeliveryAction.PUBLISH][0] == {DeliveryState.CLAIMED}
    assert DELIVERY_LIFE[DeliveryAction.IT_IS_LIVE][0] == {DeliveryState.UNKNOWN}


@pytest.mark.parametrize(
    ("state", "states"), list(itertools.product(PostState, [(), *((one,) for one in DeliveryState)]))
)
def test_what_is_out_or_may_be_out_is_never_edited(state: PostState, states: tuple[DeliveryState, ...]) -> None:
    out = {DeliveryState.CLAIMED, DeliveryState.WAITING, DeliveryState.PUBLISHED, DeliveryState.UNKNOWN}
    open_to_edit = {PostState.IN_REVIEW, PostState.CHANGES_REQUESTED, PostState.APPROVED, PostState.EXPIRED}
    assert can_be_edited(state, states) is (state in open_to_edit and not out & set(states))
