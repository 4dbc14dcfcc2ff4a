"""`python -m bot.migrations "add the inbox"` drafts the next revision from what the models say now.

Read and tidy what it writes: names, CHECKs and data are yours.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command

from bot.db import Db
from bot.migrations import SCRIPTS, config_for, head, upgrade


def draft(message: str, scripts: Path = SCRIPTS) -> None:
    """Compare the models with the tables that the revisions make, and write the difference."""
    with tempfile.TemporaryDirectory() as folder:
        db = Db(f"sqlite:///{folder}/draft.db")
        upgrade(db, Path(folder), scripts)
        config = config_for(scripts)
        with db.engine.connect() as connection:
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=f"{int(head(scripts)) + 1:04}")
        db.close()


if __name__ == "__main__":
    draft(" ".join(sys.argv[1:]) or sys.exit(__doc__))
