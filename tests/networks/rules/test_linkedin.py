import pytest

from bot.networks.rules import linkedin


@pytest.mark.parametrize(
    ("text", "used"), [("Hello", 5), ("日本語", 3), ("😀", 2), ("👨‍👩‍👧‍👦", 11), ("https://example.com", 19)]
)
def test_texts_are_counted_carefully(text: str, used: int) -> None:
    assert linkedin.count(text).used == used


def test_the_limit_may_be_filled_and_not_passed() -> None:
    assert linkedin.check("x" * 3000) == []
    assert str(linkedin.check("x" * (3000 + 2))[0]) == (
        "LinkedIn counts 3002 characters in this text and allows 3000. Please shorten it by 2."
    )
