"""Trigger ids and response URLs: once, in time, and not kept for ever."""

import pytest

from bot.playground.passes import ANSWER_USES, MOST, Passes
from bot.playground.slack_error import SlackError


def test_a_trigger_can_be_spent_once() -> None:
    passes = Passes()
    name = passes.trigger("UMARA", "CSOCIAL")
    assert passes.spend(name).user == "UMARA"
    with pytest.raises(SlackError, match="exchanged_trigger_id"):
        passes.spend(name)


def test_a_trigger_expires() -> None:
    passes = Passes(trigger_seconds=-1.0)
    with pytest.raises(SlackError, match="expired_trigger_id"):
        passes.spend(passes.trigger("UMARA"))


def test_an_answer_can_be_used_five_times() -> None:
    passes = Passes()
    name = passes.answer("UMARA", "CSOCIAL")
    for _ in range(ANSWER_USES):
        assert passes.use_answer(name).channel == "CSOCIAL"
    with pytest.raises(SlackError, match="used_url"):
        passes.use_answer(name)
    assert ANSWER_USES == 5


def test_old_passes_are_forgotten_under_load() -> None:
    passes = Passes()
    first = passes.trigger("UMARA")
    for _ in range(MOST + 1):
        passes.trigger("UMARA")
    with pytest.raises(SlackError, match="invalid_trigger_id"):
        passes.spend(first)
