"""The two pages and their files."""

import httpx
import pytest

from bot.playground.pages import STATIC
from bot.playground.server import Playground


def get(playground: Playground, path: str, language: str = "en") -> httpx.Response:
    return httpx.get(f"{playground.origin}{path}", headers={"accept-language": language}, trust_env=False)


@pytest.mark.parametrize("page", ["/", "/square"])
def test_a_page_is_there_and_every_file_it_names_too(playground: Playground, page: str) -> None:
    answer = get(playground, f"{page}?token={playground.token}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    files = [part.split('"')[0] for part in answer.text.split('"/static/')[1:]]
    assert files
    assert {get(playground, f"/static/{name}").status_code for name in files} == {200}


def test_every_file_of_the_page_is_served_with_its_type(playground: Playground) -> None:
    types = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
    for file in STATIC.iterdir():
        answer = get(playground, f"/static/{file.name}")
        assert answer.content == file.read_bytes()
        assert answer.headers["content-type"].startswith(types[file.suffix])


@pytest.mark.parametrize(
    "name",
    ["page.html.j2", "..%2fpage.html.j2", "%2e%2e/page.html.j2", "..", ".base.css", "base.css/", "no.js", "a.js%00"],
)
def test_path_tricks_find_nothing(playground: Playground, name: str) -> None:
    answer = get(playground, f"/static/{name}")
    assert answer.status_code in (307, 403, 404)
    assert "{{" not in answer.text


def test_the_page_tells_its_language(playground: Playground) -> None:
    path = f"/?token={playground.token}"
    assert '<html lang="en">' in get(playground, path, "xx-XX").text
    assert '<html lang="en">' in get(playground, path, "en-GB,fr;q=0.5").text
