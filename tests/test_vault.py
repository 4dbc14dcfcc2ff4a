import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.vault import KEY_FILE, Vault, open_vault

VAULT = Vault([Fernet.generate_key().decode()])


@given(st.text(), st.text())
def test_what_was_sealed_for_a_place_opens_there(place: str, text: str) -> None:
    assert VAULT.open(place, VAULT.seal(place, text)) == text


@given(st.text(), st.text())
def test_what_was_sealed_for_one_place_opens_at_no_other(place: str, other: str) -> None:
    if place != other:
        with pytest.raises(Refused, match="reconnect the account"):
            VAULT.open(other, VAULT.seal(place, "secret"))


def test_another_key_does_not_open_it() -> None:
    stranger = Vault([Fernet.generate_key().decode()])
    with pytest.raises(Refused, match="reconnect the account"):
        stranger.open("account:7", VAULT.seal("account:7", "secret"))


@given(st.text())
def test_what_was_never_sealed_is_refused_in_words(nonsense: str) -> None:
    with pytest.raises(Refused, match="reconnect the account"):
        VAULT.open("account:7", nonsense)


def test_the_sealed_text_shows_neither_place_nor_secret() -> None:
    sealed = VAULT.seal("account:7", "whsec_canary")
    assert sealed.isascii()
    assert "account" not in sealed
    assert "canary" not in sealed


def test_older_keys_still_open_and_the_newest_seals(tmp_path: Path) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    sealed_before = Vault([old]).seal("account:7", "secret")
    (tmp_path / KEY_FILE).write_text(f"{new}\n{old}\n")

    vault = open_vault(tmp_path)

    assert vault.open("account:7", sealed_before) == "secret"
    assert Vault([new]).open("account:7", vault.seal("account:7", "fresh")) == "fresh"


def test_a_missing_key_file_is_made_for_its_owner_only_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    sealed = open_vault(folder).seal("account:7", "secret")

    assert stat.S_IMODE((folder / KEY_FILE).stat().st_mode) == 0o600
    assert open_vault(folder).open("account:7", sealed) == "secret"
    assert list(folder.iterdir()) == [folder / KEY_FILE]


def test_of_many_that_start_at_once_all_use_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        vaults = list(threads.map(lambda _: open_vault(tmp_path), range(40)))

    sealed = vaults[0].seal("account:7", "secret")
    assert {vault.open("account:7", sealed) for vault in vaults} == {"secret"}
    assert list(tmp_path.iterdir()) == [tmp_path / KEY_FILE]


@pytest.mark.parametrize("content", [b"", b"\n", b"not a key\n", b"\xff\xfe", b"c2hvcnQ=\n"])
def test_a_broken_key_file_is_not_replaced_but_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / KEY_FILE
    path.write_bytes(content)
    with pytest.raises(Refused, match=str(path)):
        open_vault(tmp_path)
    assert path.read_bytes() == content
