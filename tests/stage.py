"""A stage for rules: a workspace, a team, its people, an account, and posts in any state people can see.

Everything happens through the functions that the bot itself uses, so no row is there that could not be.
"""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cryptography.fernet import Fernet

from bot import approvals, confirmations, drafting, posts
from bot.db import Db
from bot.drafting import Form
from bot.lifecycle import Shown
from bot.models import Account, Delivery, Membership, Network, Person, Policy, Team, Way, Workspace
from bot.posts import Seen
from bot.publishing import Publisher
from bot.vault import Vault
from tests.looks import Looks
from tests.receivers import Answer, Receiver, loses, publishes, puts_off, refuses

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A Monday, ten o'clock in Berlin."""
WORKSPACE = "TPLAYGROUND"
CHANNEL = "CSOCIAL"
"""The playground's, so that a stage can be shown there; so are the people's ids."""
VAULT = Vault([Fernet.generate_key().decode()])


class Stage(Looks):
    """Mara manages and approves, Aiko approves, Jonas and Tom draft; Noor is a guest. `now` is team time."""

    def __init__(self, db: Db, policy: Policy = Policy.TWO_PEOPLE) -> None:
        super().__init__(db)
        self.now = NOW
        self.receiver = Receiver()
        self.publisher = Publisher(db, {Way.WEBHOOK: self.receiver}, VAULT)
        with db.begin() as session:
            session.add(Workspace(workspace_id=WORKSPACE, name="Stage", bot_user_id="UALLSTAR", bot_id="BALLSTAR"))
            session.flush()
            self.team = Team(
                workspace_id=WORKSPACE,
                channel_id=CHANNEL,
                name="social-team",
                zone="Europe/Berlin",
                language="en",
                country="DE",
                policy=policy,
                created_at=NOW,
            )
            session.add(self.team)
        self.mara = self.person("Mara", draft=True, approve=True, manage=True)
        self.jonas = self.person("Jonas", draft=True)
        self.aiko = self.person("Aiko", draft=True, approve=True)
        self.tom = self.person("Tom", draft=True)
        self.noor = self.person("Noor", is_guest=True)
        self.account = self.add_account("@allstar")

    # who and where

    def person(
        self, name: str, *, draft: bool = False, approve: bool = False, manage: bool = False, **facts: bool | str
    ) -> Person:
        """Somebody new, in the team if they may do anything there."""
        known = {"workspace_id": WORKSPACE, "user_id": f"U{name.upper()}", "name": name, "refreshed_at": NOW}
        person = Person.model_validate({**known, "zone": "Europe/Berlin", "locale": "en-GB", **facts})
        with self.db.begin() as session:
            session.add(person)
            session.flush()
            if draft or approve or manage:
                place = Membership(team_id=self.team.id, person_id=person.id)
                place.may_draft, place.may_approve, place.may_manage = draft, approve, manage
                session.add(place)
        return person

    def change(self, person: Person, **facts: bool | str) -> Person:
        """Slack describes somebody anew."""
        with self.db.begin() as session:
            stored = session.get_one(Person, person.id)
            for name, value in facts.items():
                setattr(stored, name, value)
        return stored

    def allow(self, person: Person, **rights: bool) -> None:
        """Change what somebody may do in the team."""
        with self.db.begin() as session:
            place = session.get_one(Membership, (self.team.id, person.id))
            for name, value in rights.items():
                setattr(place, name, value)

    def decide_by(self, policy: Policy) -> None:
        """Change who must agree."""
        with self.db.begin() as session:
            session.get_one(Team, self.team.id).policy = policy

    def add_account(self, handle: str, network: Network = Network.OTHER, *, ignores_repeats: bool = False) -> Account:
        """One more account of the team."""
        with self.db.begin() as session:
            account = Account(
                team_id=self.team.id,
                network=network,
                way=Way.WEBHOOK,
                handle=handle,
                ignores_repeats=ignores_repeats,
                created_at=NOW,
            )
            session.add(account)
            session.flush()
            secret = {"url": "https://receiver.example/hook", "secret": "whsec_made_up"}
            account.secret = VAULT.seal(f"account:{account.id}", json.dumps(secret))
        return account

    # what people do

    def form(self, text: str = "Good morning!", **fields: object) -> Form:
        """What somebody fills in: for the one account, as soon as it is approved."""
        return replace(Form(text=text, accounts=(self.account.id,), due_at=None), **fields)  # type: ignore[arg-type] # whatever the test names

    def draft(self, form: Form | None = None, by: Person | None = None) -> Seen:
        """Jonas, or somebody else, puts a post before its reviewers."""
        with self.db.begin() as session:
            post = drafting.draft(session, by or self.jonas, self.team, form or self.form(), self.now)
            return Seen.of(post, posts.revision_of(session, post))

    def revise(self, seen: Seen, by: Person, form: Form | None = None) -> Seen:
        """Somebody edits the post they saw."""
        with self.db.begin() as session:
            post = drafting.revise(session, by, seen, form or self.form("Good evening!"), self.now)
            return Seen.of(post, posts.revision_of(session, post))

    def approve(self, seen: Seen, by: Person) -> None:
        """Somebody approves what they saw."""
        with self.db.begin() as session:
            approvals.approve(session, by, seen, self.now)

    def request_changes(self, seen: Seen, by: Person, reason: str = "Shorter, please.") -> None:
        """Somebody sends back what they saw."""
        with self.db.begin() as session:
            approvals.request_changes(session, by, seen, reason, self.now)

    def leave(self, delivery: Delivery, by: Person) -> None:
        """Somebody leaves an uncertain delivery as it is."""
        with self.db.begin() as session:
            confirmations.leave(session, by, delivery.id, self.now)

    def send_again(self, delivery: Delivery, by: Person) -> None:
        """Somebody looked, found nothing and sends it again."""
        with self.db.begin() as session:
            confirmations.send_again(session, by, delivery.id, self.now)

    def it_is_live(self, delivery: Delivery, by: Person, url: str = "") -> None:
        """Somebody looked and found it."""
        with self.db.begin() as session:
            confirmations.it_is_live(session, by, delivery.id, url, self.now)

    # what time does

    def later(self, **span: float) -> None:
        """Team time goes on."""
        self.now += timedelta(**span)

    def publish(self, *answers: Answer) -> None:
        """Send everything that is due once; the receiver gives these answers first."""
        self.receiver.answers = list(answers)
        for delivery_id in self.publisher.due(self.now):
            self.publisher.publish(delivery_id, self.now)

    def expire(self) -> None:
        """Close every review whose time has come."""
        with self.db.begin() as session:
            for post_id in approvals.due_to_expire(session, self.now):
                approvals.expire(session, post_id, self.now)

    # posts in a wished state

    def post(self, shown: Shown, form: Form | None = None) -> Seen:
        """A post of Jonas's that people see in this state."""
        form = form or self.form()
        if shown is Shown.EXPIRED:
            seen = self.draft(replace(form, due_at=self.now + timedelta(hours=1)))
            self.later(hours=1)
            self.expire()
            return seen
        seen = self.draft(form)
        if shown is Shown.IN_REVIEW:
            return seen
        if shown is Shown.CHANGES_REQUESTED:
            self.request_changes(seen, self.mara)
            return seen
        self.approve(seen, self.mara)
        if shown is not Shown.SCHEDULED:
            self._deliver(seen, shown)
        return seen

    def _deliver(self, seen: Seen, shown: Shown) -> None:
        many = len(self.deliveries(seen))
        answers: dict[Shown, list[Answer]] = {
            Shown.LEAVING: [publishes, puts_off][-many:],
            Shown.PUBLISHED: [publishes] * many,
            Shown.PARTLY_PUBLISHED: [publishes] + [refuses] * (many - 1),
            Shown.NEEDS_PERSON: [loses] * many,
            Shown.FAILED: [refuses] * many,
            Shown.LEFT: [refuses] * many,
        }
        self.publish(*answers[shown])
        if shown is Shown.LEFT:
            for delivery in self.deliveries(seen):
                self.leave(delivery, self.jonas)
