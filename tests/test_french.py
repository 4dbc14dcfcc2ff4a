"""Every template in French and in English: whole, inside Slack's limits, and each another than the other."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import assignments, cards, team
from bot.blockkit import Surface, problems
from bot.db import Db
from bot.language import LOCALES
from bot.lifecycle import Shown
from bot.models import DeliveryState, Network, Policy, Post, Task
from bot.networks.outcomes import Why
from bot.networks.rules import NAMES
from bot.rendering import render
from tests.stage import CHANNEL, NOW, Stage

TEMPLATES = LOCALES.parent
NUMBER = 12_345
"""As far as the numbers of posts go before their digits alone break a title."""
UNREACHED = (Shown.DRAFT, Shown.REJECTED, Shown.CANCELLED)
"""What no button leads to yet."""
Values = dict[str, Any]
Examples = list[Values]


@pytest.fixture
def stage(migrated_file: Path, tmp_path: Path) -> Iterator[Stage]:
    (tmp_path / "allstar.db").write_bytes(migrated_file.read_bytes())
    db = Db(f"sqlite:///{tmp_path}/allstar.db")
    yield Stage(db)
    db.close()


def in_every_state(stage: Stage) -> list[cards.PostCard]:
    """Cards of posts in every state that people can see, the last where one person decides alone."""
    return gathered(stage, *(shown for shown in Shown if shown not in UNREACHED), alone=True)


def gathered(stage: Stage, *states: Shown, alone: bool = False) -> list[cards.PostCard]:
    """Cards of posts to two accounts, under numbers with many digits."""
    accounts = (stage.account.id, stage.add_account("@elsewhere", Network.LINKEDIN).id)
    form = stage.form("Bonjour à toutes et à tous\u202f! " * 20, accounts=accounts, note="Trop gai\u202f?")
    seen = [stage.post(shown, form) for shown in states]
    if alone:
        stage.decide_by(Policy.ONE_PERSON)
        seen.append(stage.draft(form, by=stage.mara))
    with stage.db.begin() as session:
        for number, one in enumerate(seen, NUMBER):
            session.get_one(Post, one.post_id).number = number
    with stage.db.read() as session:
        return [cards.gather(session, session.get_one(Post, one.post_id)) for one in seen]


def approvals_list(stage: Stage) -> Examples:
    gathered(stage, Shown.IN_REVIEW, Shown.IN_REVIEW, alone=True)
    with stage.db.read() as session:
        waiting = [cards.gather(session, post) for post in assignments.open_for(session, stage.mara, Task.REVIEW)]
    return [{"cards": waiting[:shown], "more": more} for shown, more in ((0, 0), (1, 0), (1, 1), (2, 7))]


def card(stage: Stage) -> Examples:
    return [{"card": one, "own": own} for one in in_every_state(stage) for own in (False, True)]


def form(stage: Stage) -> Examples:
    facts = gathered(stage, Shown.IN_REVIEW)[0]
    given = {"team": stage.team, "network_names": NAMES, "metadata": {}, "accounts": [stage.account]}
    blank = {"post": None, "revision": None, "text": ""}
    return [given | blank, given | {"post": facts.post, "revision": facts.revision, "text": facts.revision.text}]


def link(stage: Stage) -> Examples:
    return [{"post": gathered(stage, Shown.IN_REVIEW)[0].post, "account": stage.account, "metadata": {}}]


def of_post(stage: Stage) -> Examples:
    return [{"post": gathered(stage, Shown.IN_REVIEW)[0].post, "metadata": {}}]


def own(stage: Stage) -> Examples:
    return [{"cards": []}, *({"cards": [one]} for one in in_every_state(stage))]


def sent(stage: Stage) -> Examples:
    return [{"card": gathered(stage, Shown.IN_REVIEW)[0], "team": stage.team}]


def refused(_stage: Stage) -> Examples:
    return [{"words": "Merci de réessayer."}]


def checks(_stage: Stage) -> Examples:
    facts = {"revision": "0001", "bot": "allstar", "workspace": "Stage"}
    whats = ("settings", "database", "secrets", "token", "socket", "scopes", "channels", "clock")
    return [{"what": what, "count": count, **facts} for what in whats for count in (0, 1, 12)]


def done(stage: Stage) -> Examples:
    account = team.NewAccount(Network.OTHER, "@us", "https://hooks.example/in", "whsec_made_up", ignores_repeats=False)
    filled = team.Setup(CHANNEL, "social", "Europe/Paris", "fr", "FR", Policy.TWO_PEOPLE, (stage.mara,), account)
    return [{"form": filled, "made_secret": secret} for secret in (None, "whsec_made_up")]


def setup(stage: Stage) -> Examples:
    given = {
        "channel_id": CHANNEL,
        "zone": "Europe/Paris",
        "country": "FR",
        "countries": {"FR": "France"},
        "tongue": "fr",
        "approvers": [stage.mara],
        "networks": NAMES,
        "metadata": {},
    }
    return [given | {"team": one, "policy": policy} for one in (None, stage.team) for policy in Policy]


EXAMPLES: dict[str, tuple[str, Callable[[Stage], Examples]]] = {
    "approvals/again": ("message", of_post),
    "approvals/changes": ("message", of_post),
    "approvals/expired": ("message", of_post),
    "approvals/list": ("message", approvals_list),
    "approvals/reason": ("modal", of_post),
    "check/ok": ("line", checks),
    "confirmations/link": ("modal", link),
    "drafting/form": ("modal", form),
    "drafting/sent": ("message", sent),
    "home/greeting": ("home", lambda stage: [{"person": stage.mara, "now": NOW}]),
    "home/own": ("home", own),
    "home/reviews": ("home", approvals_list),
    "outbox/unreachable": ("message", lambda stage: [{"team": stage.team}]),
    "posts/card": ("message", card),
    "refusals/line": ("message", refused),
    "refusals/sheet": ("modal", refused),
    "team/done": ("modal", done),
    "team/help": ("message", lambda _: [{}]),
    "team/options": ("options", lambda _: [{"options": {"FR": "France"}}]),
    "team/setup": ("modal", setup),
    "team/welcome": ("message", lambda stage: [{"team": stage.team, "person": stage.mara}]),
}
"""Where each template is shown, and values for it."""
WITHOUT_WORDS = {"refusals/line", "team/options"}


def lint(payload: dict[str, Any], place: str) -> list[Any]:
    surface: Surface = "message"
    if place == "line":
        return [] if payload["line"] else ["no words"]
    if place == "options":
        element = {"type": "static_select", "action_id": "choose", "placeholder": {"type": "plain_text", "text": "…"}}
        block = {"type": "actions", "block_id": "row", "elements": [element | payload]}
        payload = {"text": "…", "blocks": [block]}
    elif place == "home":
        surface, payload = "home", {"type": "home", **payload}
    elif place == "modal":
        surface = "modal"
    return problems(payload, surface)


def test_every_template_has_an_example() -> None:
    names = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("[!_]*.json.j2")}
    assert {f"{name}.json.j2" for name in EXAMPLES} == names


@pytest.mark.parametrize("template", EXAMPLES)
def test_a_template_is_what_slack_takes_in_both_languages(template: str, stage: Stage) -> None:
    place, examples = EXAMPLES[template]
    given = examples(stage)
    for values in given:
        french, english = (render(template, language, **values) for language in ("fr", "en"))
        for payload in (french, english):
            assert lint(payload, place) == [], json.dumps(payload, ensure_ascii=False, indent=1)
        assert (french == english) is (template in WITHOUT_WORDS)
    assert given


def test_every_reason_has_french_words(stage: Stage) -> None:
    (facts,) = gathered(stage, Shown.NEEDS_PERSON)
    (delivery, *_) = [to.delivery for to in facts.destinations if to.delivery]
    for state in (DeliveryState.UNKNOWN, DeliveryState.REFUSED):
        for why in Why:
            delivery.state, delivery.why, delivery.detail = state, why, "HTTP 500"
            payload = render("posts/card", "fr", card=facts, own=False)
            assert lint(payload, "message") == []
            assert payload != render("posts/card", "en", card=facts, own=False)
