"""A team that is set up by hand, as a manager would."""

from bot.playground.square import SECRET
from tests.world.person import Person
from tests.world.world import World

ACCOUNT = "Bluesky @us"
TWO_PEOPLE = "Two people"
ONE_PERSON = "One person"


def set_up(
    world: World,
    manager: Person,
    *,
    policy: str = TWO_PEOPLE,
    approvers: tuple[str, ...] = ("Mara Lindt",),
    handle: str = "@us",
    ignores_repeats: bool = False,
    language: str = "English",
) -> None:
    """Set up the team of #social-team with one account, which goes out to the public square."""
    manager.types("/allstar setup").fills(
        {
            "Time zone": world.zone,
            "Language": language,
            "Who must agree": policy,
            "Approvers": list(approvers),
            **square_account(world, handle, ignores_repeats=ignores_repeats),
        }
    ).submits()
    manager.sees("is ready").closes()


def square_account(world: World, handle: str, *, ignores_repeats: bool = False) -> dict[str, object]:
    """Give the fields of an account that posts to the public square."""
    return {
        "Network": "Bluesky",
        "Account name": handle,
        "Webhook address": f"{world.playground.origin}/square/hook/{handle.removeprefix('@')}",
        "Signing secret": SECRET,
        "Repeats": ["The receiver ignores repeats"] if ignores_repeats else [],
    }


def drafts(
    person: Person, text: str, *, day: str | None = None, clock: str | None = None, note: str | None = None
) -> None:
    """Draft a post in #social-team for its only account; without a day it goes out as soon as it is approved."""
    fields = {"Text": text, "Day": day, "Time": clock, "Note": note}
    person.types("/draft").fills({label: value for label, value in fields.items() if value is not None}).submits()
