"""The catalogues hold every sentence, whole; and templates hold no sentence that the catalogues miss."""

import ast
import importlib
import pkgutil
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

import bot
import handlers
from bot.errors import Refused
from bot.language import LOCALES, SOURCE, catalogue, languages
from tests import unmarked

ROOT = Path(__file__).parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.j2"))
LANGUAGES = sorted(languages() - {SOURCE})
PLACE = re.compile(r"%\(\w+\)s|\{\w+\}|%(?!\()")
LITERAL = re.compile(
    r"/(?:allstar|approve|draft|invite)\b|@Allstar|\b[A-Z]+_[A-Z_]+\b|https?://[\w./]*\w"
    r"|[#*`·\n\u2600-\u27bf\U0001f300-\U0001faff]"
)
"""What stands in every language alike: commands, settings, addresses, Slack's markup, and symbols."""


def words_of(language: str, folder: Path = LOCALES) -> Catalog:
    with (folder / language / "LC_MESSAGES" / "allstar.po").open("rb") as source:
        return read_po(source, locale=language)


def entries(language: str) -> list[Message]:
    return [entry for entry in words_of(language) if entry.id]


def pairs(entry: Message) -> Iterator[tuple[str, str]]:
    """Each English form with the forms that stand for it; a plural's other forms belong to its last one."""
    if isinstance(entry.id, str):
        yield entry.id, str(entry.string)
    else:
        for number, translation in enumerate(entry.string or ()):
            yield entry.id[min(number, len(entry.id) - 1)], translation


# the catalogues


@pytest.mark.parametrize("language", LANGUAGES)
def test_make_words_finds_nothing_new_and_nothing_gone(language: str, tmp_path: Path) -> None:
    shutil.copytree(LOCALES, tmp_path / "locale")
    make = ["make", "words", "--old-file=.venv/ready-dev", f"BIN={Path(sys.executable).parent}"]
    made = subprocess.run(
        [*make, f"LOCALES={tmp_path / 'locale'}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    kept, found = words_of(language), words_of(language, tmp_path / "locale")
    assert {str(entry.id) for entry in found} - {str(entry.id) for entry in kept} == set(), "new: run make words"
    assert {str(entry.id) for entry in kept} - {str(entry.id) for entry in found} == set(), "gone: run make words"
    po = Path(language, "LC_MESSAGES", "allstar.po")
    assert (tmp_path / "locale" / po).read_text() == (LOCALES / po).read_text(), "not as make words writes it"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_and_none_is_a_guess(language: str) -> None:
    for entry in entries(language):
        assert all(translation.strip() for _, translation in pairs(entry)), entry.id
        assert not entry.fuzzy, entry.id
    assert not words_of(language).obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_same_places_commands_and_symbols(language: str) -> None:
    for entry in entries(language):
        for english, translation in pairs(entry):
            assert Counter(PLACE.findall(translation)) == Counter(PLACE.findall(english)), translation
            assert set(LITERAL.findall(translation)) == set(LITERAL.findall(english)), translation
        assert entry.check() == [], entry.id


def test_french_is_set_as_french_is() -> None:
    for entry in entries("fr"):
        for _, translation in pairs(entry):
            assert not re.search(r"['\"“”]|\.\.\.|  ", translation), translation
            assert not re.search(r"(?<!\u202f)[;!?»](?!\w)|(?<!\u202f):(?=\s|$)|«(?!\u202f)", translation), translation
            assert not re.search(r"\b(?:tu|te|toi|ton|tes)\b", translation, re.IGNORECASE), translation


def test_none_and_one_are_singular_in_french() -> None:
    plurals = [entry for entry in entries("fr") if entry.pluralizable]
    for entry in plurals:
        said = [catalogue("fr").ngettext(entry.id[0], entry.id[1], count) for count in (0, 1, 2)]
        forms = [translation for _, translation in pairs(entry)]
        assert said == [forms[0], *forms]
    assert plurals


# refusals


def every_kind_of_refusal() -> set[str]:
    for package in (bot, handlers):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__") and ".migrations." not in module.name:
                importlib.import_module(module.name)
    kinds = [Refused]
    for kind in kinds:
        kinds += kind.__subclasses__()
    return {kind.__name__ for kind in kinds}


def refusals(names: set[str]) -> Iterator[tuple[str, ast.expr]]:
    """Where each refusal is made, and its words."""
    for package in ("bot", "handlers"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                    yield f"{path}:{node.lineno}", node.args[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_is_in_the_catalogue_word_for_word(language: str) -> None:
    known = words_of(language)
    made = list(refusals(every_kind_of_refusal()))
    for where, words in made:
        if isinstance(words, ast.Attribute):
            assert words.attr == "message", f"{where}: only the words of another refusal can be said again"
        else:
            literal = words.value if isinstance(words, ast.Constant) else None
            assert isinstance(literal, str), f"{where}: Babel reads literal words only"
            assert literal in known, where
    assert len(made) > 100


# templates


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_has_no_words_that_nobody_can_translate(path: Path) -> None:
    find = unmarked.in_page if ".html" in path.name else unmarked.in_message
    assert find(path.read_text()) == []


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ('{"type": "plain_text", "text": "hello"}', "hello"),
        ('{"text": "Hi {{ name }}"}', "Hi "),
        ('{"alt": "a picture"}', "a picture"),
        ('{"text": {{ plain("edit") }} }', "edit"),
        ('{"text": {{ mrkdwn(many ~ " of " ~ most) }} }', " of "),
        ('{"text": {{ plain(_("By %(who)s", who="nobody")) }} }', "nobody"),
        ('{"text": {{ plain(name or "somebody") }} }', "somebody"),
        ('{"text": {{ link(url, "see it") }} }', "see it"),
        ('{"text": {{ plain(people | join(" and ")) }} }', " and "),
        ('{"line": {{ "All is well" }} }', "All is well"),
        ('{% set states = {"draft": "Draft"} %}', "Draft"),
        ('{% set state = "✅" if done else _("open") %}', "✅"),
    ],
)
def test_unmarked_words_in_a_message_are_found(template: str, words: str) -> None:
    assert unmarked.in_message(template) == [words]


@pytest.mark.parametrize(
    "template",
    [
        '{"type": "section", "text": {{ mrkdwn(_("Hello there")) }}, "action_id": "drafting.edit"}',
        '{"block_id": {{ "edit:" ~ post.id }}, "style": "primary"}',
        '{{ plain(_("Schedule") if policy == "One Person" else names["Other name"]) }}',
        '{% include "posts/_body.json.j2" %}{% from "posts/_words.j2" import words %}',
        '{{ plain(ngettext("%(num)s post", "%(num)s posts", cards | map(attribute="seen by") | length)) }}',
        "{# Words for those who read the template. #}",
    ],
)
def test_codes_and_marked_words_in_a_message_are_left_alone(template: str) -> None:
    assert unmarked.in_message(template) == []


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>{{ name }}, hello</p>", ", hello"),
        ('<button aria-label="close">+</button>', "close"),
        ('<input type="submit" value="Go">', "Go"),
        ('<input placeholder="{{ place }} name">', "name"),
        ("<script>const a = 1;</script><p>after</p>", "after"),
        ('<p>{{ "Hello there" }}</p>', "Hello there"),
        ('<span data-word="network-other">Other</span>', "Other"),
    ],
)
def test_unmarked_words_in_a_page_are_found(page: str, words: str) -> None:
    assert unmarked.in_page(page) == [words]


@pytest.mark.parametrize(
    "page",
    [
        """<p title="{{ _('More') }}">{{ _("Hello") }}</p>""",
        """<html lang="{{ lang|default('en') }}"><link rel="icon" type="image/svg+xml">""",
        "<style>p { color: red }</style><!-- a remark --><span>LinkedIn</span>",
        '<input type="checkbox" value="refused" id="a-check">&nbsp;&middot;',
    ],
)
def test_codes_and_marked_words_in_a_page_are_left_alone(page: str) -> None:
    assert unmarked.in_page(page) == []
