"""The first minute: a card whose steps tick themselves off as the person does them."""

import pytest
from playwright.sync_api import Page, expect

from bot.playground.server import Playground
from tests.browser.test_thin_line import act_as
from tests.world.teams import set_up
from tests.world.wire import WireWorld

pytestmark = pytest.mark.browser


def test_the_tour_follows_a_newcomer_to_the_square(page: Page, world: WireWorld) -> None:
    set_up(world, world.person("Mara"))
    page.goto(world.playground.url)
    tour = page.get_by_role("region", name="The first minute")
    expect(tour.locator("[aria-current=step]")).to_contain_text("Draft a post")
    act_as(page, "Jonas Weber")
    expect(tour).to_contain_text("0 of 5")
    page.get_by_role("link", name="social-team").click()
    field = page.get_by_role("textbox", name="#social-team")
    field.fill("/draft Hello world")
    field.press("Enter")
    page.get_by_role("dialog", name="New post").get_by_role("button", name="Send for review").click()
    expect(tour.locator("[aria-current=step]")).to_contain_text("Act as the approver")
    act_as(page, "Mara Lindt")
    expect(tour.locator("[aria-current=step]")).to_contain_text("Approve it")
    page.get_by_role("log").get_by_role("button", name="Approve").click()
    expect(tour.locator("[aria-current=step]")).to_contain_text("Move the time")
    page.get_by_test_id("time-menu").click()
    page.get_by_role("menuitem", name="In one hour").click()
    expect(tour.get_by_role("status")).to_have_text("Done: Move the time. Next: Look at the public square.")
    page.reload()
    expect(tour).to_contain_text("4 of 5")
    with page.expect_popup():
        page.get_by_role("link", name="The public square").click()
    expect(tour).to_contain_text("That was the whole way. Everything else waits for you")
    expect(tour).to_contain_text("5 of 5")


def test_a_tour_that_was_closed_stays_closed_until_it_is_asked_for(page: Page, alone: Playground) -> None:
    page.goto(alone.url)
    tour = page.get_by_role("region", name="The first minute")
    expect(page.get_by_role("textbox", name="#social-team")).to_be_focused()  # the page has settled
    tour.get_by_role("button", name="Close the tour").focus()
    page.keyboard.press("Escape")
    expect(tour).to_be_hidden()
    expect(page.get_by_role("textbox", name="#social-team")).to_be_focused()
    page.reload()
    expect(page.get_by_role("textbox", name="#social-team")).to_be_visible()
    expect(tour).to_be_hidden()
    page.get_by_test_id("workspace-menu").click()
    page.get_by_role("menuitem", name="Show the tour").click()
    expect(tour.get_by_role("heading", name="The first minute")).to_be_focused()


@pytest.mark.parametrize(("width", "height"), [(1180, 760), (900, 700), (390, 780)])
def test_the_tour_covers_nothing_it_talks_about(page: Page, alone: Playground, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(alone.url)
    card = page.get_by_test_id("tour").bounding_box()
    assert card is not None
    assert card["x"] >= 0
    assert card["x"] + card["width"] <= width
    for target in ("#composer", "#person-switch", "#messages", "#clock-move", "#nav-square", "#place-name"):
        other = page.locator(target).bounding_box()
        assert other is not None, target
        beside = other["x"] + other["width"] <= card["x"] or other["x"] >= card["x"] + card["width"]
        above = other["y"] + other["height"] <= card["y"] or other["y"] >= card["y"] + card["height"]
        assert beside or above, target
