"""What people, time and bad luck can do to a team's posts, as rules for Hypothesis."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from sqlmodel import SQLModel, delete

from bot import deliveries, team
from bot.db import Db
from bot.deliveries import Claim
from bot.errors import Refused, RefusedForm
from bot.models import Delivery, DeliveryState, Person, Policy, PostState
from bot.networks import outcomes
from bot.networks.outcomes import Why
from bot.posts import Seen
from bot.publishing import Publisher
from bot.team import Setup
from tests.chaos.oracle import Tale, Team, Version
from tests.receivers import Answer, Receiver, is_slow, loses, publishes, puts_off, refuses
from tests.stage import CHANNEL, VAULT, WORKSPACE, Stage

NAMES = ("Mara", "Jonas", "Aiko", "Tom")
people = st.sampled_from(NAMES)
everybody = st.sampled_from((*NAMES, "Noor"))
which = st.integers(0, 100)
hours = st.sampled_from([None, None, 1, 4, 12])
seldom = st.sampled_from([False, False, False, True])
answers = st.lists(st.sampled_from([publishes, publishes, loses, refuses, puts_off, is_slow]), max_size=4)
LONG_AGO = timedelta(hours=1)
MACHINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""What the machine's clock shows first; only a rule moves it, so that a life can be lived again."""


class Square(Receiver):
    """Shows what arrives; for `@patient`, the same message once."""

    def send(self, frozen: dict[str, str], secret: object, progress: object) -> outcomes.Outcome:
        outcome = super().send(frozen, secret, progress)  # type: ignore[arg-type] # neither is looked at
        if frozen["handle"] == "@patient":
            self.live[frozen["key"]] = min(self.live[frozen["key"]], 1)
        return outcome


def empty(db: Db) -> None:
    """Take every row out, for the next life."""
    with db.begin() as session:
        for table in reversed(SQLModel.metadata.sorted_tables):
            session.execute(delete(table))


class Life(RuleBasedStateMachine):
    """Each rule does something that people, time or bad luck could do."""

    def __init__(self, db: Db) -> None:
        super().__init__()
        empty(db)
        self.stage = Stage(db)
        self.stage.allow(self.stage.aiko, may_manage=True)
        self.square = self.stage.receiver = Square()
        self.machine = MACHINE
        self.stage.publisher = Publisher(db, {self.stage.account.way: self.square}, VAULT, lambda: self.machine)
        self.accounts = [self.stage.account, self.stage.add_account("@patient", ignores_repeats=True)]
        self.team = Team(approvers={"Mara", "Aiko"}, managers={"Mara", "Aiko"})
        self.tales: dict[int, Tale] = {}
        self.first_seen: dict[int, Seen] = {}
        self.vanished: list[tuple[Claim, bool]] = []

    def who(self, name: str) -> Person:
        with self.stage.db.read() as session:
            chosen: Person = getattr(self.stage, name.lower())
            return session.get_one(Person, chosen.id)

    def pick(self, index: int, *states: PostState, stale: bool = False) -> Seen:
        """The card of a post, one in these states if there is any; a stale one is of its first version."""
        liked = [seen for seen in self.first_seen.values() if self.stage.stored(seen).state in states]
        cards = liked or list(self.first_seen.values())
        seen = cards[index % len(cards)]
        return seen if stale else self.stage.current(seen)

    def willing(self, seen: Seen, index: int, name: str) -> str:
        """Somebody whose word would count, if there is anybody; else this person."""
        could = [one for one in NAMES if self.team.would_agree(self.tales[seen.post_id], one)]
        return could[index % len(could)] if could else name

    def attempt(self, act: Callable[[], object]) -> bool:
        """Whether the rules allowed it; anything but a refusal is a bug."""
        try:
            act()
        except (Refused, RefusedForm) as refused:
            note(f"refused: {refused}")
            return False
        return True

    # what people do

    @rule(name=everybody, text=st.sampled_from(["Hello", "Good night", "Hi", " "]), wait=hours, both=st.booleans())
    def draft(self, name: str, text: str, wait: int | None, *, both: bool) -> None:
        due = self.stage.now + timedelta(hours=wait) if wait else None
        accounts = tuple(one.id for one in (self.accounts if both else self.accounts[:1]))
        made: list[Seen] = []
        form = self.stage.form(text, due_at=due, accounts=accounts)
        if self.attempt(lambda: made.append(self.stage.draft(form, self.who(name)))):
            seen = made[0]
            self.tales[seen.post_id] = Tale(name, {1: Version(name, text, due)})
            self.first_seen[seen.post_id] = seen

    @precondition(lambda self: self.tales)
    @rule(index=which, name=people, stale=seldom, wait=hours, patient=st.booleans())
    def edit(self, index: int, name: str, wait: int | None, *, stale: bool, patient: bool) -> None:
        seen = self.pick(index, stale=stale)
        due = self.stage.now + timedelta(hours=wait) if wait else None
        form = self.stage.form(f"Edited by {name}", due_at=due, accounts=(self.accounts[patient].id,))
        if self.attempt(lambda: self.stage.revise(seen, self.who(name), form)):
            tale = self.tales[seen.post_id]
            assert seen.n == tale.current
            tale.versions[seen.n + 1] = Version(name, form.text, due)

    @precondition(lambda self: self.tales)
    @rule(index=which, name=everybody, stale=seldom, contrary=seldom)
    def approve(self, index: int, name: str, *, stale: bool, contrary: bool) -> None:
        seen = self.pick(index, PostState.IN_REVIEW, stale=stale)
        name = name if contrary else self.willing(seen, index, name)
        tale = self.tales[seen.post_id]
        version = tale.versions[tale.current]
        is_open = self.stage.stored(seen).state is PostState.IN_REVIEW and seen.n == tale.current
        is_in_time = version.due is None or version.due > self.stage.now
        may = is_open and is_in_time and self.team.would_agree(tale, name)
        assert self.attempt(lambda: self.stage.approve(seen, self.who(name))) is may
        if may:
            tale.agreed.add(tale.current)

    @precondition(lambda self: self.tales)
    @rule(index=which, name=everybody, contrary=seldom)
    def request_changes(self, index: int, name: str, *, contrary: bool) -> None:
        seen = self.pick(index, PostState.IN_REVIEW)
        name = name if contrary else self.willing(seen, index, name)
        tale = self.tales[seen.post_id]
        may = self.stage.stored(seen).state is PostState.IN_REVIEW and self.team.would_agree(tale, name)
        assert self.attempt(lambda: self.stage.request_changes(seen, self.who(name))) is may

    @precondition(lambda self: self.in_doubt())
    @rule(index=which, name=everybody, gives_up=st.booleans())
    def settle(self, index: int, name: str, *, gives_up: bool) -> None:
        """Somebody looks at the square and says what they saw, or leaves it."""
        delivery = self.in_doubt()[index % len(self.in_doubt())]
        who = self.who(name)
        if gives_up:
            self.attempt(lambda: self.stage.leave(delivery, who))
        elif self.square.live[delivery.key]:
            self.attempt(lambda: self.stage.it_is_live(delivery, who))
        else:
            self.attempt(lambda: self.stage.send_again(delivery, who))

    def in_doubt(self) -> list[Delivery]:
        everything = [one for seen in self.first_seen.values() for one in self.stage.deliveries(seen)]
        return [one for one in everything if one.state in {DeliveryState.UNKNOWN, DeliveryState.REFUSED}]

    @rule(name=people, wait=hours, both=st.booleans(), index=which)
    def draft_and_agree(self, name: str, wait: int | None, index: int, *, both: bool) -> None:
        """The way it mostly goes."""
        self.draft(name, "As planned", wait, both=both)
        if self.first_seen:
            self.approve(len(self.first_seen) - 1, name, stale=False, contrary=False)
        self.tick([publishes, loses, refuses, puts_off][index % 4 :])

    # how the team changes

    @rule(approvers=st.sets(people, min_size=1), alone=seldom, by=st.sampled_from(["Mara", "Aiko", "Tom"]))
    def set_up(self, approvers: set[str], by: str, *, alone: bool) -> None:
        policy = Policy.ONE_PERSON if alone else Policy.TWO_PEOPLE
        chosen = tuple(self.who(name) for name in sorted(approvers))
        form = Setup(CHANNEL, "social-team", "Europe/Berlin", "en", "DE", policy, chosen, None, is_change=True)

        def change() -> None:
            with self.stage.db.begin() as session:
                team.set_up(session, self.who(by), form, VAULT, {}, self.stage.now)

        may = by in self.team.managers - self.team.away and not approvers & self.team.away
        assert self.attempt(change) is may
        if may:
            self.team.approvers, self.team.alone = approvers, alone

    @rule(name=people, index=which, change=st.sampled_from([{"deleted": True}, {"is_restricted": True}, {}, {}, {}]))
    def slack_says(self, name: str, index: int, change: dict[str, bool]) -> None:
        """Somebody, mostly one whose turn it is, is deactivated or made a guest, or is back; one manager stays."""
        asked = sorted(self.stage.turn_of(self.pick(index))) if self.first_seen else []
        if change and asked:
            name = asked[index % len(asked)]
        away = self.team.away | {name} if change else self.team.away - {name}
        if self.team.managers <= away:
            return
        user = {"id": self.who(name).user_id, "real_name": name, "team_id": WORKSPACE, **change}
        with self.stage.db.begin() as session:
            team.person_changed(session, WORKSPACE, user, self.stage.now)
        self.team.away = away

    # what time and bad luck do

    @rule(amount=st.integers(1, 5))
    def time_passes(self, amount: int) -> None:
        self.stage.later(hours=amount)

    @rule(minutes=st.sampled_from([1, 1, 15, 15, 13 * 60]))
    def machine_time_passes(self, minutes: int) -> None:
        self.machine += timedelta(minutes=minutes)

    @rule(given=answers)
    def tick(self, given: list[Answer]) -> None:
        self.stage.expire()
        for claim in self.stage.publisher.abandoned():
            self.stage.publisher.take_back(claim, self.stage.now)
        self.stage.publish(*given)

    @precondition(lambda self: self.stage.publisher.due(self.stage.now))
    @rule(index=which, sent=st.booleans())
    def worker_vanishes(self, index: int, *, sent: bool) -> None:
        """Between its claim and its record, before or after the message left."""
        due = self.stage.publisher.due(self.stage.now)
        with self.stage.db.begin() as session:
            claim = deliveries.claim(session, due[index % len(due)], self.stage.now, self.machine - LONG_AGO)
            assert claim is not None
        if sent:
            self.square.answers = [publishes]
            handle, text = claim.account.handle, claim.revision.text
            self.square.send({"key": claim.delivery.key, "handle": handle, "text": text}, None, None)
        self.vanished.append((claim, sent))

    @precondition(lambda self: self.vanished)
    @rule(index=which)
    def worker_comes_back(self, index: int) -> None:
        """It records what it knows, however late that is."""
        claim, sent = self.vanished.pop(index % len(self.vanished))
        outcome: outcomes.Outcome = outcomes.Published(claim.delivery.key, None)
        if not sent:
            outcome = outcomes.Refused(Why.REJECTED, "")
        before = self.delivery(claim)
        self.stage.publisher._record(claim, outcome, self.stage.now)  # noqa: SLF001 - the step after the crash
        is_late = before.fence != claim.fence or before.state is not DeliveryState.CLAIMED
        assert (self.delivery(claim).model_dump() == before.model_dump()) is is_late

    def delivery(self, claim: Claim) -> Delivery:
        with self.stage.db.read() as session:
            return session.get_one(Delivery, claim.delivery.id)
