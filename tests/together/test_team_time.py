"""Team time stands still while posts really leave for another machine."""

import httpx

from tests.world.person import Person
from tests.world.teams import set_up, square_account
from tests.world.world import World

AWAY = "https://hooks.example.com/allstar/s3cr3t-path?key=s3cr3t-query"
WHY = (
    "The time cannot be moved here: an account of this team really publishes at hooks.example.com, "
    "and its posts would go out early."
)


def connects(world: World, manager: Person, address: str) -> None:
    account = square_account(world, "@real") | {"Webhook address": address}
    manager.types("/allstar setup").fills(account).submits().closes()


def test_an_account_beyond_this_machine_stops_the_time_and_the_page_says_why(world: World, manager: Person) -> None:
    set_up(world, manager)
    assert world.control.get("world")["clock"] == {"movable": True, "why": None}
    connects(world, manager, AWAY)
    before = world.now()
    answer = world.control.post("time", text="+1 day", zone=world.zone)
    assert answer == {"ok": False, "error": WHY}
    assert (world.now() - before).total_seconds() < 600
    assert world.control.get("world")["clock"] == {"movable": False, "why": WHY}
    connects(world, manager, f"{world.playground.origin}/square/hook/real")
    world.until("the page says that time can be moved", lambda: world.control.get("world")["clock"]["movable"])
    world.time("+1 day")


def test_the_page_learns_by_itself_that_time_stands(world: World, manager: Person) -> None:
    set_up(world, manager)
    connects(world, manager, AWAY)
    world.until("the page says why", lambda: world.control.get("world")["clock"]["why"] == WHY)


def test_health_names_hosts_and_no_secret_of_an_address(world: World, manager: Person) -> None:
    set_up(world, manager)
    connects(world, manager, AWAY)
    said = httpx.get(str(world.playground.slack.health_url), trust_env=False).raise_for_status()
    assert said.json()["outside_hosts"] == ["hooks.example.com"]
    assert "s3cr3t" not in said.text
