"""Any text, typed by people into Slack: the forms, the cards, and the post on the public square."""

import pytest
from hypothesis import HealthCheck, example, given, settings

from bot.plaintext import plain
from tests.world.person import Person
from tests.world.texts import leftovers, pings_and_links, texts
from tests.world.together import TogetherWorld

pytestmark = pytest.mark.usefixtures("team")

NASTY = '<!here> &amp; @channel :tada:🎉 <@UMARA|x> %(n)s {{ 7*7 }} "}]} https://example.com/?a=1&b=2 #general'


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    command=texts(500, surrogates=False),
    text=texts(300, surrogates=False),
    note=texts(1000, surrogates=False),
    reason=texts(1000, surrogates=False),
)
@example(command=NASTY, text=NASTY, note=NASTY, reason=NASTY)
@example(command="&" * 500, text="<" * 250, note="&" * 1000, reason=">" * 1000)
def test_any_typing(
    world: TogetherWorld, creator: Person, manager: Person, command: str, text: str, note: str, reason: str
) -> None:
    before = len(world.square())
    creator.types(f"/draft {command}").fills({"Text": text, "Note": note}).submits()
    if not creator.looks().modals:
        go_through_review(creator, manager, reason)
        (post,) = world.square()[before:]
        assert post.text == plain(text)
        assert leftovers(post.text) == []
    while creator.looks().modals:
        creator.closes()
    sent = [row["payload"] for row in world.traffic() if row["direction"] == "to_slack"]
    links = {f"<{post.url}|see it>" for post in world.square()}
    assert set(pings_and_links(sent)) <= {"<#CSOCIAL>"} | links


def go_through_review(creator: Person, manager: Person, reason: str) -> None:
    """Ask for changes with any reason, send it in again as it was, approve."""
    manager.presses("Request changes").fills({"What should change?": reason}).submits()
    if manager.looks().modals:
        manager.closes()
    else:
        creator.presses("Edit").submits()
    manager.presses("Approve").sees("✅ Published")
