"""Which elements stand in which block, which blocks on which surface, and what a view looks like."""

from typing import Final, Literal

from bot.blockkit import rules
from bot.blockkit.limits import LIMITS
from bot.blockkit.rich import RICH_TEXT_BLOCK
from bot.blockkit.shapes import (
    BUTTON,
    CHOICES,
    DATETIMEPICKER,
    FLAG,
    ID,
    IMAGE_ELEMENT,
    IMAGE_KEYS,
    MODAL_INPUTS,
    MULTI_SELECTS,
    OVERFLOW,
    PICKERS,
    SELECTS,
    TEXT_INPUT,
    plain,
    text,
)
from bot.blockkit.specs import Items, Kinds, Line, Shape, Spec, Word

Surface = Literal["message", "modal", "home"]

BLOCK: dict[str, Spec] = {"block_id": ID}
PICKED: dict[str, Shape] = {**SELECTS, **MULTI_SELECTS, **CHOICES, **PICKERS}
PRESSED: dict[str, Shape] = {**PICKED, "button": BUTTON, "overflow": OVERFLOW}
MOMENT: dict[str, Shape] = {"datetimepicker": DATETIMEPICKER}  # not on Home, says the documentation


def _actions(elements: dict[str, Shape]) -> Shape:
    return Shape({"elements": Items(Kinds(elements), LIMITS["actions.elements"])}, BLOCK)


def _input(elements: dict[str, Shape]) -> Shape:
    return Shape(
        {"label": plain(LIMITS["input.label"]), "element": Kinds(elements)},
        {**BLOCK, "hint": plain(LIMITS["input.hint"]), "optional": FLAG, "dispatch_action": FLAG},
        rules=(rules.no_dispatch_with_files,),
    )


COMMON: dict[str, Shape] = {
    "section": Shape(
        {},
        {
            **BLOCK,
            "text": text(),
            "fields": Items(text(LIMITS["section.field"]), LIMITS["section.fields"]),
            "accessory": Kinds({**PRESSED, "image": IMAGE_ELEMENT}),
            "expand": FLAG,
        },
        either=(("text", "fields"),),
    ),
    "header": Shape({"text": plain(LIMITS["header.text"])}, BLOCK),
    "divider": Shape({}, BLOCK),
    "context": Shape(
        {"elements": Items(Kinds({**text().shapes, "image": IMAGE_ELEMENT}), LIMITS["context.elements"])}, BLOCK
    ),
    "image": Shape(
        {"alt_text": Line(LIMITS["image.alt_text"])},
        {**BLOCK, **IMAGE_KEYS, "title": plain(LIMITS["image.title"])},
        either=(("image_url", "slack_file"),),
        rules=(rules.only_one_of("image_url", "slack_file"),),
    ),
    "rich_text": RICH_TEXT_BLOCK,
}
ON: Final[dict[Surface, dict[str, Shape]]] = {
    "message": {
        **COMMON,
        "actions": _actions({**PRESSED, **MOMENT}),
        "input": _input({**PICKED, **MOMENT, **TEXT_INPUT}),
        "markdown": Shape({"text": Line(LIMITS["markdown"])}, BLOCK),
    },
    "modal": {
        **COMMON,
        "actions": _actions({**PRESSED, **MOMENT}),
        "input": _input({**PICKED, **MOMENT, **TEXT_INPUT, **MODAL_INPUTS}),
    },
    "home": {**COMMON, "actions": _actions(PRESSED), "input": _input({**PICKED, **TEXT_INPUT})},
}

MESSAGE_BLOCKS = Items(Kinds(ON["message"]), LIMITS["message.blocks"], least=0)
VIEW: dict[str, Spec] = {
    "private_metadata": Line(LIMITS["view.private_metadata"], least=0),
    "callback_id": Line(LIMITS["id"], least=0),
    "external_id": Line(LIMITS["id"], least=0),
}
VIEWS: Final[dict[str, Shape]] = {
    "modal": Shape(
        {
            "type": Word(("modal",)),
            "title": plain(LIMITS["view.title"]),
            "blocks": Items(Kinds(ON["modal"]), LIMITS["modal.blocks"], least=0),
        },
        {
            **VIEW,
            "submit": plain(LIMITS["view.submit"]),
            "close": plain(LIMITS["view.close"]),
            "clear_on_close": FLAG,
            "notify_on_close": FLAG,
            "submit_disabled": FLAG,
        },
    ),
    "home": Shape({"type": Word(("home",)), "blocks": Items(Kinds(ON["home"]), LIMITS["home.blocks"], least=0)}, VIEW),
}
