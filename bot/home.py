"""The Home tab: sections in the order in which they were registered, each within its block budget."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.blockkit import LIMITS
from bot.language import language_of
from bot.models import Person
from bot.people import is_colleague
from bot.rendering import render

Blocks = list[dict[str, Any]]
Build = Callable[[Session, Person, datetime, str], Blocks]
"""(session, person, now, language) -> blocks."""


@dataclass(frozen=True)
class Section:
    """One capability's part of Home. `budget` is how many blocks it may fill."""

    name: str
    budget: int
    build: Build


class Home:
    """What a person sees first. Sections come from `app.py`, so that no capability knows another."""

    def __init__(self, sections: Sequence[Section]) -> None:
        if sum(section.budget for section in sections) > LIMITS["home.blocks"]:
            raise ValueError("the sections' budgets exceed what a Home tab may hold")
        self._sections = tuple(sections)

    def view(self, session: Session, person: Person, now: datetime) -> dict[str, Any]:
        """Build the view for views.publish, in the person's language."""
        language = language_of(person.locale)
        if not is_colleague(person):
            return {"type": "home", "blocks": _blocks(render("home/closed", language))}
        blocks: Blocks = []
        for section in self._sections:
            part = section.build(session, person, now, language)
            if len(part) > section.budget:
                message = f"section {section.name} made {len(part)} blocks, its budget is {section.budget}"
                raise ValueError(message)
            blocks += part
        return {"type": "home", "blocks": blocks}


def greeting(_session: Session, person: Person, now: datetime, language: str) -> Blocks:
    """Say hello, and what can be done here."""
    return _blocks(render("home/greeting", language, person=person, now=now))


def _blocks(rendered: dict[str, Any]) -> Blocks:
    return list(rendered["blocks"])
