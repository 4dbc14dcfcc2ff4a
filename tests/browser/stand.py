"""A playground with an app that is not Allstar, and the pages of its people."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Locator, Page, expect
from slack_sdk import WebClient

from bot.playground.server import Playground
from tests.playground.conftest import MANIFEST, client_of
from tests.playground.hands import Hands
from tests.playground.socket_app import SocketApp

Json = dict[str, Any]
WINDOW: Final[Any] = {"width": 1180, "height": 760}
MARA: Final = "UMARA"
JONAS: Final = "UJONAS"


class Stand:
    """`app` gets what Slack sends, `web` is its client; `window()` opens the page as one person."""

    def __init__(self, playground: Playground, app: SocketApp, hands: Hands, browser: Browser) -> None:
        self.playground, self.app, self.hands = playground, app, hands
        self.web: WebClient = client_of(playground)
        self._browser = browser
        self._open = ExitStack()
        self._thrown: list[str] = []

    def window(self, who: str = MARA, place: str = "CSOCIAL", **context: Any) -> Page:
        """Open the page in a window of its own."""
        made = self._browser.new_context(viewport=WINDOW, locale="en-GB", timezone_id="Europe/Berlin", **context)
        self._open.callback(made.close)
        made.set_default_timeout(15_000)
        page = made.new_page()
        page.on("pageerror", lambda error: self._thrown.append(str(error)))
        page.goto(f"{self.playground.url}#{who}/{place}")
        expect(page.locator("body.ready")).to_be_attached()
        return page

    def says(self, who: str, text: str, channel: str = "CSOCIAL", **more: Any) -> str:
        """Write as a person, without the page; gives the message's ts."""
        assert self.hands.types(who, text, channel, **more)["ok"]
        return str(self.hands.messages(who, channel)[-1]["ts"])

    def posts(self, *blocks: Json, text: str = "Hello", **more: Any) -> str:
        """Post as the app; gives the message's ts."""
        return str(self.web.chat_postMessage(channel="CSOCIAL", text=text, blocks=list(blocks), **more)["ts"])

    def shows(self, who: str, modal: Json) -> None:
        """Open a modal for a person through a command."""
        self.answers("slash_commands", lambda body: self.web.views_open(trigger_id=body["trigger_id"], view=modal))
        assert self.hands.types(who, "/do")["ok"]
        while self.app.next()["type"] != "slash_commands":
            pass
        self.app.answers = lambda _: None

    def answers(self, kind: str, answer: Callable[[Json], object]) -> None:
        """Let the app do something with the envelopes of one type; what it gives is no payload."""

        def acknowledge(envelope: Json) -> None:
            if envelope["type"] == kind:
                answer(envelope["payload"])

        self.app.answers = acknowledge

    def hears(self, kind: str) -> Json:
        """The next payload of this type that came to the app."""
        while True:
            payload = self.app.payload()
            if payload.get("type") == kind:
                return payload

    def hears_event(self, kind: str) -> Json:
        """The next event of this type that came to the app."""
        while True:
            event: Json = self.app.payload().get("event", {})
            if event.get("type") == kind:
                return event

    def close(self) -> None:
        """Close the windows; a script that threw anything fails the test."""
        self._open.close()
        assert self._thrown == []


@contextmanager
def standing(folder: Path, browser: Browser) -> Iterator[Stand]:
    """Start a playground of one's own with an app that acknowledges everything."""
    with (
        Playground(folder / "playground", manifest_path=MANIFEST) as playground,
        SocketApp(playground) as app,
        Hands(playground) as hands,
    ):
        stand = Stand(playground, app, hands, browser)
        yield stand
        stand.close()


def message(page: Page, text: str) -> Locator:
    """A message of the channel that holds this text."""
    return page.get_by_role("log", name="Messages", exact=True).get_by_role("article").filter(has_text=text)


def choose(page: Page, message: Locator, entry: str) -> None:
    """Choose in the menu of a message."""
    message.hover()
    message.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name=entry).click()
