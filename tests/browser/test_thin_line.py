"""The thin line by clicking: what a newcomer does in their first minutes."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Shoot
from tests.world.teams import drafts, set_up
from tests.world.wire import WireWorld

pytestmark = pytest.mark.browser

EARLIER = (
    "We asked, 1,204 of you answered: the oat cappuccino stays on the menu, all year. ☕️ Thank you for every vote!"
)
TEXT = "Barista course, take two! Saturday 10:00, twelve places, one very patient teacher. Who is in? 🎉"
NOTE = "The teacher said yes this morning."


@pytest.fixture(autouse=True)
def a_team_at_work(world: WireWorld) -> None:
    mara, jonas = world.person("Mara"), world.person("Jonas")
    set_up(world, mara, handle="@ourcafe")
    drafts(jonas, EARLIER)
    mara.presses("Approve", on=EARLIER).sees("✅ Published", on=EARLIER)


def test_the_thin_line_by_clicking(page: Page, world: WireWorld, shoot: Shoot) -> None:
    page.goto(world.playground.url)
    act_as(page, "Jonas Weber")
    page.get_by_role("link", name="social-team").click()
    draft_by_typing(page, shoot)
    card = card_with(page, TEXT)
    expect(card).to_contain_text("🟡 In review")
    act_as(page, "Mara Lindt")
    shoot(page, "page")
    shoot(card, "card")
    card.get_by_role("button", name="Approve").click()
    expect(card).to_contain_text("✅ Published")
    expect(card.get_by_role("link", name="see it")).to_be_visible()
    page.get_by_role("button", name="Close the tour").click()
    page.get_by_test_id("inspector-switch").click()
    page.get_by_test_id("inspector-row").first.locator("summary").click()
    shoot(page, "inspector")
    page.get_by_role("button", name="Hide the inspector").click()
    page.get_by_test_id("nav-home").click()
    expect(page.get_by_test_id("home")).to_contain_text("Good to see you")
    shoot(page, "home")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="The public square").click()
    square = opened.value
    expect(square.get_by_role("article").first).to_contain_text(TEXT)
    expect(square.get_by_role("article")).to_have_count(2)
    square.set_viewport_size({"width": 900, "height": 530})
    shoot(square, "square")
    assert [post.text for post in world.square()] == [EARLIER, TEXT]


def act_as(page: Page, name: str) -> None:
    page.get_by_test_id("person-switch").click()
    page.get_by_role("menuitemradio", name=name).click()
    expect(page.get_by_test_id("person-switch")).to_contain_text(name)


def draft_by_typing(page: Page, shoot: Shoot) -> None:
    field = page.get_by_role("textbox", name="#social-team")
    field.fill(f"/draft {TEXT}")
    field.press("Enter")
    form = page.get_by_role("dialog", name="New post")
    expect(form.get_by_label("Text")).to_have_value(TEXT)
    expect(form).to_contain_text("Bluesky @ourcafe")
    form.get_by_label("Note to reviewers").fill(NOTE)
    shoot(page, "modal")
    form.get_by_role("button", name="Send for review").click()
    expect(form).to_have_count(0)


def card_with(page: Page, text: str) -> Locator:
    return page.get_by_role("log").get_by_role("article").filter(has_text=text)
