from datetime import timedelta

import pytest

from bot import cards, home
from bot.blockkit import LIMITS, problems
from bot.db import Db
from bot.home import Blocks, Home, Section
from bot.lifecycle import Shown
from bot.models import Person, Policy
from tests.stage import Stage

HOME = Home(
    [
        Section("greeting", 5, home.greeting),
        Section("reviews", 40, cards.reviews_section),
        Section("posts", 30, cards.own_section),
    ]
)


def texts(stage: Stage, person: Person, shown: Home = HOME) -> str:
    with stage.db.read() as session:
        view = shown.view(session, person, stage.now)
    assert problems(view, "home") == []
    return "\n".join(str(block) for block in view["blocks"])


def divider(count: int) -> Section:
    def build(*_: object) -> Blocks:
        return [{"type": "divider"}] * count

    return Section(f"{count} dividers", 10, build)


def test_sections_appear_in_their_order(db: Db) -> None:
    stage = Stage(db)
    stage.draft()
    shown = texts(stage, stage.mara)
    assert shown.index("Good to see you, Mara") < shown.index("Awaits you") < shown.index("Your posts")


def test_it_shows_what_awaits_the_person_and_what_is_theirs(db: Db) -> None:
    stage = Stage(db)
    stage.draft(stage.form("Only for approvers and the author"))
    for person, approves, owns in ((stage.mara, True, False), (stage.jonas, False, True), (stage.tom, False, False)):
        shown = texts(stage, person)
        assert ("approvals.approve" in shown) is approves, person.name
        assert ("'own:" in shown) is owns, person.name
        assert ("Only for approvers" in shown) is (approves or owns), person.name


def test_it_is_quiet_when_nothing_waits(db: Db) -> None:
    stage = Stage(db)
    assert "Nothing right now." in texts(stage, stage.mara)


def test_it_speaks_the_persons_language(db: Db) -> None:
    stage = Stage(db)
    french = stage.person("Camille", draft=True, locale="fr-FR")
    assert texts(stage, french) != texts(stage, stage.tom)
    assert "Good to see you" not in texts(stage, french)


@pytest.mark.parametrize("shown", [Shown.IN_REVIEW, Shown.NEEDS_PERSON, Shown.PARTLY_PUBLISHED, Shown.FAILED])
def test_it_holds_whatever_a_busy_team_has(db: Db, shown: Shown) -> None:
    stage = Stage(db, Policy.ONE_PERSON)
    accounts = (stage.account.id, *(stage.add_account(f"@brand{number}").id for number in range(7)))
    for number in range(12):
        form = stage.form("x" * 3000, note="y" * 1000, accounts=accounts, due_at=stage.now + timedelta(days=1 + number))
        seen = stage.draft(form, by=stage.mara)
        if shown is not Shown.IN_REVIEW:
            stage.approve(seen, stage.aiko)
    assert "Your posts" in texts(stage, stage.mara)


def test_budgets_fit_into_one_home(db: Db) -> None:
    Stage(db)
    most = LIMITS["home.blocks"]
    with pytest.raises(ValueError, match="exceed what a Home tab may hold"):
        Home([Section("one", most, home.greeting), Section("two", 1, home.greeting)])
    Home([Section("one", most, home.greeting)])


def test_a_section_that_exceeds_its_budget_is_a_bug_and_named(db: Db) -> None:
    stage = Stage(db)
    texts(stage, stage.mara, Home([divider(10)]))
    with pytest.raises(ValueError, match="11 dividers made 11 blocks, its budget is 10"):
        texts(stage, stage.mara, Home([divider(11)]))
