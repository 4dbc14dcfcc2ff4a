"""Files by hand: sent along, dropped, filled into a form, shown, and refused."""

import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.stand import JONAS, MARA, Stand, message
from tests.playground.kit import field, modal

pytestmark = pytest.mark.browser

SCRIPT = '<img src=x onerror="window.caught = 1">.png'


def chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


def picture(width: int = 60, height: int = 40) -> bytes:
    """A teal PNG that a browser can draw."""
    rows = (b"\0" + b"\x0b\x6e\x69" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture
def menu(tmp_path: Path) -> Path:
    path = tmp_path / "menu.png"
    path.write_bytes(picture())
    return path


def attach(page: Page, *files: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Attach files").click()
    chooser.value.set_files(list(files))


def test_files_are_sent_along_with_no_words_and_seen_by_the_others(stand: Stand, menu: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("Oat cappuccino")
    mara, jonas = stand.window(MARA), stand.window(JONAS)
    attach(mara, menu, notes)
    expect(mara.get_by_test_id("upload")).to_have_count(2)
    mara.get_by_role("textbox", name="Message #social-team").press("Enter")
    event = stand.hears_event("message")
    assert (event["subtype"], [file["name"] for file in event["files"]]) == ("file_share", ["menu.png", "notes.txt"])
    shown = jonas.get_by_role("log", name="Messages", exact=True).get_by_role("img", name="menu.png")
    expect(shown).to_be_visible()
    assert shown.evaluate("async (one) => (await one.decode(), one.naturalWidth)") == 60
    shown.click()
    expect(jonas.get_by_role("dialog", name="menu.png").get_by_role("img")).to_be_visible()
    jonas.keyboard.press("Escape")
    with jonas.expect_download() as download:
        jonas.get_by_role("link", name="Download notes.txt").click()
    assert Path(download.value.path()).read_text() == "Oat cappuccino"
    expect(mara.get_by_test_id("upload")).to_have_count(0)


def test_a_file_can_be_pasted_and_taken_back(stand: Stand) -> None:
    page = stand.window()
    writing = page.get_by_role("textbox", name="Message #social-team")
    writing.focus()
    page.evaluate(
        """() => {
            const given = new DataTransfer();
            given.items.add(new File(["words"], "pasted.txt", { type: "text/plain" }));
            const event = new ClipboardEvent("paste", { clipboardData: given, bubbles: true, cancelable: true });
            document.activeElement.dispatchEvent(event);
        }"""
    )
    expect(page.get_by_test_id("upload")).to_contain_text("pasted.txt")
    page.get_by_role("button", name="Remove pasted.txt").click()
    expect(page.get_by_test_id("upload")).to_have_count(0)
    writing.fill("Only words")
    writing.press("Enter")
    assert "files" not in stand.hears_event("message")


def test_a_form_takes_files_of_its_types_and_sends_what_slack_sends(stand: Stand, menu: Path, tmp_path: Path) -> None:
    page = stand.window()
    wrong = tmp_path / "notes.txt"
    wrong.write_text("no picture")
    stand.shows(MARA, modal(field("Pictures", "file_input", filetypes=["png", "jpg"], max_files=2)))
    form = page.get_by_role("dialog", name="Form")
    chooser = form.locator("input[type=file]")
    chooser.set_input_files([wrong, menu])
    rows = form.get_by_test_id("upload")
    expect(rows.first).to_contain_text("Only these types fit here: png, jpg")
    form.get_by_role("button", name="Remove notes.txt").click()
    form.get_by_role("button", name="Send").click()
    expect(form).to_have_count(0)
    told: dict[str, Any] = stand.hears("view_submission")["view"]["state"]["values"]["Pictures"]["it"]
    assert told["type"] == "file_input"
    assert [file["name"] for file in told["files"]] == ["menu.png"]


def test_what_was_uploaded_outlives_a_refusal(stand: Stand, menu: Path) -> None:
    page = stand.window()
    stand.shows(MARA, modal(field("Pictures", "file_input"), field("Words")))
    form = page.get_by_role("dialog", name="Form")
    form.locator("input[type=file]").set_input_files(menu)
    form.get_by_role("button", name="Send").click()
    expect(form.get_by_test_id("field-error")).to_have_text("Please fill this in: it is required.")
    expect(form.get_by_test_id("upload")).to_contain_text("menu.png")
    form.get_by_label("Words").fill("Here")
    form.get_by_role("button", name="Send").click()
    expect(form).to_have_count(0)


def test_blocks_show_files_of_the_workspace(stand: Stand) -> None:
    sent = stand.web.files_upload_v2(content=picture(), filename="menu.png", channel="CSOCIAL", alt_txt="Our menu")
    stand.hands.wait_until_idle()
    page = stand.window()
    expect(page.get_by_role("img", name="Our menu")).to_be_visible()
    stand.posts({"type": "image", "slack_file": {"id": sent["file"]["id"]}, "alt_text": "In a block"}, text="A card")
    inside = page.get_by_role("img", name="In a block")
    expect(inside).to_be_visible()
    assert inside.evaluate("async (one) => (await one.decode(), one.naturalWidth)") == 60


def test_script_in_the_names_of_files_is_shown_as_text(stand: Stand) -> None:
    file = stand.hands.uploads(MARA, SCRIPT, picture())["file"]
    stand.says(MARA, "", files=[file["id"]])
    text = stand.hands.uploads(MARA, "<b>bold.txt", b"words")["file"]
    stand.says(MARA, "a card", files=[text["id"]])
    page = stand.window()
    expect(message(page, "a card").get_by_test_id("file")).to_contain_text("<b>bold.txt")
    expect(page.get_by_role("img", name=SCRIPT)).to_be_visible()
    expect(page.locator("[onerror]")).to_have_count(0)
    assert page.evaluate("window.caught") is None
