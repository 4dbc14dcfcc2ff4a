from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import update

from bot import posts
from bot.db import Db
from bot.errors import Refused, RefusedForm
from bot.language import in_words
from bot.lifecycle import POST_LIFE, PostAction, Shown
from bot.models import Post, PostState, Workspace
from bot.posts import Seen
from tests.stage import WORKSPACE, Stage

REACHABLE = sorted(set(Shown) - {Shown.DRAFT, Shown.REJECTED, Shown.CANCELLED})

contents = st.tuples(
    st.text(max_size=20),
    st.dictionaries(st.sampled_from(["1", "2"]), st.text(max_size=5)),
    st.lists(st.dictionaries(st.sampled_from(["file"]), st.text(max_size=5)), max_size=2),
    st.lists(st.integers(1, 5), unique=True, max_size=3),
    st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - Hypothesis adds the zone
)


@pytest.mark.parametrize("shown", REACHABLE)
def test_the_stage_can_show_a_post_in_every_state_that_people_reach(db: Db, shown: Shown) -> None:
    stage = Stage(db)
    second = stage.add_account("@second")
    form = stage.form(accounts=(stage.account.id, second.id))
    assert stage.shown(stage.post(shown, form)) is shown


def test_every_action_does_what_its_row_says_and_nothing_from_elsewhere(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft()
    for action, (origins, target) in POST_LIFE.items():
        for state in PostState:
            with db.begin() as session:
                session.execute(update(Post).values(state=state))
            if state in origins:
                take(stage, seen, action)
                assert stage.stored(seen).state is target
            else:
                with pytest.raises(Refused):
                    take(stage, seen, action)
                assert stage.stored(seen).state is state


def take(stage: Stage, seen: Seen, action: PostAction) -> None:
    with stage.db.begin() as session:
        posts.move(session, session.get_one(Post, seen.post_id), action, stage.now)


def test_what_changed_since_it_was_looked_at_is_not_moved(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft()
    with db.read() as session:
        stale = session.get_one(Post, seen.post_id)
    stage.revise(seen, stage.jonas)
    with db.begin() as session, pytest.raises(Refused, match=r"^Jonas sent post #1 back into review on "):
        posts.move(session, session.merge(stale, load=False), PostAction.APPROVE, stage.now)
    assert stage.stored(seen).state is PostState.IN_REVIEW


def test_a_state_that_the_table_allows_but_nobody_saw_is_not_left(db: Db) -> None:
    """Somebody who decided to edit a post in review did not decide to take back its approval."""
    stage = Stage(db)
    seen = stage.draft()
    with db.read() as session:
        in_review = session.get_one(Post, seen.post_id)
    stage.approve(seen, stage.mara)
    with db.begin() as session, pytest.raises(Refused, match=r"^Mara already approved post #1 on "):
        posts.move(session, session.merge(in_review, load=False), PostAction.EDIT, stage.now, to_revision=2)
    assert stage.shown(seen) is Shown.SCHEDULED


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (Shown.SCHEDULED, "Mara already approved post #1 on Mon 23 Nov 2026, 10:00 (Europe/Berlin)."),
        (Shown.CHANGES_REQUESTED, "Mara already asked for changes to post #1 on Mon 23 Nov 2026, 10:00"),
        (Shown.PUBLISHED, "Mara already approved post #1 on Mon 23 Nov 2026, 10:00 (Europe/Berlin)."),
        (Shown.LEFT, "Mara already approved post #1 on Mon 23 Nov 2026, 10:00 (Europe/Berlin)."),
        (Shown.EXPIRED, "The time of post #1 passed on Mon 23 Nov 2026, 11:00"),
    ],
)
def test_whoever_is_too_late_learns_who_was_first_and_when(db: Db, shown: Shown, words: str) -> None:
    stage = Stage(db)
    seen = stage.post(shown)
    with pytest.raises(Refused) as refused:
        stage.approve(seen, stage.aiko)
    assert in_words(refused.value, "en").startswith(words)


def test_whoever_looks_at_an_earlier_version_learns_who_changed_it(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft()
    stage.revise(seen, stage.mara)
    with db.read() as session, pytest.raises(Refused, match=r"earlier version of post #1\. Mara changed it on"):
        posts.look_again(session, stage.aiko, seen)


@pytest.mark.parametrize("change", [{"n": 2}, {"hash": "0" * 12}])
def test_only_what_was_looked_at_counts(db: Db, change: dict[str, int | str]) -> None:
    stage = Stage(db)
    seen = stage.draft()
    other = Seen(**{**vars(seen), **change})
    with db.read() as session, pytest.raises(Refused, match="earlier version"):
        posts.look_again(session, stage.mara, other)


def test_a_post_of_another_workspace_or_none_is_not_here(db: Db) -> None:
    seen = Stage(db).draft()
    with db.read() as session:
        for post_id, workspace in ((seen.post_id, "TOTHER"), (999, WORKSPACE)):
            with pytest.raises(Refused, match="not here any more"):
                posts.get(session, post_id, workspace)


def test_numbers_are_counted_in_each_workspace_by_itself(db: Db) -> None:
    Stage(db)
    with db.begin() as session:
        session.add(Workspace(workspace_id="TOTHER", name="Other", bot_user_id="U", bot_id="B"))
    with db.begin() as session:
        ours = [posts.next_number(session, WORKSPACE) for _ in range(3)]
        theirs = posts.next_number(session, "TOTHER")
    assert (ours, theirs) == ([1, 2, 3], 1)


def test_a_refused_draft_uses_up_no_number(db: Db) -> None:
    stage = Stage(db)
    with pytest.raises(RefusedForm, match="at least one of the team's accounts"):
        stage.draft(stage.form(accounts=()))
    assert stage.stored(stage.draft()).number == 1


@given(
    st.builds(
        Seen,
        st.integers(1, 10**9),
        st.integers(1, 10**4),
        st.text("0123456789abcdef", min_size=12),
        st.sampled_from(PostState),
    )
)
def test_a_button_keeps_what_was_seen(seen: Seen) -> None:
    assert Seen.parse(str(seen)) == seen


@given(contents, contents)
def test_two_contents_have_one_hash_only_if_they_are_the_same(one: tuple, other: tuple) -> None:  # type: ignore[type-arg] # what hash_of takes
    def same(content: tuple) -> object:  # type: ignore[type-arg] # same
        text, texts, media, accounts, due = content
        return text, texts, media, sorted(accounts), due

    assert (posts.hash_of(*one) == posts.hash_of(*other)) is (same(one) == same(other))


def test_a_minute_makes_another_version() -> None:
    due = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
    assert posts.hash_of("a", {}, [], [1], due) != posts.hash_of("a", {}, [], [1], due + timedelta(minutes=1))


def test_stored_times_come_back_as_they_were_hashed(db: Db) -> None:
    stage = Stage(db)
    due = stage.now + timedelta(days=1)
    seen = stage.draft(stage.form(due_at=due))
    with db.read() as session:
        revision = posts.revision_of(session, session.get_one(Post, seen.post_id))
    assert posts.hash_of(revision.text, revision.texts, revision.media, revision.accounts, revision.due_at) == (
        revision.hash
    )
    assert revision.due_at == due
