"""What the rows say of a post, for tests."""

from collections.abc import Sequence

from sqlmodel import col, select

from bot import assignments, cards, posts
from bot.db import Db
from bot.lifecycle import Shown
from bot.models import Approval, Assignment, Delivery, DeliveryState, Event, Post, Revision
from bot.posts import Seen


class Looks:
    """Looks at a database; everything is asked anew."""

    def __init__(self, db: Db) -> None:
        self.db = db

    def stored(self, seen: Seen) -> Post:
        """The post's row."""
        with self.db.read() as session:
            return session.get_one(Post, seen.post_id)

    def shown(self, seen: Seen) -> Shown:
        """What people see of it."""
        with self.db.read() as session:
            return cards.gather(session, session.get_one(Post, seen.post_id)).shown

    def current(self, seen: Seen) -> Seen:
        """What its card shows now."""
        with self.db.read() as session:
            post = session.get_one(Post, seen.post_id)
            return Seen.of(post, posts.revision_of(session, post))

    def deliveries(self, seen: Seen) -> list[Delivery]:
        """All deliveries of all its revisions."""
        with self.db.read() as session:
            mine = select(Delivery).join(Revision, col(Revision.id) == col(Delivery.revision_id))
            return list(session.exec(mine.where(Revision.post_id == seen.post_id).order_by(col(Delivery.id))))

    def delivery(self, seen: Seen) -> Delivery:
        """Its only delivery."""
        (delivery,) = self.deliveries(seen)
        return delivery

    def states(self, seen: Seen) -> list[DeliveryState]:
        """How far its deliveries are."""
        return [delivery.state for delivery in self.deliveries(seen)]

    def turn_of(self, seen: Seen) -> set[str]:
        """Whose turn it is, by name."""
        with self.db.read() as session:
            post = session.get_one(Post, seen.post_id)
            return {person.name for person in assignments.whose_turn(session, post)}

    def assigned(self, seen: Seen) -> Sequence[Assignment]:
        """Every assignment it ever had."""
        with self.db.read() as session:
            mine = select(Assignment).where(Assignment.subject_id == seen.post_id).order_by(col(Assignment.id))
            return session.exec(mine).all()

    def decisions(self, seen: Seen) -> list[Approval]:
        """Everything decided about it."""
        with self.db.read() as session:
            mine = select(Approval).join(Revision, col(Revision.id) == col(Approval.revision_id))
            return list(session.exec(mine.where(Revision.post_id == seen.post_id).order_by(col(Approval.id))))

    def told(self, seen: Seen) -> list[str]:
        """Its history."""
        with self.db.read() as session:
            mine = select(Event.what).where(Event.subject_id == seen.post_id, Event.subject == "post")
            return list(session.exec(mine.order_by(col(Event.id))))
