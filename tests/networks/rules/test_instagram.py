from bot.networks.rules import instagram

MEDIA = "Instagram takes no post without a picture or a video, and Allstar sends text only."


def told(text: str) -> list[str]:
    return [str(problem) for problem in instagram.check(text)]


def test_a_text_alone_is_never_taken() -> None:
    assert told("Hello") == [MEDIA]


def test_the_limit_may_be_filled_and_not_passed() -> None:
    assert told("x" * 2200) == [MEDIA]
    assert told("x" * 2201) == [
        MEDIA,
        "Instagram counts 2201 characters in this text and allows 2200. Please shorten it by 1.",
    ]


def test_hashtags_and_names_have_limits_of_their_own() -> None:
    assert told("#tag " * 30 + "@name " * 20) == [MEDIA]
    assert told("#tag" * 31 + " @name" * 21) == [
        MEDIA,
        "Instagram allows 20 @names, and this text has 21.",
    ]
    assert told("#tag " * 31) == [MEDIA, "Instagram allows 30 hashtags, and this text has 31."]


def test_addresses_of_mail_are_no_names() -> None:
    assert told("me@example.com " * 21) == [MEDIA]
