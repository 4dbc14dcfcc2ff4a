from bot.networks.rules import other


def test_the_limit_may_be_filled_and_not_passed() -> None:
    assert other.count("日本語😀").used == 4
    assert other.check("😀" * 3000) == []
    assert str(other.check("x" * 3001)[0]) == (
        "This text has 3001 characters, and the account allows 3000. Please shorten it by 1."
    )
