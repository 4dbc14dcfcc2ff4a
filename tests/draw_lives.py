"""The two lives as Mermaid diagrams: `python -m tests.draw_lives` prints what README.md shows."""

import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum

from bot.lifecycle import DELIVERY_LIFE, POST_LIFE

Life = Mapping[StrEnum, tuple[frozenset[StrEnum], StrEnum]]
Arrow = tuple[str, str, str]
"""From, to, action."""

LIVES: tuple[Life, Life] = (POST_LIFE, DELIVERY_LIFE)  # type: ignore[assignment] # a Mapping is invariant in its keys
BEGINNINGS = ("draft", "due")


def arrows(life: Life) -> Iterator[Arrow]:
    """Every step that the table allows, in the table's order."""
    for action, (origins, state) in life.items():
        for origin in sorted(origins, key=list(type(state)).index):
            yield origin.value, state.value, action.value


def ends(life: Life) -> list[str]:
    """The states that nothing leaves."""
    (kind,) = {type(state) for _, state in life.values()}
    left = {origin for origin, _, _ in arrows(life)}
    return [state.value for state in kind if state.value not in left]


def draw(life: Life, beginning: str) -> str:
    """A diagram, fenced as Markdown wants it."""
    lines = [
        f"[*] --> {beginning}",
        *(f"{origin} --> {state} : {action}" for origin, state, action in arrows(life)),
        *(f"{state} --> [*]" for state in ends(life)),
    ]
    return "\n".join(["```mermaid", "stateDiagram-v2", *(f"    {line}" for line in lines), "```"])


if __name__ == "__main__":
    drawings = [draw(life, beginning) for life, beginning in zip(LIVES, BEGINNINGS, strict=True)]
    sys.stdout.write("\n\n".join(drawings) + "\n")
