"""`python -m bot migrate`: bring the tables up to date without starting the bot."""

from bot import settings
from bot.commands.opening import opened
from bot.migrations import current


def migrate() -> int:
    """Exit code 0 once the tables are the newest."""
    with opened(settings.load()) as db:
        print(current(db))
    return 0
