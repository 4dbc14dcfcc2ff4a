"""Allstar speaks French to those whose Slack does, and to a team that wants its cards so."""

import httpx
import pytest

from tests.world.person import HOME, Person
from tests.world.teams import drafts, set_up
from tests.world.world import World


@pytest.mark.usefixtures("team")
def test_everybody_reads_home_in_their_own_language(creator: Person, community: Person) -> None:
    community.opens_home().sees("Vos publications", on=HOME).does_not_see("Your posts")
    creator.opens_home().sees("Your posts", on=HOME)


@pytest.mark.usefixtures("team")
def test_a_form_and_what_is_wrong_with_it_are_in_french(community: Person) -> None:
    community.types("/draft").sees("Nouvelle publication")
    community.fills({"Texte": "\u2060"}).submits()
    community.sees_error("Il n\u2019y a encore rien à lire dans ce texte.", under="Texte")


@pytest.mark.usefixtures("team")
def test_a_command_is_refused_in_french(community: Person) -> None:
    community.types("/allstar hepl").sees("Vouliez-vous dire /allstar help\u202f?")


def test_a_team_may_have_its_cards_in_french(world: World, manager: Person, creator: Person) -> None:
    set_up(world, manager, language="French")
    drafts(creator, "Bonjour Berlin")
    card = creator.message("Bonjour Berlin", in_="social-team")
    assert "#1 · 🟡 En relecture" in card.text
    assert [button.label for button in card.buttons] == ["Approuver", "Demander des modifications", "Modifier"]


def test_the_playground_speaks_the_browsers_language(world: World) -> None:
    french, english = (
        httpx.get(world.playground.url, headers={"Accept-Language": languages}).text
        for languages in ("fr-FR,fr;q=0.9,en;q=0.8", "en-US,en")
    )
    assert '<html lang="fr">' in french
    assert "Avancer l\u2019heure" in french
    assert "Move the time" not in french
    assert '<html lang="en">' in english
    assert "Move the time" in english
