"""Headless Chromium, and a world with the bot in a process of its own."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from bot.playground.server import Playground
from tests.browser.stand import Stand, standing
from tests.playground.hands import Hands
from tests.world.wire import WireWorld

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PLACES = ("chromium", "chromium-browser", "google-chrome")
SCREENSHOTS = Path(__file__).resolve().parents[2] / ".ci" / "screenshots"
WINDOW = {"width": 1180, "height": 760}

Shoot = Callable[[Page | Locator, str], None]
"""Keep a picture of a page, or of a part of it, under a name."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """CHROMIUM names the program; without it, one of the usual names on the PATH."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PLACES)), None)
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("There is no Chromium here: install it, or name it in CHROMIUM.")
        pytest.skip("There is no Chromium here: install it, or name it in CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An English page; what its scripts throw fails the test."""
    context = browser.new_context(viewport=WINDOW, locale="en-GB", timezone_id="Europe/Berlin")  # type: ignore[arg-type] # a dict is what it takes
    context.set_default_timeout(15_000)
    page = context.new_page()
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    yield page
    context.close()
    assert thrown == []


@pytest.fixture
def world(tmp_path: Path) -> Iterator[WireWorld]:
    """On SQLite: what the browser sees does not depend on the database."""
    world = WireWorld(tmp_path / "world", f"sqlite:///{tmp_path}/allstar.db")
    yield world
    world.stop()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    with Playground(tmp_path_factory.mktemp("playground")) as playground:
        yield playground


@pytest.fixture
def alone(running: Playground) -> Playground:
    """A playground on its first day without a bot, for what the page does by itself."""
    with Hands(running) as hands:
        hands.do("reset")
    return running


@pytest.fixture
def hands(alone: Playground) -> Iterator[Hands]:
    with Hands(alone) as hands:
        yield hands


@pytest.fixture
def stand(tmp_path: Path, browser: Browser) -> Iterator[Stand]:
    """Without Allstar: what arrives at the app can be looked at."""
    with standing(tmp_path, browser) as stand:
        yield stand


@pytest.fixture
def shoot() -> Shoot:
    """Write pictures for the README where SCREENSHOTS=1 asks for them (`make screenshots`)."""

    def keep(what: Page | Locator, name: str) -> None:
        if os.environ.get("SCREENSHOTS") == "1":
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            what.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")

    return keep
