import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Network
from bot.networks import rules

TAKES_TEXT_ALONE = [network for network in Network if network not in {Network.INSTAGRAM, Network.TIKTOK}]
ANY_TEXT = st.one_of(st.text(), st.text(st.characters(categories=["Cs", "L", "So"])))
"""The second kind has halves of surrogate pairs in it, as JSON may."""


@pytest.mark.parametrize("network", Network)
def test_every_network_has_a_name_and_a_limit(network: Network) -> None:
    assert rules.NAMES[network]
    count = rules.count(network, "Hello")
    assert (count.used, count.limit > 100) == (5, True)


@pytest.mark.parametrize("network", TAKES_TEXT_ALONE)
def test_a_short_text_may_go_where_text_alone_is_taken(network: Network) -> None:
    assert rules.check(network, "Hello") == []


@pytest.mark.parametrize("network", Network)
@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u200d", "\u2060\ufeff", "\u00a0\u3000"])
def test_a_text_in_which_nothing_can_be_seen_is_refused(network: Network, text: str) -> None:
    assert [str(problem) for problem in rules.check(network, text)] == [
        "There is nothing to read in this text yet. Please write something."
    ]


@pytest.mark.parametrize("network", TAKES_TEXT_ALONE)
def test_the_words_name_used_and_limit(network: Network) -> None:
    text = "x" * 70_000
    count = rules.count(network, text)
    words = str(rules.check(network, text)[0])
    assert str(count.used) in words
    assert str(count.limit) in words
    assert network is Network.OTHER or rules.NAMES[network] in words


@given(st.sampled_from(TAKES_TEXT_ALONE), ANY_TEXT)
def test_any_text_is_counted_and_refused_when_over_the_limit(network: Network, text: str) -> None:
    count = rules.count(network, text)
    problems = rules.check(network, text)

    assert all(problem.field == "text" and str(problem) for problem in problems)
    if count.used > count.limit:
        assert problems


@given(st.sampled_from(list(Network)), ANY_TEXT, st.text())
def test_a_longer_text_never_counts_less(network: Network, text: str, more: str) -> None:
    shorter = rules.count(network, text)
    longer = rules.count(network, f"{text}\n{more}")
    assert longer.used >= shorter.used
