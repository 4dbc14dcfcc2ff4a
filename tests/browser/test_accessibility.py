"""axe finds nothing serious in anything the page can show, light and dark, on a desk and on a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.stand import MARA, Stand
from tests.browser.test_elements import ELEMENTS
from tests.playground.kit import actions, button, field, home, modal, section

pytestmark = pytest.mark.browser

SIZES = {"desk": {"width": 1180, "height": 760}, "phone": {"width": 390, "height": 780}}
GRAVE = {"serious", "critical"}


def looks(page: Page, what: str) -> list[str]:
    """What axe finds grave on the page as it is, in both colour schemes."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for violation in Axe().run(page).response["violations"]:
            if violation["impact"] in GRAVE:
                where = "; ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:4])
                found.append(f"{what}, {scheme}: {violation['id']} at {where}")
    return found


def from_menu(name: str) -> Callable[[Page], None]:
    def show(page: Page) -> None:
        if page.locator("#open-side").is_visible():
            page.locator("#open-side").click()
        page.get_by_test_id("workspace-menu").click()
        page.get_by_role("menuitem", name=name).click()
        expect(page.locator("dialog[open]")).to_be_visible()

    return show


def thread(page: Page) -> None:
    page.get_by_role("button", name="Replies: 1").click()
    expect(page.get_by_test_id("thread")).to_be_visible()


def members(page: Page) -> None:
    page.get_by_test_id("place-members").click()


def inspector(page: Page) -> None:
    page.get_by_test_id("inspector-switch").click()
    page.get_by_test_id("inspector-row").first.locator("summary").click()


def side(page: Page) -> None:
    if page.locator("#open-side").is_visible():
        page.locator("#open-side").click()
    page.get_by_test_id("person-switch").click()


SHOWN: dict[str, Callable[[Page], None]] = {
    "the page with the tour": lambda _page: None,
    "the side with its menu": side,
    "a thread": thread,
    "the inspector": inspector,
    "people here": members,
    "people": from_menu("People"),
    "channels": from_menu("Channels"),
    "trouble": from_menu("Make trouble"),
    "a question": from_menu("Begin anew"),
}


@pytest.fixture
def busy(stand: Stand) -> Stand:
    """A channel with people's and the app's messages, a thread, a refusal, a Home, and trouble."""
    first = stand.says(MARA, "Hello *everybody*, see <https://example.com|this> and `that`")
    stand.says(MARA, "A reply", thread_ts=first)
    stand.posts(section("A card"), actions(button("go"), button("stop", style="danger")), text="A card")
    stand.web.views_publish(user_id=MARA, view=home(section("Home"), actions(button("go"))))
    stand.hands.do("faults", kind="slow", method="views.open", times=1)
    return stand


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_grave_on_the_page_and_its_panels(busy: Stand, size: str) -> None:
    page = busy.window()
    page.set_viewport_size(SIZES[size])  # type: ignore[arg-type] # a dict is what it takes
    found = []
    for name, show in SHOWN.items():
        page.goto(page.url)
        page.reload()
        expect(page.get_by_role("log").first).to_contain_text("A card")
        show(page)
        found += looks(page, name)
    page.goto(f"{busy.playground.url}#{MARA}/home")
    page.reload()
    expect(page.get_by_test_id("home")).to_be_visible()
    found += looks(page, "Home")
    page.goto(f"{busy.playground.origin}/square?token={busy.playground.token}")
    expect(page.get_by_role("heading", name="The public square")).to_be_visible()
    found += looks(page, "the square")
    assert found == []


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_grave_in_a_form_with_every_element(stand: Stand, size: str) -> None:
    fields: list[dict[str, Any]] = [field(kind, kind, **more) for kind, (more, _, _) in ELEMENTS.items()]
    stand.shows(MARA, modal(*fields))
    page = stand.window()
    page.set_viewport_size(SIZES[size])  # type: ignore[arg-type] # a dict is what it takes
    form = page.get_by_test_id("modal")
    expect(form).to_be_visible()
    found = looks(page, "a form")
    form.get_by_test_id("modal-submit").click()
    expect(form.locator(".error").first).to_be_visible()
    assert found + looks(page, "a form with errors") == []
