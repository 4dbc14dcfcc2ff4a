"""The page, the public square and their files, as they stand in templates/playground."""

import re
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response

from bot.language import catalogue, language_of
from bot.playground.core import Slack
from bot.playground.typed_text import emoji_names

TEMPLATES: Final = Path(__file__).resolve().parents[2] / "templates"
STATIC: Final = TEMPLATES / "playground" / "static"
FILE: Final = re.compile(r"[a-z0-9][a-z0-9_-]*\.(?:js|css|svg|png|woff2)")


def page(slack: Slack, request: Request, template: str) -> Response:
    """Render one of the two pages in the reader's language."""
    language = language_of(request.headers.get("accept-language", "en").split(",")[0])
    environment = _environment(catalogue(language))
    html = environment.get_template(f"playground/{template}").render(
        token=slack.token, port=slack.port, lang=language, emoji_names=_emoji()
    )
    return HTMLResponse(html)


@cache
def _emoji() -> dict[str, str]:
    return emoji_names()


def _environment(words: NullTranslations) -> Environment:
    """Build Jinja2 with plain gettext: `_(sentence, name=value)` fills `%(name)s`."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True, default_for_string=True),
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    return environment


def static(name: str) -> Response:
    """Serve one file of the page: a plain name that is there, and nothing else."""
    if FILE.fullmatch(name) is None or not (STATIC / name).is_file():
        return PlainTextResponse("not found", 404)
    return FileResponse(STATIC / name)
