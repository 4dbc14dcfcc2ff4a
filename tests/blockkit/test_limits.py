"""Each limit is exact: what reaches it passes, one more does not."""

import json
from collections.abc import Callable

import pytest

from bot.blockkit import LIMITS, OURS, Surface, problems
from tests.blockkit.payloads import (
    CONFIRM,
    IMAGE,
    MARKDOWN,
    Json,
    actions,
    asking,
    button,
    context,
    home,
    menu,
    message,
    modal,
    mrkdwn,
    option,
    options,
    plain,
    rich,
    section,
    typed,
)

EXACT: dict[str, tuple[Surface, Callable[[int], Json]]] = {
    "message.blocks": ("message", lambda n: message(*[section()] * n)),
    "message.text": ("message", lambda n: message(text="x" * n)),
    "modal.blocks": ("modal", lambda n: modal(*[section()] * n)),
    "home.blocks": ("home", lambda n: home(*[section()] * n)),
    "view.private_metadata": ("home", lambda n: home(private_metadata="x" * n)),
    "view.title": ("modal", lambda n: modal(title=plain("x" * n))),
    "view.submit": ("modal", lambda n: modal(submit=plain("x" * n))),
    "view.close": ("modal", lambda n: modal(close=plain("x" * n))),
    "id": ("modal", lambda n: modal(callback_id="x" * n)),
    "text": ("message", lambda n: message(section(text=mrkdwn("x" * n)))),
    "header.text": ("message", lambda n: message({"type": "header", "text": plain("x" * n)})),
    "section.fields": ("message", lambda n: message(section(fields=[plain()] * n))),
    "section.field": ("message", lambda n: message(section(fields=[plain("x" * n)]))),
    "input.label": ("modal", lambda n: modal(asking(typed(), label=plain("x" * n)))),
    "input.hint": ("modal", lambda n: modal(asking(typed(), hint=plain("x" * n)))),
    "context.elements": ("message", lambda n: message(context(*[plain()] * n))),
    "actions.elements": ("message", lambda n: message(actions(*[button()] * n))),
    "image.url": ("message", lambda n: message({**IMAGE, "image_url": "x" * n})),
    "image.alt_text": ("message", lambda n: message(context({**IMAGE, "alt_text": "x" * n}))),
    "image.title": ("message", lambda n: message({**IMAGE, "title": plain("x" * n)})),
    "button.text": ("message", lambda n: message(actions(button(text=plain("x" * n))))),
    "button.value": ("message", lambda n: message(actions(button(value="x" * n)))),
    "button.url": ("message", lambda n: message(actions(button(url="x" * n)))),
    "button.accessibility_label": ("message", lambda n: message(actions(button(accessibility_label="x" * n)))),
    "placeholder": ("modal", lambda n: modal(asking(typed(placeholder=plain("x" * n))))),
    "options": ("message", lambda n: message(actions(menu(options=options(n))))),
    "option_groups": ("message", lambda n: message(actions(groups(n)))),
    "option_group.label": ("message", lambda n: message(actions(groups(1, "x" * n)))),
    "option.text": ("message", lambda n: message(actions(menu(options=[option("x" * n)])))),
    "option.value": ("message", lambda n: message(actions(menu(options=[option(value="x" * n)])))),
    "option.description": ("message", lambda n: message(actions(overflow({"description": plain("x" * n)})))),
    "option.url": ("message", lambda n: message(actions(overflow({"url": "x" * n})))),
    "overflow.options": ("message", lambda n: message(actions({"type": "overflow", "options": options(n)}))),
    "checkboxes.options": ("home", lambda n: home(actions({"type": "checkboxes", "options": options(n)}))),
    "radio_buttons.options": ("home", lambda n: home(actions({"type": "radio_buttons", "options": options(n)}))),
    "plain_text_input.length": ("modal", lambda n: modal(asking(typed(max_length=n)))),
    "file_input.max_files": ("modal", lambda n: modal(asking({"type": "file_input", "max_files": n}))),
    "confirm.title": ("message", lambda n: message(actions(button(confirm={**CONFIRM, "title": plain("x" * n)})))),
    "confirm.text": ("message", lambda n: message(actions(button(confirm={**CONFIRM, "text": plain("x" * n)})))),
    "confirm.confirm": (
        "message",
        lambda n: message(actions(button(confirm={**CONFIRM, "confirm": plain("x" * n)}))),
    ),
    "confirm.deny": ("message", lambda n: message(actions(button(confirm={**CONFIRM, "deny": plain("x" * n)})))),
    "rich_text_list.indent": ("message", lambda n: message(rich(bullets(n)))),
}
# Sums over a whole payload have their own tests below; the rest is what only the playground counts.
SUMS = {"message.budget", "message.total", "markdown", "view.bytes"}
ELSEWHERE = {
    *("message.text_cut", "view.stack"),
    *("trigger_id.seconds", "response_url.uses", "response_url.minutes"),
}


def groups(count: int, label: str = "words") -> Json:
    return {
        "type": "static_select",
        "option_groups": [{"label": plain(label), "options": [option(value=str(n))]} for n in range(count)],
    }


def overflow(keys: Json) -> Json:
    return {"type": "overflow", "options": [{**option(), **keys}]}


def bullets(indent: int) -> Json:
    line = {"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}
    return {"type": "rich_text_list", "style": "bullet", "indent": indent, "elements": [line]}


def test_every_limit_is_tested_or_named_as_somebody_elses() -> None:
    assert set(LIMITS) == set(EXACT) | SUMS | ELSEWHERE


@pytest.mark.parametrize("name", EXACT)
def test_a_limit_may_be_reached_and_not_passed(name: str) -> None:
    surface, build = EXACT[name]
    assert problems(build(LIMITS[name]), surface) == []
    assert len(problems(build(LIMITS[name] + 1), surface)) == 1


def filled(total: int) -> Json:
    """A message with `total` characters of text in its blocks."""
    lengths = [min(2_500, total - start) for start in range(0, total, 2_500)]
    return message(*[section(text=plain("x" * length)) for length in lengths])


def test_our_budget_and_slacks_total_are_exact() -> None:
    codes = {
        total: [problem.code for problem in problems(filled(LIMITS[name] + more), "message")]
        for name in ("message.budget", "message.total")
        for more in (0, 1)
        for total in [f"{name} + {more}"]
    }
    assert codes == {
        "message.budget + 0": [],
        "message.budget + 1": [OURS],
        "message.total + 0": [OURS],
        "message.total + 1": ["msg_blocks_too_long"],
    }


def test_all_markdown_blocks_share_one_limit() -> None:
    halves = [{**MARKDOWN, "text": "x" * 6_000}, {**MARKDOWN, "text": "x" * 6_000}]
    assert problems(message(*halves), "message", strict=False) == []
    halves[1]["text"] += "x"
    assert [problem.pointer for problem in problems(message(*halves), "message", strict=False)] == ["/blocks"]


def test_a_view_may_have_250_kilobytes_and_not_one_byte_more() -> None:
    view = modal(*[section(text=plain("é" * 2_930))] * 42, private_metadata="")
    size = len(json.dumps(view, ensure_ascii=False).encode())
    view["private_metadata"] = "x" * (LIMITS["view.bytes"] - size)
    assert problems(view, "modal") == []
    view["private_metadata"] += "x"
    assert [problem.code for problem in problems(view, "modal", strict=False)] == ["view_too_large"]


@pytest.mark.parametrize("character", ["x", "é", "日", "🎉"])
def test_lengths_count_code_points(character: str) -> None:
    assert problems(message(section(text=plain(character * 3000))), "message") == []
    assert problems(message(section(text=plain(character * 3001))), "message") != []


def test_limits_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        LIMITS["text"] = 1  # type: ignore[index] # that it is refused is the test
