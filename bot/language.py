"""The catalogues: English is the source, other languages stand in templates/locale."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.dates import Moment, say
from bot.errors import Refused

LOCALES = Path(__file__).resolve().parent.parent / "templates" / "locale"
SOURCE = "en"


@cache
def languages() -> frozenset[str]:
    """Every language that Allstar speaks."""
    return frozenset({SOURCE, *(file.parts[-3] for file in LOCALES.glob("*/LC_MESSAGES/allstar.po"))})


def language_of(locale: str) -> str:
    """Give the language for Slack's locale ("fr-FR"); English where there is no catalogue."""
    language = locale.replace("_", "-").split("-")[0].lower()
    return language if language in languages() else SOURCE


@cache
def catalogue(language: str) -> NullTranslations:
    """Give gettext and ngettext of a language; a sentence that is not in it stays English."""
    file = LOCALES / language / "LC_MESSAGES" / "allstar.po"
    if not file.exists():
        return NullTranslations()
    with file.open("rb") as source:
        entries = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, entries)
    compiled.seek(0)
    return GNUTranslations(compiled)


def in_words(refused: Refused, language: str) -> str:
    """Tell a refusal in the person's language, with its moments and inner refusals."""
    values = {name: _in_words(value, language) for name, value in refused.values.items()}
    return catalogue(language).gettext(refused.message) % values


def _in_words(value: object, language: str) -> object:
    if isinstance(value, Refused):
        return in_words(value, language)
    if isinstance(value, Moment):
        return say(value.at, value.zone, language)
    return value
