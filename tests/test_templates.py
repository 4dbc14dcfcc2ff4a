"""Every template, in every language, with any text anywhere: valid Block Kit, and no markup but our own."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.blockkit import Surface, problems
from bot.cards import WHOLE, in_room, review_list
from bot.drafting import LONGEST_TEXT, MOST_ACCOUNTS
from bot.language import languages
from bot.models import Network, Policy
from bot.networks.rules import NAMES
from bot.rendering import TEMPLATES, render
from bot.team import NewAccount, Setup, countries
from tests.anything import accounts, cards, moments, names, persons, teams, texts

Values = st.SearchStrategy[dict[str, Any]]
several_cards = st.lists(cards(2), max_size=2, unique_by=lambda card: card.post.id)


def fixed(**values: st.SearchStrategy[Any]) -> Values:
    return st.fixed_dictionaries(values)


nothing = st.none()
posts = cards(1).map(lambda card: card.post)
new_accounts = st.builds(
    NewAccount, st.sampled_from(Network), texts(80, 1), st.just("https://x.example"), st.just("whsec_"), st.booleans()
)
setups = st.builds(
    Setup,
    channel_id=st.sampled_from(["CSOCIAL", "<!channel>"]),
    channel_name=names,
    zone=st.just("Europe/Berlin"),
    language=st.just("en"),
    country=st.just("DE"),
    policy=st.sampled_from(Policy),
    approvers=st.just(()),
    account=new_accounts,
)
owned = st.tuples(accounts(1), accounts(2)).map(list)
revisions = cards(2).map(lambda card: card.revision)

HOLDS_CARDS = {"posts/card", "approvals/list", "home/reviews"}
"""What shows beginnings where everything would be too long."""
check_lines = fixed(
    what=st.sampled_from(["settings", "database", "secrets", "token", "transport", "scopes", "channels", "clock"]),
    count=st.integers(0, 9),
    revision=texts(20),
    bot=names,
    workspace=names,
    signed_at=nothing | texts(100),
)

ALL: dict[str, tuple[Surface | None, Values]] = {
    "posts/card": ("message", fixed(card=cards(MOST_ACCOUNTS))),
    "approvals/list": ("message", fixed(cards=st.lists(cards(1), max_size=1), more=st.integers(0, 99))),
    "approvals/reason": ("modal", fixed(post=posts, metadata=fixed(seen=st.just("1:1:0123456789ab:in_review")))),
    "approvals/again": ("message", fixed(post=posts)),
    "approvals/changes": ("message", fixed(post=posts)),
    "approvals/expired": ("message", fixed(post=posts)),
    "cards/whole": ("modal", fixed(card=cards(MOST_ACCOUNTS), room=st.just(WHOLE), is_brief=st.booleans())),
    "check/ok": (None, check_lines),
    "confirmations/asked": ("message", fixed(post=posts)),
    "confirmations/link": ("modal", fixed(post=posts, account=accounts(1), metadata=fixed(delivery=st.integers()))),
    "drafting/form": (
        "modal",
        fixed(
            team=teams,
            accounts=owned,
            post=nothing | posts,
            revision=nothing | revisions,
            text=texts(3000),
            network_names=st.just(NAMES),
            longest=st.just(LONGEST_TEXT),
            most_accounts=st.just(MOST_ACCOUNTS),
            metadata=fixed(channel=texts(50)),
        ),
    ),
    "drafting/sent": ("message", fixed(card=cards(1), team=teams)),
    "home/closed": ("home", st.just({})),
    "home/greeting": ("home", fixed(person=persons(1), now=moments)),
    "home/reviews": ("home", fixed(cards=several_cards, more=st.integers(0, 99))),
    "home/own": ("home", fixed(cards=several_cards)),
    "outbox/unreachable": ("message", fixed(team=teams)),
    "refusals/line": ("message", fixed(words=texts(5000, 1))),
    "refusals/sheet": ("modal", fixed(words=texts(5000, 1))),
    "team/welcome": ("message", fixed(team=teams, person=persons(1))),
    "team/changed": ("message", fixed(team=teams, person=persons(1), approvers=st.lists(persons(2), max_size=20))),
    "team/help": ("message", st.just({})),
    "team/done": ("modal", fixed(form=setups, made_secret=nothing | st.just("whsec_" + "A" * 44))),
    "team/options": (
        None,
        fixed(options=st.dictionaries(st.sampled_from("abc"), texts(75, 1), min_size=1)),
    ),
    "team/setup": (
        "modal",
        fixed(
            team=nothing | teams,
            channel_id=nothing | st.just("CSOCIAL"),
            zone=st.just("Europe/Berlin"),
            country=st.sampled_from([None, "DE", "XX", "FR"]),
            countries=st.just(countries("fr")),
            tongue=st.sampled_from(sorted(languages())),
            policy=st.sampled_from(Policy),
            approvers=st.lists(persons(1), max_size=1),
            networks=st.just(NAMES),
            metadata=fixed(team_channel=nothing),
        ),
    ),
}


def test_every_template_is_tried() -> None:
    there = {
        str(file.relative_to(TEMPLATES)).removesuffix(".json.j2")
        for file in TEMPLATES.rglob("*.json.j2")
        if not file.name.startswith("_")
    }
    assert there == set(ALL)


@pytest.mark.parametrize("language", sorted(languages()))
@pytest.mark.parametrize("template", ALL)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_text_gives_valid_block_kit_with_no_mention_or_link_of_its_own(
    template: str, language: str, data: st.DataObject
) -> None:
    surface, strategy = ALL[template]
    values = data.draw(strategy)
    payload = (in_room if template in HOLDS_CARDS else render)(template, language, **values)
    if surface == "home":
        payload = {"type": "home", **payload}
    if surface is not None:
        assert problems(payload, surface) == []
    allowed = ours(values)
    for text in marked_up(payload):
        assert set(re.findall(r"<[^>]*>?", text)) <= allowed, text
        assert not re.search(r"&(?!amp;|lt;|gt;)", text), text


def ours(values: dict[str, Any]) -> set[str]:
    """The links and mentions that a template may make of these values."""
    found = {"<#CSOCIAL>", "<#GPRIVATE>"}
    for card in [values["card"]] if "card" in values else values.get("cards", []):
        for to in card.destinations:
            if to.delivery and to.delivery.url:
                address = to.delivery.url.replace("&", "&amp;")
                found |= {f"<{address}|{label}>" for label in ("see it", "voir")}
    return found


def marked_up(payload: object) -> Iterator[str]:
    """Every text in which Slack looks for markup: mrkdwn objects, and a message's own text."""
    if isinstance(payload, list):
        for item in payload:
            yield from marked_up(item)
    elif isinstance(payload, dict):
        if payload.get("type") != "plain_text" and isinstance(payload.get("text"), str):
            yield payload["text"]
        for item in payload.values():
            yield from marked_up(item)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(cards(2), max_size=4, unique_by=lambda card: card.post.id), st.sampled_from(sorted(languages())))
def test_a_list_holds_as_many_cards_as_fit_and_says_how_many_more_there_are(many: Any, language: str) -> None:
    message = review_list(many, language)
    assert problems(message, "message") == []
    dividers = [block for block in message["blocks"] if block["type"] == "divider"]
    assert len(dividers) >= min(1, len(many))
    assert (message["blocks"][-1]["type"] == "context") or len(dividers) == len(many)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(cards())
def test_read_all_shows_the_whole_text_and_nothing_but_the_text(card: Any) -> None:
    blocks = render("cards/whole", "en", card=card, room=WHOLE, is_brief=False)["blocks"]
    sections = [block["text"]["text"] for block in blocks if block["type"] == "section"]
    assert card.revision.text in "".join(sections[1:])
