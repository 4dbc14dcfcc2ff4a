"""What we owe Slack: rows written with the decision they tell of (`rows`), carried over by `sender`."""

from bot.outbox.rows import LEASE, changed, claim, due, say, settle, show

__all__ = ["LEASE", "changed", "claim", "due", "say", "settle", "show"]
