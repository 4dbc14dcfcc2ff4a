"""Typed text as Slack hands it to apps."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.seed_world import seeded
from bot.playground.state import Channel
from bot.playground.typed_text import as_slack_sends, emoji_names, shortcodes

WORLD = seeded(0, "Tester")
WORLD.channels["CSECRET"] = Channel("CSECRET", "secret", ["UMARA"], is_private=True)


def command(text: str) -> str:
    return as_slack_sends(text, WORLD, in_command=True)


def message(text: str) -> str:
    return as_slack_sends(text, WORLD, in_command=False)


@pytest.mark.parametrize(
    ("text", "in_command", "in_message"),
    [
        ("a & <b>", "a &amp; &lt;b&gt;", "a &amp; &lt;b&gt;"),
        ("&amp; <@UMARA>", "&amp;amp; &lt;@UMARA&gt;", "&amp;amp; &lt;@UMARA&gt;"),
        ("@mara", "<@UMARA|mara>", "<@UMARA>"),
        ("@Mara Lindt, hi", "<@UMARA|mara>, hi", "<@UMARA>, hi"),
        ("@MARA", "<@UMARA|mara>", "<@UMARA>"),
        ("@marathon @nobody", "@marathon @nobody", "@marathon @nobody"),
        ("mail@mara", "mail@mara", "mail@mara"),
        ("@approvers", "<!subteam^SAPPROVERS|@approvers>", "<!subteam^SAPPROVERS>"),
        ("@here @everyone", "<!here> <!everyone>", "<!here> <!everyone>"),
        ("#sales #nowhere a#sales", "<#CSALES|sales> #nowhere a#sales", "<#CSALES|sales> #nowhere a#sales"),
        ("#secret", "<#CSECRET|>", "<#CSECRET|>"),
        ("see https://a.example/x?a=1&b=2.", "see <https://a.example/x?a=1&amp;b=2>.", None),
        ("(https://a.example)", "(<https://a.example>)", None),
        ("<https://a.example>", "&lt;<https://a.example>&gt;", None),
        ("https://a.example/@mara#sales", "<https://a.example/@mara#sales>", None),
        ("example.com/a, ok", "<http://example.com/a|example.com/a>, ok", None),
        ("me@example.com", "<mailto:me@example.com|me@example.com>", None),
        ("v1.2 e.g. this", "v1.2 e.g. this", None),
        ("🎉👍🏽", ":tada::thumbsup::skin-tone-4:", None),
        ("🇩🇪", ":flag-de:", None),
    ],
)
def test_text_arrives_as_slack_sends_it(text: str, in_command: str, in_message: str | None) -> None:
    assert command(text) == in_command
    assert message(text) == (in_command if in_message is None else in_message)


def test_a_deactivated_person_is_nobodys_mention() -> None:
    world = seeded(0, "Tester")
    world.people["UMARA"].deleted = True
    assert as_slack_sends("@mara", world, in_command=True) == "@mara"


@given(st.text(alphabet="<>&@#|a:/.mrxhtps \n*", max_size=60))
def test_no_person_can_write_a_token_by_hand(text: str) -> None:
    sent = command(text)
    for token in re.findall(r"<[^>]*>", sent):
        assert re.fullmatch(r"<(https?://[^<>|]+|http://[^<>|]+\|[^<>|]+|mailto:[^<>|]+\|[^<>|]+)>", token)
    rest = re.sub(r"<[^>]*>", "", sent)
    assert "<" not in rest
    assert ">" not in rest
    assert not re.search(r"&(?!amp;|lt;|gt;)", rest)


@given(st.text(alphabet="abc 12.,!?äß", max_size=40))
def test_words_without_marks_stay_as_they_are(text: str) -> None:
    assert command(text) == text


def test_a_sign_of_several_parts_has_one_name() -> None:
    assert shortcodes("👩🏽‍💻").endswith(":skin-tone-4:")
    assert shortcodes("👩🏽‍💻").count(":skin-tone-4:") == 1


def test_every_emoji_that_is_written_by_name_can_be_shown() -> None:
    names = emoji_names()
    assert (names["tada"], names["fox_face"]) == ("🎉", "🦊")
    assert all(shortcodes(sign) == f":{name}:" for name, sign in names.items())
