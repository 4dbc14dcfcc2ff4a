"""Where on a screen: a message by its words, a message, Home, or anywhere."""

from tests.world.screen import Message, Screen


class HomeTab:
    """Somebody's Home tab, as a place to press a button on."""


HOME = HomeTab()
"""`manager.presses("Approve", on=HOME)`."""

Place = str | Message | HomeTab | None
"""Words that the message contains, a message, Home; None is the latest that has the button."""


def is_meant(message: Message, on: str | Message) -> bool:
    if isinstance(on, str):
        return on in message.text
    return (message.channel, message.ts) == (on.channel, on.ts)


def in_words(on: Place) -> str:
    if on is None:
        return ""
    if isinstance(on, HomeTab):
        return " on Home"
    return f" on “{on if isinstance(on, str) else on.text[:60]}”"


def pictures_on(look: Screen, on: Place) -> list[str]:
    """Give the descriptions of the pictures that stand there."""
    if isinstance(on, HomeTab):
        return list(look.home_pictures)
    shown = [alt for one in look.messages if on is None or is_meant(one, on) for alt in one.pictures]
    if on is None:
        shown += [*(alt for modal in look.modals for alt in modal.pictures), *look.home_pictures]
    return shown
