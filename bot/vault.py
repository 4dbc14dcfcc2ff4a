"""Secrets at rest: sealed with a key that lies beside the data and never in it.

`vault.key` stands in the data directory, one Fernet key a line, the newest first. It belongs
neither in the database nor in a backup: whoever has both can read every secret. New secrets are
sealed with the first key, older ones open with any; to change the key, put a new line on top.
"""

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import Refused

KEY_FILE = "vault.key"


class Vault:
    """Seals and opens short texts. Fernet binds nothing but the text, so the place is sealed with it."""

    def __init__(self, keys: Sequence[str]) -> None:
        """`keys` are Fernet keys, newest first; ValueError if one is not, or there is none."""
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def seal(self, place: str, text: str) -> str:
        """Seal `text` for one place, for example `account:7`; it opens nowhere else."""
        return self._fernet.encrypt(json.dumps([place, text]).encode()).decode()

    def open(self, place: str, sealed: str) -> str:
        """Give back what was sealed for `place`; `Refused` if key or place is another."""
        try:
            sealed_for, text = json.loads(self._fernet.decrypt(sealed))
        except (InvalidToken, ValueError) as error:
            raise _cannot_open() from error
        if sealed_for != place:
            raise _cannot_open()
        return str(text)


def _cannot_open() -> Refused:
    return Refused(
        "The stored secret cannot be opened: it was sealed with another key or for another account. "
        "Please reconnect the account."
    )


def open_vault(data_dir: Path) -> Vault:
    """The vault of `data_dir`; its key file is made if there is none. `Refused` if it cannot be used."""
    path = data_dir / KEY_FILE
    if not path.exists():
        _make_key_file(path)
    try:
        return Vault(path.read_text(encoding="ascii").split())
    except (OSError, ValueError) as error:
        raise Refused(
            "The key file %(path)s cannot be used. Put the right one back; or move it away, start "
            "again and reconnect every account.",
            path=path,
        ) from error


def _make_key_file(path: Path) -> None:
    """Complete or not there at all, and readable by its owner only; if two start at once, one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=KEY_FILE)  # mode 0600
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(Fernet.generate_key() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        draft.unlink()
