"""A card with more to say than a message holds."""

import pytest

from tests.world.person import Person
from tests.world.teams import square_account
from tests.world.world import World

TEXT = ("Fresh bread every morning. " * 120)[:2990].strip()
ACCOUNTS = [f"@shop-{n}{'&' * 30}" for n in range(1, 9)]
"""Names that grow fivefold in Slack's markup."""


@pytest.mark.usefixtures("team")
def test_read_all_opens_the_whole_of_a_post_that_is_in_trouble_everywhere(
    world: World, creator: Person, manager: Person
) -> None:
    for handle in ACCOUNTS:
        account = {**square_account(world, handle), "Network": "Other"}
        manager.types("/allstar setup").fills(account).submits().closes()
    chosen = [f"Other {handle}" for handle in ACCOUNTS]
    creator.types("/draft").fills({"Text": TEXT, "Accounts": chosen, "Note": "Look " + "twice. " * 140}).submits()
    manager.does_not_see("Read all", on="Fresh bread")
    world.answers(500)
    manager.presses("Approve", on="Fresh bread").sees("Needs a person", on="Fresh bread")
    creator.does_not_see(TEXT)
    creator.presses("Read all", on="Fresh bread").sees(TEXT).sees("Look twice.").sees("Approved by mara")
    creator.closes()
