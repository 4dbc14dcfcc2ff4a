"""Any text in any place, for Hypothesis: what people, networks and Slack could ever hand over."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from bot.cards import Destination, PostCard
from bot.lifecycle import can_be_edited, shown
from bot.models import (
    Account,
    Approval,
    Decision,
    Delivery,
    DeliveryState,
    Network,
    Person,
    Policy,
    Post,
    PostState,
    Revision,
    Team,
    Way,
)
from bot.networks import rules
from bot.networks.outcomes import Why
from bot.posts import Seen

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TRICKS = (
    "<!channel>", "<!here|here>", "@everyone", "@here", "<@UMARA>", "<#CSOCIAL>", "<https://evil.example|bank>",
    "https://evil.example", "&amp;", "&lt;@UMARA&gt;", ":tada:", '", "x": "', "\\", "%(name)s", "%", "{{ 7 * 7 }}",
    "{% raw %}", "*bold*", "`", "],", ",}", "\n", "\u2028", "\u202e", "\x00", "\N{FAMILY}", "</script>", "mailto:a@b.c",
)  # fmt: skip


def texts(most: int, least: int = 0) -> st.SearchStrategy[str]:
    """Any text, often with what could be mistaken for markup."""
    piece = st.sampled_from(TRICKS) | st.text(max_size=30)
    short = st.lists(piece, max_size=5).map("".join)
    long = st.builds(lambda piece, size: (piece * size)[:size], st.sampled_from([*TRICKS, "a", "&", "<", "é", "😀"]),
                     st.just(most))  # fmt: skip
    return (short | short | long).map(lambda text: text[:most].ljust(least, "x"))


names = texts(80, 1)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001 - added right after
urls = (
    st.just("https://social.example/1?a=1&b=2") | st.text(max_size=100) | texts(1900).map("https://x.example/".__add__)
)
ids = st.integers(1, 10**6)


def persons(person_id: int) -> st.SearchStrategy[Person]:
    return st.builds(
        Person, id=st.just(person_id), workspace_id=st.just("T1"), user_id=st.just(f"U{person_id}"), name=names,
        zone=st.just("Europe/Berlin"), locale=st.just("en-GB"), refreshed_at=st.just(NOW),
    )  # fmt: skip


teams = st.builds(
    Team, id=st.just(1), workspace_id=st.just("T1"), channel_id=st.sampled_from(["CSOCIAL", "GPRIVATE", "not an id"]),
    name=names, zone=st.sampled_from(["Europe/Berlin", "America/Argentina/ComodRivadavia"]), language=st.just("en"),
    country=st.just("DE"), policy=st.sampled_from(Policy), created_at=st.just(NOW),
)  # fmt: skip


def accounts(account_id: int) -> st.SearchStrategy[Account]:
    return st.builds(
        Account, id=st.just(account_id), team_id=st.just(1), network=st.sampled_from(Network), way=st.just(Way.WEBHOOK),
        handle=texts(80, 1), created_at=st.just(NOW),
    )  # fmt: skip


PAUSES = (Why.RATE_LIMITED, Why.UNREACHABLE, Why.LOST_ANSWER, Why.TIMEOUT, Why.SERVER_ERROR, Why.REDIRECTED,
          Why.BAD_ANSWER, Why.CRASHED)  # fmt: skip


@st.composite
def deliveries(draw: st.DrawFn, post_id: int, account_id: int) -> Delivery:
    state = draw(st.sampled_from(DeliveryState))
    ends_in_why = state in {DeliveryState.REFUSED, DeliveryState.UNKNOWN}
    why = draw(st.sampled_from(Why) if ends_in_why else st.none() | st.sampled_from(PAUSES))
    return Delivery(
        id=post_id * 10 + account_id, revision_id=1, account_id=account_id, key="msg_1", state=state, due_at=NOW,
        why=why, url=draw(st.none() | urls), detail=draw(texts(200)), changed_at=NOW,
    )  # fmt: skip


@st.composite
def cards(draw: st.DrawFn, most_accounts: int = 4) -> PostCard:
    state = draw(st.sampled_from(PostState))
    many = draw(st.integers(1, most_accounts))
    author, maker = draw(persons(1)), draw(persons(draw(st.integers(1, 2))))
    post = Post(id=draw(ids), workspace_id="T1", team_id=1, number=draw(ids), author_id=1, state=state, revision=1,
                created_at=NOW, changed_at=NOW)  # fmt: skip
    revision = Revision(id=1, post_id=post.id, n=draw(st.integers(1, 999)), made_by_id=maker.id, hash="0" * 64,
                        due_at=draw(st.none() | moments), text=draw(texts(3000, 1)), note=draw(texts(1000)),
                        accounts=list(range(1, many + 1)), created_at=NOW)  # fmt: skip
    destinations = [draw(destination(post, one, revision.text)) for one in revision.accounts]
    states = [to.delivery.state for to in destinations if to.delivery]
    approval = Approval(id=1, revision_id=1, person_id=2, decision=draw(st.sampled_from(Decision)),
                        reason=draw(texts(1000)), at=NOW + timedelta(hours=1))  # fmt: skip
    return PostCard(
        post=post, revision=revision, team=draw(teams), author=author, maker=maker, seen=str(Seen.of(post, revision)),
        shown=shown(state, states), destinations=destinations,
        decisions=draw(st.lists(st.tuples(st.just(approval), persons(2)), max_size=1)),
        waits_for=draw(st.lists(persons(3), max_size=20)), can_be_edited=can_be_edited(state, states),
    )  # fmt: skip


@st.composite
def destination(draw: st.DrawFn, post: Post, account_id: int, text: str) -> Destination:
    account = draw(accounts(account_id))
    delivery: Any = draw(deliveries(post.id, account_id)) if post.state is PostState.APPROVED else None
    network = account.network
    return Destination(account, rules.NAMES[network], rules.count(network, text), delivery)
