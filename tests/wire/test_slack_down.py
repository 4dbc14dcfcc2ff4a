"""Slack answers 500 for a minute: a post still leaves at its time, and afterwards every card is right."""

import pytest

from tests.world.person import Person
from tests.world.teams import drafts
from tests.world.wire import EITHER_WAY, WireWorld

pytestmark = [pytest.mark.wire, EITHER_WAY, pytest.mark.usefixtures("team")]

SECONDS = 60


def test_slack_answers_500(world: WireWorld, creator: Person, manager: Person) -> None:
    drafts(creator, "At four", day="Fri", clock="16:00")
    drafts(creator, "At five", day="Fri", clock="17:00")
    manager.presses("Approve", on="At four")
    world.settle()
    world.fault("500", seconds=SECONDS)
    manager.presses("Approve", on="At five")
    world.time("Fri 16:00")
    assert [post.text for post in world.square()] == ["At four"]
    assert world.control.get("world")["faults"], "it left while Slack was down"
    for text in ("At four", "At five"):
        manager.does_not_see("✅ Published", on=text)
    world.until("Slack is back", lambda: not world.control.get("world")["faults"], within=SECONDS + 5)
    world.settle_fully(70)
    manager.sees("✅ Published", on="At four").sees("🗓️ Approved and scheduled", on="At five")
    world.time("Fri 17:00")
    assert [(post.text, post.repeats) for post in world.square()] == [("At four", 0), ("At five", 0)]
    for text in ("At four", "At five"):
        (in_channel,) = creator.messages(f"by jonas\n{text}", in_="social-team")
        (in_dm,) = manager.messages(f"by jonas\n{text}", in_=manager.dm)
        assert "✅ Published" in in_channel.text
        assert "✅ Published" in in_dm.text
