"""What every type of block, element and object looks like: required keys, optional keys, limits, children.

Source: docs.slack.dev/reference/block-kit (blocks, block elements, composition objects), as of 2026.
"""

import re

from bot.blockkit import rules
from bot.blockkit.limits import LIMITS
from bot.blockkit.specs import Flag, Items, Kinds, Line, Number, Shape, Spec, Word

ID = Line(LIMITS["id"])
FLAG = Flag()
NUMERIC = Line(LIMITS["text"], pattern=re.compile(r"-?\d+(\.\d+)?"))
STYLE = Word(("primary", "danger"))
SLACK_FILE = Shape({}, {"id": ID, "url": Line(LIMITS["image.url"])}, either=(("id", "url"),), typed=False)


def plain(most: int) -> Kinds:
    """A plain_text object of 1 to `most` characters."""
    return Kinds({"plain_text": Shape({"text": Line(most)}, {"emoji": FLAG})})


def text(most: int = LIMITS["text"]) -> Kinds:
    """A plain_text or mrkdwn object of 1 to `most` characters."""
    mrkdwn = Shape({"text": Line(most)}, {"verbatim": FLAG}, rules=(rules.verbatim,))
    return Kinds({**plain(most).shapes, "mrkdwn": mrkdwn})


def option(*, markup: bool = False, link: bool = False) -> Shape:
    """One choice; checkboxes and radio buttons take mrkdwn, overflow menus take a link."""
    words = text if markup else plain
    return Shape(
        {"text": words(LIMITS["option.text"]), "value": Line(LIMITS["option.value"])},
        {"description": words(LIMITS["option.description"])} | ({"url": Line(LIMITS["option.url"])} if link else {}),
        typed=False,
    )


CONFIRM = Shape(
    {
        "title": plain(LIMITS["confirm.title"]),
        "text": text(LIMITS["confirm.text"]),
        "confirm": plain(LIMITS["confirm.confirm"]),
        "deny": plain(LIMITS["confirm.deny"]),
    },
    {"style": STYLE},
    typed=False,
)
OPTIONS = Items(option(), LIMITS["options"])
OPTION_GROUP = Shape({"label": plain(LIMITS["option_group.label"]), "options": OPTIONS}, typed=False)
DISPATCH = Shape({"trigger_actions_on": Items(Word(("on_enter_pressed", "on_character_entered")), 2)}, typed=False)
FILTER = Shape(
    {},
    {
        "include": Items(Word(("im", "mpim", "private", "public")), 4),
        "exclude_external_shared_channels": FLAG,
        "exclude_bot_users": FLAG,
    },
    typed=False,
)

ACTION: dict[str, Spec] = {"action_id": ID}
ASKING: dict[str, Spec] = {**ACTION, "confirm": CONFIRM, "focus_on_load": FLAG}
MENU: dict[str, Spec] = {**ASKING, "placeholder": plain(LIMITS["placeholder"])}
MULTI: dict[str, Spec] = {**MENU, "max_selected_items": Number(1, LIMITS["options"])}
TYPED: dict[str, Spec] = {
    **ACTION,
    "placeholder": plain(LIMITS["placeholder"]),
    "focus_on_load": FLAG,
    "dispatch_action_config": DISPATCH,
}
OFFERS: dict[str, Spec] = {"options": OPTIONS, "option_groups": Items(OPTION_GROUP, LIMITS["option_groups"])}
ONE_KIND_OF_OPTIONS = rules.only_one_of("options", "option_groups")
CHOSEN = Items(ID, LIMITS["options"], least=0)
CHOSEN_OPTIONS = Items(option(), LIMITS["options"])

BUTTON = Shape(
    {"text": plain(LIMITS["button.text"])},
    {
        **ACTION,
        "url": Line(LIMITS["button.url"]),
        "value": Line(LIMITS["button.value"], least=0),
        "style": STYLE,
        "confirm": CONFIRM,
        "accessibility_label": Line(LIMITS["button.accessibility_label"]),
    },
)
IMAGE_KEYS: dict[str, Spec] = {"image_url": Line(LIMITS["image.url"]), "slack_file": SLACK_FILE}
IMAGE_ELEMENT = Shape(
    {"alt_text": Line(LIMITS["image.alt_text"])},
    IMAGE_KEYS,
    either=(("image_url", "slack_file"),),
    rules=(rules.only_one_of("image_url", "slack_file"),),
)

SELECTS: dict[str, Shape] = {
    "static_select": Shape(
        {},
        {**MENU, **OFFERS, "initial_option": option()},
        either=(("options", "option_groups"),),
        rules=(ONE_KIND_OF_OPTIONS, rules.initial_is_offered, rules.values_differ),
    ),
    "external_select": Shape({}, {**MENU, "min_query_length": Number(0, 3_000), "initial_option": option()}),
    "users_select": Shape({}, {**MENU, "initial_user": ID}),
    "conversations_select": Shape(
        {},
        {
            **MENU,
            "initial_conversation": ID,
            "default_to_current_conversation": FLAG,
            "response_url_enabled": FLAG,
            "filter": FILTER,
        },
    ),
    "channels_select": Shape({}, {**MENU, "initial_channel": ID, "response_url_enabled": FLAG}),
}
MULTI_SELECTS: dict[str, Shape] = {
    "multi_static_select": Shape(
        {},
        {**MULTI, **OFFERS, "initial_options": CHOSEN_OPTIONS},
        either=(("options", "option_groups"),),
        rules=(
            ONE_KIND_OF_OPTIONS,
            rules.initial_is_offered,
            rules.values_differ,
            rules.not_more_than_selectable("initial_options"),
        ),
    ),
    "multi_external_select": Shape(
        {},
        {**MULTI, "min_query_length": Number(0, 3_000), "initial_options": CHOSEN_OPTIONS},
        rules=(rules.not_more_than_selectable("initial_options"),),
    ),
    "multi_users_select": Shape(
        {}, {**MULTI, "initial_users": CHOSEN}, rules=(rules.not_more_than_selectable("initial_users"),)
    ),
    "multi_conversations_select": Shape(
        {},
        {
            **MULTI,
            "initial_conversations": CHOSEN,
            "default_to_current_conversation": FLAG,
            "filter": FILTER,
        },
        rules=(rules.not_more_than_selectable("initial_conversations"),),
    ),
    "multi_channels_select": Shape(
        {}, {**MULTI, "initial_channels": CHOSEN}, rules=(rules.not_more_than_selectable("initial_channels"),)
    ),
}
CHOICES: dict[str, Shape] = {
    "checkboxes": Shape(
        {"options": Items(option(markup=True), LIMITS["checkboxes.options"])},
        {**ASKING, "initial_options": Items(option(markup=True), LIMITS["checkboxes.options"])},
        rules=(rules.initial_is_offered, rules.values_differ),
    ),
    "radio_buttons": Shape(
        {"options": Items(option(markup=True), LIMITS["radio_buttons.options"])},
        {**ASKING, "initial_option": option(markup=True)},
        rules=(rules.initial_is_offered, rules.values_differ),
    ),
}
OVERFLOW = Shape(
    {"options": Items(option(link=True), LIMITS["overflow.options"])},
    {**ACTION, "confirm": CONFIRM},
    rules=(rules.values_differ,),
)
PICKERS: dict[str, Shape] = {
    "datepicker": Shape(
        {}, {**MENU, "initial_date": Line(10, 10, re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"))}
    ),
    "timepicker": Shape(
        {}, {**MENU, "initial_time": Line(5, 5, re.compile(r"([01]\d|2[0-3]):[0-5]\d")), "timezone": ID}
    ),
}
DATETIMEPICKER = Shape({}, {**ASKING, "initial_date_time": Number(1_000_000_000, 9_999_999_999)})
LENGTH = LIMITS["plain_text_input.length"]
TEXT_INPUT: dict[str, Shape] = {
    "plain_text_input": Shape(
        {},
        {
            **TYPED,
            "initial_value": Line(LENGTH, least=0),
            "multiline": FLAG,
            "min_length": Number(0, LENGTH),
            "max_length": Number(1, LENGTH),
        },
        rules=(rules.not_above("min_length", "max_length", rules.integer), rules.initial_fits_length),
    ),
}
MODAL_INPUTS: dict[str, Shape] = {
    "email_text_input": Shape({}, {**TYPED, "initial_value": Line(LENGTH, least=0)}),
    "url_text_input": Shape({}, {**TYPED, "initial_value": Line(LENGTH, least=0)}),
    "number_input": Shape(
        {"is_decimal_allowed": FLAG},
        {**TYPED, "initial_value": NUMERIC, "min_value": NUMERIC, "max_value": NUMERIC},
        rules=(
            rules.not_above("min_value", "max_value", rules.decimal),
            rules.not_above("min_value", "initial_value", rules.decimal),
            rules.not_above("initial_value", "max_value", rules.decimal),
        ),
    ),
    "file_input": Shape(
        {},
        {
            **ACTION,
            "filetypes": Items(Line(LIMITS["id"]), LIMITS["options"]),
            "max_files": Number(1, LIMITS["file_input.max_files"]),
        },
    ),
}
