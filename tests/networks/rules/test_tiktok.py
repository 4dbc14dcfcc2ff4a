from bot.networks.rules import tiktok

MEDIA = "TikTok takes no post without a picture or a video, and Allstar sends text only."


def told(text: str) -> list[str]:
    return [str(problem) for problem in tiktok.check(text)]


def test_a_text_alone_is_never_taken() -> None:
    assert told("Hello") == [MEDIA]


def test_the_limit_counts_in_utf16_and_may_be_filled_and_not_passed() -> None:
    assert tiktok.count("😀").used == 2
    assert told("😀" * 1100) == [MEDIA]
    assert told("😀" * 1100 + "x") == [
        MEDIA,
        "TikTok counts 2201 characters in this text and allows 2200. Please shorten it by 1.",
    ]
