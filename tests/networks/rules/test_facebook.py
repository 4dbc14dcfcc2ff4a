import pytest

from bot.networks.rules import facebook


@pytest.mark.parametrize(
    ("text", "used"), [("Hello", 5), ("日本語", 3), ("😀", 2), ("👨‍👩‍👧‍👦", 11), ("https://example.com", 19)]
)
def test_texts_are_counted_carefully(text: str, used: int) -> None:
    assert facebook.count(text).used == used


def test_the_limit_may_be_filled_and_not_passed() -> None:
    assert facebook.check("x" * 63206) == []
    assert str(facebook.check("x" * (63206 + 2))[0]) == (
        "Facebook counts 63208 characters in this text and allows 63206. Please shorten it by 2."
    )
