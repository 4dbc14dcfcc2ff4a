"""A person of the team, and what they can do and see in Slack."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from tests.world import filling, screen
from tests.world.doings import Doings
from tests.world.places import HOME, HomeTab, Place, in_words, is_meant, pictures_on
from tests.world.screen import Button, Json, Message, Modal, Screen

__all__ = ["HOME", "Person"]

if TYPE_CHECKING:
    from tests.world.world import World

GLANCE = 0.05
"""Seconds between two looks of somebody who waits for a moment of machine time."""


class Person(Doings):
    """Somebody who uses Slack. What they do is answered visibly or fails the test; what they expect waits for calm."""

    def __init__(self, world: "World", user_id: str, name: str) -> None:
        self.id = user_id
        self.name = name
        self._world = world
        self._filled: dict[str, dict[str, Json]] = {}
        self._filled_in: str | None = None

    def __repr__(self) -> str:
        return self.name

    # what they do

    def types(self, text: str, in_: str = "social-team") -> Self:
        """Type a message or a command into a channel (`#name` or name), or into the DM with the bot ("Allstar")."""
        self._world.settle()
        self._do("type", channel=self._channel(in_), text=text)
        return self

    def presses(self, label: str, on: Place = None, *, force: bool = False) -> Self:
        """Press a button, and confirm it where it asks. `force` presses what they should not even see."""
        self._world.settle()
        where, button = self._find_button(label, on)
        self._do("press", **where, block_id=button.block_id, action_id=button.action_id, force=force)
        return self

    def fills(self, fields: dict[str, Any]) -> Self:
        """Fill fields of the form that is open, by their labels. Values are what people see: texts, names, days."""
        modal = self._modal()
        if self._filled_in != modal.view_id:
            self._filled, self._filled_in = {}, modal.view_id
        around = self._world.surroundings(self, modal.view_id)
        for label, wanted in fields.items():
            field = filling.field_called(modal, label)
            value = filling.value_of(field, wanted, around)
            self._filled.setdefault(field.block_id, {})[field.action_id] = value
        return self

    def submits(self, *, at_once: bool = False) -> Self:
        """Send the form that is open, as it is filled in; `at_once` while something else is still under way."""
        modal = self.looks().modals[-1] if at_once else self._modal()
        values = self._filled if self._filled_in == modal.view_id else {}
        self._do("submit", view_id=modal.view_id, values=values)
        return self

    def closes(self) -> Self:
        """Close the window on top without sending it."""
        self._do("close", view_id=self._modal().view_id)
        return self

    def opens_home(self) -> Self:
        """Open Allstar's Home tab."""
        self._world.settle()
        self._do("home")
        return self

    def uploads(self, path: Path, label: str | None = None, in_: str = "social-team") -> Self:
        """Upload a file into the field of the open form that has this label; without one, into a channel."""
        file = self._world.control.upload(self.id, path)
        if label is None:
            self._do("type", channel=self._channel(in_), text="", files=[file])
            return self
        field = filling.field_called(self._modal(), label)
        held = self._filled.get(field.block_id, {}).get(field.action_id, field.value).get("files") or []
        return self.fills({label: [*(one["id"] if isinstance(one, dict) else one for one in held), file]})

    # what they see

    def sees(self, text: str, on: Place = None, within: float = 0) -> Self:
        """Expect words on the screen once all is calm; `on` a message, on Home.

        `within` seconds of machine time, where something is tried again by the machine's clock.
        """
        deadline = time.monotonic() + within
        while not self._shows(text, on):
            if time.monotonic() > deadline:
                raise AssertionError(self._told(f"{self.name} should see “{text}”{in_words(on)}."))
            time.sleep(GLANCE)
        return self

    def sees_picture(self, alt: str, on: Place = None) -> Self:
        """Expect a picture with this description on the screen once all is calm; `on` a message, on Home."""
        self._world.settle()
        if alt not in pictures_on(self.looks(), on):
            raise AssertionError(self._told(f"{self.name} should see the picture “{alt}”{in_words(on)}."))
        return self

    def does_not_see(self, text: str, on: Place = None) -> Self:
        """Expect words to be nowhere on the screen once all is calm; `on` a message, on Home."""
        if self._shows(text, on):
            raise AssertionError(self._told(f"{self.name} should not see “{text}”{in_words(on)}."))
        return self

    def sees_error(self, text: str, under: str) -> Self:
        """Expect words under a field of the open form."""
        self._world.settle()
        modal = self._modal()
        if text not in modal.errors.get(filling.field_called(modal, under).block_id, ""):
            raise AssertionError(self._told(f"{self.name} should see “{text}” under “{under}”."))
        return self

    def holds(self, label: str) -> Json:
        """Give the state value of a field of the open form."""
        return filling.field_called(self._modal(), label).value

    def messages(self, text: str, in_: str | None = None) -> list[Message]:
        """Give every message that contains the words, oldest first; only those of a channel or the DM, if named."""
        self._world.settle()
        place = self._channel(in_) if in_ else None
        return [one for one in self.looks().messages if text in one.text and place in (None, one.channel)]

    def message(self, text: str, in_: str | None = None) -> Message:
        """Give the one message that contains the words."""
        found = self.messages(text, in_)
        if len(found) != 1:
            raise AssertionError(self._told(f"{self.name} should see one message with “{text}”, not {len(found)}."))
        return found[0]

    def looks(self) -> Screen:
        """Look at everything that is on the screen."""
        return self._world.screen_of(self)

    @property
    def dm(self) -> str:
        """The name under which `in_` knows the DM with the bot."""
        return "Allstar"

    def _shows(self, text: str, on: Place) -> bool:
        self._world.settle()
        look = self.looks()
        if on is None:
            return text in look.whole()
        if isinstance(on, HomeTab):
            return text in look.home
        return any(text in one.text for one in look.messages if is_meant(one, on))

    def _find_button(self, label: str, on: Place) -> tuple[Json, Button]:
        look = self.looks()
        if isinstance(on, HomeTab):
            found = _labelled(look.home_buttons, label)
            if found:
                return {"view_id": look.home_view_id}, found
        elif on is None and look.modals:
            found = _labelled(look.modals[-1].buttons, label)
            if found:
                return {"view_id": look.modals[-1].view_id}, found
        for message in sorted(look.messages, key=lambda one: one.ts, reverse=True):
            found = _labelled(message.buttons, label)
            if found and (on is None or (not isinstance(on, HomeTab) and is_meant(message, on))):
                return {"channel": message.channel, "ts": message.ts}, found
        raise AssertionError(self._told(f"{self.name} should see a button “{label}”{in_words(on)}."))

    def button(self, label: str, on: Place = None) -> tuple[Json, Button]:
        """Give a button and where it stands, to press it later with `presses_button`."""
        self._world.settle()
        return self._find_button(label, on)

    def _modal(self) -> Modal:
        self._world.settle()
        modals = self.looks().modals
        if not modals:
            raise AssertionError(self._told(f"{self.name} should have a form open."))
        return modals[-1]

    def _channel(self, name: str) -> str:
        if name == self.dm:
            return str(self._world.control.post("dm", **{"as": self.id})["channel"])
        return self._world.channel_id(name)

    def _do(self, what: str, **how: Any) -> None:
        answer = self._world.control.post(what, **{"as": self.id}, **how)
        if not answer["ok"] and answer.get("error") != self.looks().notice and not answer.get("errors"):
            raise AssertionError(self._told(f"{self.name} could not {what} {how}: {answer}"))

    def _told(self, sentence: str) -> str:
        return "\n".join([sentence, screen.describe(self.looks(), self.name), self._world.troubles()])


def _labelled(buttons: tuple[Button, ...], label: str) -> Button | None:
    return next((button for button in buttons if button.label == label), None)
