"""Slack's limits, each once. Lengths are code points of the string that is sent, so escaping counts.

Source: docs.slack.dev (Block Kit reference, surfaces, methods) and the tables of slack_sdk 3.47;
where the documentation is silent the smallest figure seen in public reports stands.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

LIMITS: Final[Mapping[str, int]] = MappingProxyType(
    {
        # a message
        "message.blocks": 50,
        "message.text": 4_000,  # chat.update answers msg_too_long above it, so nothing longer is posted
        "message.text_cut": 40_000,  # chat.postMessage cuts above it
        "message.budget": 10_000,  # ours: all text in the blocks together; refusals were seen from 11,341
        "message.total": 13_200,  # msg_blocks_too_long above it; undocumented
        # a view
        "modal.blocks": 100,
        "home.blocks": 100,
        "view.bytes": 250_000,
        "view.private_metadata": 3_000,
        "view.title": 24,
        "view.submit": 24,
        "view.close": 24,
        # identifiers
        "id": 255,
        # text
        "text": 3_000,
        "markdown": 12_000,
        "header.text": 150,
        "section.fields": 10,
        "section.field": 2_000,
        "input.label": 2_000,
        "input.hint": 2_000,
        "context.elements": 10,
        "actions.elements": 25,
        "image.url": 3_000,
        "image.alt_text": 2_000,
        "image.title": 2_000,
        # elements
        "button.text": 75,
        "button.value": 2_000,
        "button.url": 3_000,
        "button.accessibility_label": 75,
        "placeholder": 150,
        "options": 100,
        "option_groups": 100,
        "option_group.label": 75,
        "option.text": 75,
        "option.value": 150,
        "option.description": 75,
        "option.url": 3_000,
        "overflow.options": 5,
        "checkboxes.options": 10,
        "radio_buttons.options": 10,
        "plain_text_input.length": 3_000,
        "file_input.max_files": 10,
        "confirm.title": 100,
        "confirm.text": 300,
        "confirm.confirm": 30,
        "confirm.deny": 30,
        "rich_text_list.indent": 8,
        # what a person may wait
        "view.stack": 3,
        "trigger_id.seconds": 3,
        "response_url.uses": 5,
        "response_url.minutes": 30,
    }
)
