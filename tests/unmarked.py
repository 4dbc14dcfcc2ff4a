"""Finds words in templates that no translator will ever see."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes

from bot.networks.rules import NAMES

MARKERS = {"_", "gettext", "ngettext"}
SHOWN = {"plain", "mrkdwn", "spoken", "link"}
"""What templates call to put something before people."""
TEXT_KEYS = {
    "alt_text", "confirm", "deny", "description", "fallback", "hint", "label", "line", "placeholder", "submit", "text",
    "title",
}  # fmt: skip
TEXT_ATTRIBUTES = {
    "alt", "aria-description", "aria-label", "aria-placeholder", "aria-roledescription", "aria-valuetext", "label",
    "placeholder", "title",
}  # fmt: skip
SILENT = {"script", "style"}

HOLE = "\ufffc"
"""Stands where a template has an expression or a statement."""

_LETTER = re.compile(r"[^\W\d_]")
_WORDS = re.compile(
    r"[^\W\d_][^\W_]*[,:;]?\s+\S|[^\W\d_]+[.!?…]\s*$|\s*[^\W\d_a-z][^\W\d_]*[a-z]|.*[^\x00-\x7f]", re.DOTALL
)
"""Reads as words: several of them, an end of a sentence, a capital first, or beyond ASCII. Codes do not."""
_JSON_STRING = re.compile(r'(?:"(?P<key>\w+)"\s*:\s*)?"(?P<text>(?:[^"\\]|\\.)*)"(?!\s*:)')

_jinja = Environment(extensions=["jinja2.ext.i18n"])  # noqa: S701 - it only reads


def in_message(source: str) -> list[str]:
    """Give the unmarked words of a template of Block Kit JSON, or of words for one."""
    return [*_in_expressions(source), *_in_json(_without_code(source))]


def in_page(source: str) -> list[str]:
    """Give the unmarked words of a template of HTML. The networks' own names are the same everywhere."""
    reader = _PageReader()
    reader.feed(_without_code(source))
    reader.close()
    own_names = set(NAMES.values()) - {"Other"}
    return [*_in_expressions(source), *(words for words in reader.found if words not in own_names)]


def _without_code(source: str) -> str:
    """Put one mark for every expression, statement and comment, so that only what is literally there is left."""
    kept: list[str] = []
    is_code = False
    for _, kind, value in _jinja.lex(source):
        if kind.endswith("_begin"):
            is_code = True
        elif kind.endswith("_end"):
            is_code = False
            kept.append(HOLE)
        elif not is_code:
            kept.append(value)
    return "".join(kept)


def _in_json(literal: str) -> Iterator[str]:
    for match in _JSON_STRING.finditer(literal):
        words = match["text"].replace(HOLE, "")
        if _LETTER.search(words) if match["key"] in TEXT_KEYS else _WORDS.match(words):
            yield words


def _in_expressions(source: str) -> Iterator[str]:
    yield from _visit(_jinja.parse(source), is_shown=False)


def _visit(node: nodes.Node, *, is_shown: bool) -> Iterator[str]:
    """Walk the template; a constant counts unless it is marked, or names something for the machine."""
    if isinstance(node, nodes.Const):
        if isinstance(node.value, str) and (_LETTER if is_shown else _WORDS).search(node.value):
            yield node.value
        return
    is_shown = is_shown or (isinstance(node, nodes.Call) and _name(node) in SHOWN)
    for child in _shown_children(node):
        yield from _visit(child, is_shown=is_shown)


def _shown_children(node: nodes.Node) -> Iterator[nodes.Node]:
    """Leave out what is never shown: conditions, keys, names of templates, filters' settings, marked sentences."""
    match node:
        case nodes.Call() if _name(node) in MARKERS:
            yield from (argument for argument in node.args if not isinstance(argument, nodes.Const))
            yield from node.kwargs
        case nodes.CondExpr():
            yield from (branch for branch in (node.expr1, node.expr2) if branch is not None)
        case nodes.Filter() if node.name not in {"default", "join", "replace"}:
            yield from () if node.node is None else (node.node,)
        case nodes.Getitem():
            yield node.node
        case nodes.Pair():
            yield node.value
        case nodes.Compare() | nodes.Test() | nodes.Include() | nodes.Import() | nodes.FromImport() | nodes.Extends():
            yield from ()
        case _:
            yield from node.iter_child_nodes()


def _name(call: nodes.Call) -> str:
    return call.node.name if isinstance(call.node, nodes.Name) else ""


class _PageReader(HTMLParser):
    """Collects what a reader or a screen reader would say."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._is_silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_silent = tag in SILENT
        given = dict(attrs)
        is_button = tag == "input" and given.get("type") in {"submit", "button", "reset"}
        for name in TEXT_ATTRIBUTES | ({"value"} if is_button else set()):
            self._collect(given.get(name) or "")

    def handle_endtag(self, tag: str) -> None:
        self._is_silent = self._is_silent and tag not in SILENT

    def handle_data(self, data: str) -> None:
        if not self._is_silent:
            self._collect(data)

    def _collect(self, text: str) -> None:
        words = text.replace(HOLE, "").strip()
        if _LETTER.search(words):
            self.found.append(words)
