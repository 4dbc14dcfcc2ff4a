"""The lives of posts and deliveries, as tables keyed by action. README.md draws them; a test compares."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from bot.models import DeliveryState, PostState

P = PostState
D = DeliveryState


class PostAction(StrEnum):
    """What can happen to a post."""

    SUBMIT = "submit"
    EDIT = "edit"
    APPROVE = "approve"
    REQUEST_CHANGES = "request_changes"
    REJECT = "reject"
    EXPIRE = "expire"
    CANCEL = "cancel"


class DeliveryAction(StrEnum):
    """What can happen to a delivery."""

    CLAIM = "claim"
    PUBLISH = "publish"
    REFUSE = "refuse"
    RETRY = "retry"
    WAIT = "wait"
    LOSE = "lose"
    HOLD = "hold"
    RELEASE = "release"
    IT_IS_LIVE = "it_is_live"
    SEND_AGAIN = "send_again"
    LEAVE = "leave"
    DROP = "drop"


POST_LIFE: Mapping[PostAction, tuple[frozenset[PostState], PostState]] = {
    PostAction.SUBMIT: (frozenset({P.DRAFT}), P.IN_REVIEW),
    PostAction.EDIT: (frozenset({P.IN_REVIEW, P.CHANGES_REQUESTED, P.APPROVED, P.EXPIRED}), P.IN_REVIEW),
    PostAction.APPROVE: (frozenset({P.IN_REVIEW}), P.APPROVED),
    PostAction.REQUEST_CHANGES: (frozenset({P.IN_REVIEW}), P.CHANGES_REQUESTED),
    PostAction.REJECT: (frozenset({P.IN_REVIEW}), P.REJECTED),
    PostAction.EXPIRE: (frozenset({P.IN_REVIEW}), P.EXPIRED),
    PostAction.CANCEL: (
        frozenset({P.DRAFT, P.IN_REVIEW, P.CHANGES_REQUESTED, P.APPROVED, P.EXPIRED}),
        P.CANCELLED,
    ),
}

DELIVERY_LIFE: Mapping[DeliveryAction, tuple[frozenset[DeliveryState], DeliveryState]] = {
    DeliveryAction.CLAIM: (frozenset({D.DUE, D.WAITING}), D.CLAIMED),
    DeliveryAction.PUBLISH: (frozenset({D.CLAIMED}), D.PUBLISHED),
    DeliveryAction.REFUSE: (frozenset({D.CLAIMED}), D.REFUSED),
    DeliveryAction.RETRY: (frozenset({D.CLAIMED}), D.DUE),
    DeliveryAction.WAIT: (frozenset({D.CLAIMED}), D.WAITING),
    DeliveryAction.LOSE: (frozenset({D.CLAIMED}), D.UNKNOWN),
    DeliveryAction.HOLD: (frozenset({D.DUE}), D.HELD),
    DeliveryAction.RELEASE: (frozenset({D.HELD}), D.DUE),
    DeliveryAction.IT_IS_LIVE: (frozenset({D.UNKNOWN}), D.PUBLISHED),
    DeliveryAction.SEND_AGAIN: (frozenset({D.UNKNOWN, D.REFUSED}), D.DUE),
    DeliveryAction.LEAVE: (frozenset({D.UNKNOWN, D.REFUSED}), D.DROPPED),
    DeliveryAction.DROP: (frozenset({D.DUE, D.HELD}), D.DROPPED),
}


class Shown(StrEnum):
    """What people see of a post."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    REJECTED = "rejected"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    SCHEDULED = "scheduled"
    LEAVING = "leaving"
    PUBLISHED = "published"
    PARTLY_PUBLISHED = "partly_published"
    NEEDS_PERSON = "needs_person"
    FAILED = "failed"
    LEFT = "left"
    """Approved, and a person left every delivery as it was."""


def shown(state: PostState, deliveries: Sequence[DeliveryState]) -> Shown:
    """Say what people see: the stored state, and from approved on what the deliveries say."""
    if state is not PostState.APPROVED:
        return Shown(state.value)
    states = set(deliveries) - {D.DROPPED}
    readings = (
        (not states, Shown.LEFT),
        (states & {D.UNKNOWN, D.HELD}, Shown.NEEDS_PERSON),
        (states == {D.DUE}, Shown.SCHEDULED),
        (states & {D.DUE, D.CLAIMED, D.WAITING}, Shown.LEAVING),
        (states == {D.PUBLISHED}, Shown.PUBLISHED),
        (D.PUBLISHED in states, Shown.PARTLY_PUBLISHED),
        (states == {D.REFUSED}, Shown.FAILED),
    )
    return next(reading for holds, reading in readings if holds)


def can_be_edited(state: PostState, deliveries: Sequence[DeliveryState]) -> bool:
    """Say whether nothing of it is out or on its way, so that an edit can still change what goes out."""
    gone = {D.CLAIMED, D.WAITING, D.PUBLISHED, D.UNKNOWN}
    return state in POST_LIFE[PostAction.EDIT][0] and not gone & set(deliveries)
