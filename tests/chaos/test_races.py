"""Two people decide at the same moment: one wins, the other is told who and when, and nothing else happens."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from bot.db import Db
from bot.lifecycle import Shown
from bot.models import Decision, DeliveryState, Person, PostState
from bot.posts import Seen
from tests.chaos.races import Press, Racer, processes, threads
from tests.chaos.sizes import ROUNDS
from tests.stage import Stage

WHEN = "23 Nov 2026, 10:00 (Europe/Berlin)"
Ring = Callable[[Db], AbstractContextManager[Racer]]
Check = Callable[[Stage, Seen, str], None]


@pytest.fixture(params=[threads, processes])
def ring(request: pytest.FixtureRequest, database_kind: str) -> Ring:
    """Where the two run. SQLite serves one process only, which `single.py` sees to."""
    if request.param is processes and database_kind == "sqlite":
        pytest.skip("one process on one SQLite file")
    chosen: Ring = request.param
    return chosen


def check_approved(stage: Stage, seen: Seen, by: str) -> None:
    assert stage.shown(seen) is Shown.SCHEDULED
    assert stage.current(seen).n == 1
    assert sorted(one.account_id for one in stage.deliveries(seen)) == [1, 2]
    assert set(stage.states(seen)) == {DeliveryState.DUE}
    (approval,) = stage.decisions(seen)
    assert (approval.decision, approval.person_id) == (Decision.APPROVED, person_named(stage, by).id)
    assert stage.turn_of(seen) == set()
    assert stage.told(seen) == ["drafted", "approved"]


def check_sent_back(stage: Stage, seen: Seen, by: str) -> None:
    assert stage.stored(seen).state is PostState.CHANGES_REQUESTED
    assert stage.deliveries(seen) == []
    (approval,) = stage.decisions(seen)
    assert (approval.decision, approval.person_id) == (Decision.CHANGES_REQUESTED, person_named(stage, by).id)
    assert stage.turn_of(seen) == {"Jonas"}
    assert stage.told(seen) == ["drafted", "changes_requested"]


def check_edited(stage: Stage, seen: Seen, by: str) -> None:
    assert by == "Jonas"
    assert stage.stored(seen).state is PostState.IN_REVIEW
    assert stage.current(seen).n == 2
    assert stage.deliveries(seen) == []
    assert stage.decisions(seen) == []
    assert stage.turn_of(seen) == {"Mara", "Aiko"}
    assert stage.told(seen) == ["drafted", "edited"]


CHECKS: dict[str, Check] = {"approve": check_approved, "request changes": check_sent_back, "edit": check_edited}


def person_named(stage: Stage, name: str) -> Person:
    person: Person = getattr(stage, name.lower())
    return person


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Mara", "approve"), ("Aiko", "approve")),
        (("Mara", "approve"), ("Aiko", "request changes")),
        (("Mara", "approve"), ("Jonas", "edit")),
    ],
    ids=lambda it: f"{it[0]} {it[1]}".replace(" ", "_"),
)
def test_of_two_at_the_same_moment_one_wins_and_the_other_is_told(
    db: Db,
    ring: Ring,
    one: tuple[str, str],
    other: tuple[str, str],
    record_property: Callable[[str, object], None],
) -> None:
    stage = Stage(db)
    accounts = (stage.account.id, stage.add_account("@second").id)
    wins: Counter[str] = Counter()
    with ring(db) as race:
        for turn in range(ROUNDS):
            seen = stage.draft(stage.form(accounts=accounts))
            pair = [one, other] if turn % 2 else [other, one]
            presses = [
                Press(
                    what,
                    person_named(stage, name).id,
                    seen,
                    stage.now,
                    form=stage.form("Good evening!", accounts=accounts),
                )
                for name, what in pair
            ]
            words = race(presses[0], presses[1])
            assert sorted(word is None for word in words) == [False, True], words
            (name, what), told = (pair[0], words[1]) if words[0] is None else (pair[1], words[0])
            assert told is not None
            assert name in told, told
            assert WHEN in told, told
            CHECKS[what](stage, seen, name)
            wins[f"{name} {what}"] += 1
    record_property("race", (f"{one[1]} / {other[1]}", ROUNDS, dict(wins)))
