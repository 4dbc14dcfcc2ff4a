"""What every command that changes data does first."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.db import Db
from bot.migrations import upgrade
from bot.settings import Settings
from bot.single import only_process


@contextmanager
def opened(settings: Settings) -> Iterator[Db]:
    """The database, ours alone if it is a file, with the newest tables. `Refused` if that cannot be."""
    with only_process(settings.database_url):
        db = Db(settings.database_url)
        try:
            upgrade(db, settings.data_dir / "backups")
            yield db
        finally:
            db.close()
