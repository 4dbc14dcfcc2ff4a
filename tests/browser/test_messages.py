"""Messages by clicking: threads, links, what the reader sees of the app's pictures, and whose eyes see what."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.stand import JONAS, MARA, Stand, choose, message
from tests.playground.kit import modal, section

pytestmark = pytest.mark.browser

SCRIPT = '<img src=x onerror="window.caught = 1">'
NEW_YEAR = 1798763400
"""1 January 2027, 0:30 in London."""

OTHER_HOST = "https://pictures.example.com/menu.png"


def test_a_thread_opens_beside_the_channel_and_takes_replies(stand: Stand) -> None:
    ts = stand.says(JONAS, "Who brings cake?")
    page = stand.window()
    choose(page, message(page, "Who brings cake?"), "Reply in the thread")
    reply = page.get_by_role("textbox", name="Reply in the thread")
    expect(reply).to_be_focused()
    reply.fill("I do")
    reply.press("Enter")
    thread = page.get_by_role("region", name="Thread")
    expect(thread.get_by_role("article")).to_have_text([re.compile("Who brings cake"), re.compile("I do")])
    event = stand.hears_event("message")
    while event["text"] != "I do":
        event = stand.hears_event("message")
    assert event["thread_ts"] == ts
    expect(message(page, "I do")).to_have_count(0)
    reply.press("Escape")
    expect(thread).to_be_hidden()
    line = message(page, "Who brings cake?").get_by_role("button", name=re.compile("Replies: 1"))
    line.click()
    expect(thread.get_by_role("article")).to_have_count(2)


def test_commands_are_refused_in_threads(stand: Stand) -> None:
    stand.says(JONAS, "Who brings cake?")
    page = stand.window()
    choose(page, message(page, "Who brings cake?"), "Reply in the thread")
    reply = page.get_by_role("textbox", name="Reply in the thread")
    reply.fill("/do it")
    reply.press("Enter")
    refusal = "/do does not work in threads. Write it in the channel."
    expect(page.get_by_test_id("thread-notice")).to_have_text(refusal)
    expect(reply).to_have_value("/do it")


def test_a_copied_link_to_a_reply_opens_its_thread(stand: Stand) -> None:
    ts = stand.says(JONAS, "Who brings cake?")
    stand.says(MARA, "I do", thread_ts=ts)
    page = stand.window(permissions=["clipboard-read", "clipboard-write"])
    message(page, "Who brings cake?").get_by_test_id("thread-line").click()
    thread = page.get_by_role("region", name="Thread")
    choose(page, thread.get_by_role("article").filter(has_text="I do"), "Copy the link")
    address = page.evaluate("navigator.clipboard.readText()")
    token = stand.playground.token
    page.goto(f"{address}?token={token}")
    expect(thread.get_by_role("article").filter(has_text="I do")).to_be_focused()


def test_the_arrow_keys_walk_through_messages_and_enter_opens_their_menu(stand: Stand) -> None:
    stand.says(JONAS, "First")
    stand.says(MARA, "Second")
    page = stand.window()
    expect(page.get_by_role("textbox", name="#social-team")).to_be_focused()  # the page has settled
    page.get_by_role("log", name="Messages", exact=True).focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(message(page, "First")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Reply in the thread")).to_be_visible()
    page.keyboard.press("Escape")
    expect(message(page, "First").get_by_role("button", name="More actions")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(message(page, "First").get_by_role("button", name="Add a reaction")).to_be_focused()


def test_pictures_of_other_hosts_are_fetched_only_when_asked_for(stand: Stand) -> None:
    page = stand.window()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("https://**", lambda route: route.abort())
    stand.posts({"type": "image", "image_url": OTHER_HOST, "alt_text": "Our menu"})
    card = page.get_by_role("button", name="Our menu. Show the picture from pictures.example.com")
    expect(card).to_be_visible()
    assert OTHER_HOST not in asked
    with page.expect_request(OTHER_HOST):
        card.click()
    expect(page.get_by_role("img", name="Our menu")).to_be_visible()


def test_two_people_in_two_windows_see_only_what_is_theirs(stand: Stand) -> None:
    mara, jonas = stand.window(MARA), stand.window(JONAS)
    stand.says(MARA, "Good morning")
    stand.web.chat_postEphemeral(channel="CSOCIAL", user=MARA, text="Only for Mara")
    direct = stand.web.conversations_open(users=JONAS)["channel"]["id"]
    stand.web.chat_postMessage(channel=direct, text="Only for Jonas")
    stand.hands.do("channels", name="secret", is_private=True, members=[MARA])
    stand.shows(MARA, modal(section("Only hers")))
    expect(message(mara, "Only for Mara")).to_contain_text("Only visible to you")
    expect(message(jonas, "Good morning")).to_be_visible()
    expect(message(jonas, "Only for Mara")).to_have_count(0)
    expect(mara.get_by_role("dialog", name="Form")).to_be_visible()
    expect(jonas.get_by_role("dialog")).to_have_count(0)
    assert "secret" in places(mara)
    assert "secret" not in places(jonas)
    jonas.get_by_test_id("nav-dm").click()
    expect(message(jonas, "Only for Jonas")).to_be_visible()
    mara.get_by_role("button", name="Dismiss").click()
    mara.get_by_test_id("nav-dm").click()
    expect(message(mara, "Only for Jonas")).to_have_count(0)


def places(page: Page) -> set[str]:
    return set(page.locator("#nav-channels .place-name").all_inner_texts())


def test_mrkdwn_is_read_as_slack_reads_it(stand: Stand) -> None:
    text = (
        "*bold* _italic_ ~gone~ `a*b*c` snake_case_name 2*3* 4 :tada: <https://example.com/a_b|a link>\n"
        "> quoted\n• first\n• second\n```x = 1\n*y*```\n<@UJONAS> <#CSALES> <!here> &lt;b&gt; "
        f"<!date^{NEW_YEAR}^{{date_short}} {{time}}|soon>"
    )
    stand.posts({"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}})
    page = stand.window()
    shown = message(page, "bold").locator(".text")
    marks = {tag: shown.locator(tag).all_inner_texts() for tag in ("strong", "em", "s", "code", "pre", "blockquote")}
    assert marks == {
        "strong": ["bold"],
        "em": ["italic"],
        "s": ["gone"],
        "code": ["a*b*c"],
        "pre": ["x = 1\n*y*"],
        "blockquote": ["quoted"],
    }
    expect(shown).to_contain_text("snake_case_name 2*3* 4 🎉 a link")
    expect(shown.get_by_role("link", name="a link")).to_have_attribute("href", "https://example.com/a_b")
    assert shown.locator(".mention").all_inner_texts() == ["@Jonas Weber", "#sales", "@here"]
    expect(shown).to_contain_text("<b>")
    assert stand.hands.get("world")["people"][0]["zone"] == "Europe/Berlin"
    expect(shown.locator("time")).to_have_text(re.compile("Jan.* 2027.* 01:30"))


def test_script_in_names_and_texts_is_shown_as_text(stand: Stand) -> None:
    eve = stand.hands.do("people", name=SCRIPT, channels=["CSOCIAL"])["id"]
    stand.says(eve, f"plain {SCRIPT}")
    ts = stand.posts(
        section(f"marked {SCRIPT} <javascript:window.caught=1|press> <@UMARA|{SCRIPT}> `{SCRIPT}`"),
        {"type": "markdown", "text": f"down {SCRIPT} [press](javascript:window.caught=1)"},
        {"type": "image", "image_url": "javascript:window.caught=1", "alt_text": f"alt {SCRIPT}"},
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": f"rich {SCRIPT}"},
                        {"type": "link", "url": "javascript:window.caught=1", "text": "press"},
                    ],
                }
            ],
        },
    )
    stand.says(eve, SCRIPT, thread_ts=ts)
    page = stand.window()
    page.get_by_test_id("thread-line").click()
    thread = page.get_by_role("region", name="Thread")
    for start in ("marked", "down", "rich"):
        expect(thread).to_contain_text(f"{start} {SCRIPT}")
    expect(message(page, "plain")).to_contain_text(SCRIPT)
    expect(thread.get_by_role("article").last.locator(".message-name")).to_have_text(SCRIPT)
    expect(page.locator("[onerror], a[href^=javascript]")).to_have_count(0)
    assert page.evaluate("window.caught") is None
