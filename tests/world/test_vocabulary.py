"""The words of tests beyond forms and buttons, tried on an app that is not Allstar."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest
from slack_sdk import WebClient
from sqlmodel import Session

from tests.playground.conftest import MANIFEST, client_of
from tests.playground.kit import PNG, field, modal
from tests.playground.socket_app import SocketApp
from tests.world.world import World


class BareWorld(World):
    """A playground and an app that acknowledges everything."""

    manifest = MANIFEST

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._open = ExitStack()
        self.app = self._open.enter_context(SocketApp(self.playground))

    @property
    def web(self) -> WebClient:
        return client_of(self.playground)

    def is_calm(self) -> bool:
        return self.slack_is_idle()

    def rows(self) -> AbstractContextManager[Session]:
        raise NotImplementedError

    def log(self) -> str:
        return ""

    def stop(self) -> None:
        self._open.close()
        self.control.close()
        self.playground.stop()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BareWorld]:
    world = BareWorld(tmp_path_factory.mktemp("bare"))
    yield world
    world.stop()


@pytest.fixture
def world(shared: BareWorld) -> BareWorld:
    shared.control.post("reset")
    while not shared.app.nothing_came():
        shared.app.next()
    return shared


def test_a_picture_goes_through_a_form_and_into_a_channel(world: BareWorld, tmp_path: Path) -> None:
    mara = world.person("Mara")
    (tmp_path / "menu.png").write_bytes(PNG)
    mara.shortcut("Start it")
    pictures = field("Pictures", "file_input", max_files=2)
    world.web.views_open(trigger_id=world.app.payload()["trigger_id"], view=modal(pictures, field("Words")))
    mara.uploads(tmp_path / "menu.png", "Pictures").uploads(tmp_path / "menu.png", "Pictures")
    mara.fills({"Words": "hello"}).submits()
    values = world.app.payload()["view"]["state"]["values"]
    assert [file["name"] for file in values["Pictures"]["it"]["files"]] == ["menu.png", "menu.png"]
    assert values["Words"]["it"]["value"] == "hello"
    mara.uploads(tmp_path / "menu.png")
    world.person("Tom").sees_picture("menu.png")
    with pytest.raises(AssertionError, match=r"should see the picture “other”(.|\n)*picture: menu.png"):
        world.person("Tom").sees_picture("other")


def test_a_file_of_the_app_is_a_picture_as_soon_as_slack_has_looked(world: BareWorld) -> None:
    world.web.files_upload_v2(channel="CSOCIAL", content=PNG, filename="a.png", alt_txt="rising reach")
    world.person("Tom").sees_picture("rising reach")


def test_reactions_and_answers_belong_to_a_message(world: BareWorld) -> None:
    tom = world.person("Tom").types("hello").reacts(":tada:", on="hello")
    world.person("Mara").reacts("tada", on="hello").types_in_thread("hi Tom", on="hello")
    message = tom.message("hello")
    assert message.reactions == {"tada": 2}
    assert tom.message("hi Tom").raw["thread_ts"] == message.ts
    assert tom.takes_back("tada", on=message).message("hello").reactions == {"tada": 1}
    with pytest.raises(AssertionError, match="should see a message"):
        tom.reacts("tada", on="nothing of the kind")


def test_a_shortcut_is_used_on_a_message(world: BareWorld) -> None:
    world.person("Tom").types("keep this").shortcut("Keep it", on="keep this")
    assert world.app.event()["text"] == "keep this"
    assert world.app.payload()["message"]["text"] == "keep this"
    with pytest.raises(AssertionError, match="no global shortcut"):
        world.person("Tom").shortcut("Keep it")


def test_people_come_and_go(world: BareWorld) -> None:
    rita = world.add_person("Rita Moss")
    rita.joins("sales").types("here I am", in_="sales")
    world.person("Tom").sees("here I am")
    rita.leaves("sales").does_not_see("here I am")
    with pytest.raises(AssertionError, match="is not in"):
        rita.leaves("sales")
