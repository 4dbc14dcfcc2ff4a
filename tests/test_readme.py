"""README.md draws the two lives as they are. `python -m tests.draw_lives` prints the drawings."""

import re
from pathlib import Path

import pytest

from tests.draw_lives import BEGINNINGS, LIVES, Life, arrows, draw, ends

README = Path(__file__).parent.parent / "README.md"
DIAGRAM = re.compile(r"^```mermaid\n+stateDiagram-v2\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ARROW = re.compile(r"^\s*(\S+)\s*-->\s*(\S+)\s*(?::\s*(\w+)\s*)?$", re.MULTILINE)
EDGE = "[*]"


def drawn(text: str) -> list[set[tuple[str, str, str]]]:
    return [{(origin, state, action) for origin, state, action in ARROW.findall(it)} for it in DIAGRAM.findall(text)]


def told(life: Life, beginning: str) -> set[tuple[str, str, str]]:
    return {(EDGE, beginning, ""), *arrows(life), *((state, EDGE, "") for state in ends(life))}


def test_the_readme_draws_the_two_lives_of_the_tables() -> None:
    assert drawn(README.read_text()) == [told(life, start) for life, start in zip(LIVES, BEGINNINGS, strict=True)]


@pytest.mark.parametrize(("life", "beginning"), list(zip(LIVES, BEGINNINGS, strict=True)), ids=("posts", "deliveries"))
def test_what_is_drawn_is_read_back_as_the_same_table(life: Life, beginning: str) -> None:
    assert drawn(draw(life, beginning)) == [told(life, beginning)]


def test_an_arrow_too_few_or_too_many_is_noticed() -> None:
    life, beginning = LIVES[0], BEGINNINGS[0]
    whole = draw(life, beginning)
    assert drawn(whole.replace("    in_review --> approved : approve\n", "")) != [told(life, beginning)]
    assert drawn(whole.replace(EDGE, "draft --> approved : approve\n    [*]", 1)) != [told(life, beginning)]
