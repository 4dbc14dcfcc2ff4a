"""A playground for every test; most share one that is emptied in between, for starting one takes time."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_sdk import WebClient

from bot.playground.core import Patience
from bot.playground.server import Playground
from bot.playground.web_api import BOT_TOKEN
from tests.playground.hands import Hands
from tests.playground.socket_app import SocketApp

MANIFEST = Path(__file__).with_name("manifest.yml")
HURRIED = Patience(ack=0.2, redeliver=(0.0, 0.05, 0.05), slow=0.2, bot=2.0, save=0.0, file=0.05)


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    patience = Patience(file=0.05)
    folder = tmp_path_factory.mktemp("playground")
    with Playground(folder, manifest_path=MANIFEST, patience=patience) as playground:
        yield playground


@pytest.fixture
def playground(running: Playground) -> Playground:
    """The shared one, as on its first day."""
    with Hands(running) as hands:
        hands.do("reset")
    return running


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Playground]]:
    """Start a playground of the test's own: hurried, on the same data each time; `without` are scopes."""
    with ExitStack() as stack:

        def starting(*, without: tuple[str, ...] = (), data: Path = tmp_path / "data", **more: Any) -> Playground:
            content = yaml.safe_load(MANIFEST.read_text())
            scopes = content["oauth_config"]["scopes"]
            scopes["bot"] = [scope for scope in scopes["bot"] if scope not in without]
            manifest = tmp_path / "manifest.yml"
            manifest.write_text(yaml.safe_dump(content))
            started = Playground(data, manifest_path=manifest, **{"patience": HURRIED, **more})
            return stack.enter_context(started)

        yield starting


@pytest.fixture
def hands(playground: Playground) -> Iterator[Hands]:
    with Hands(playground) as hands:
        yield hands


@pytest.fixture
def web(playground: Playground) -> WebClient:
    return client_of(playground)


@pytest.fixture
def app(playground: Playground) -> Iterator[SocketApp]:
    """An app that acknowledges everything."""
    with SocketApp(playground) as app:
        yield app


def client_of(playground: Playground) -> WebClient:
    return WebClient(BOT_TOKEN, base_url=playground.api_url, retry_handlers=[])
