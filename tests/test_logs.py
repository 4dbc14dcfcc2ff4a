import logging
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import RedactingFormatter, redact

SAFE = "abcdefghijklmnopqrstuvwxyz0123456789"
SECRETS = [
    "xoxb-1234-canary",
    "xoxe.xoxb-1-canary",
    "xoxp-canary",
    "xapp-1-A0-canary",
    "whsec_canary+/canary==",
    "Authorization: Bearer canary",
    "{'Authorization': 'Bearer canary'}",
    "https://hooks.slack.com/commands/T1/2/canary",
    "https://hooks.slack.com/actions/T1/2/canary",
    "http://127.0.0.1:3999/response/canary",
    "https://example.com/api/webhooks/1/canary",
    "http://127.0.0.1:3999/square/hook/canary",
    "wss://wss-primary.slack.com/link/?ticket=canary&app_id=1",
    "http://127.0.0.1:3999/?token=canary",
    "postgresql+psycopg://me:canary@db.example.com/allstar",
]


@pytest.mark.parametrize("text", SECRETS)
def test_no_secret_gets_into_a_line(text: str) -> None:
    assert "canary" not in redact(f"calling {text} failed")


@given(st.sampled_from(SECRETS), st.text(SAFE, min_size=1, max_size=200), st.text(), st.text())
def test_nor_does_any_other_secret_of_its_kind(text: str, secret: str, before: str, after: str) -> None:
    line = redact(f"{before} {text.replace('canary', f'canary{secret}')} {after}")
    assert f"canary{secret}" not in line


def test_the_rest_of_a_line_is_kept() -> None:
    assert (
        redact("POST https://hooks.slack.com/actions/T1/2/canary gave 404")
        == "POST https://hooks.slack.com/••• gave 404"
    )
    assert redact("serving Acme at http://127.0.0.1:3100/health") == "serving Acme at http://127.0.0.1:3100/health"


def test_a_traceback_is_redacted_too() -> None:
    try:
        int("xoxb-1-canary")
    except ValueError:
        record = logging.LogRecord("bot", logging.ERROR, "", 0, "%s", ("whsec_canary",), sys.exc_info())
    line = RedactingFormatter().format(record)
    assert "Traceback" in line
    assert "canary" not in line


@pytest.mark.parametrize("thread", ["", "import threading; threading.Thread(target=fail).start()"])
def test_what_nobody_catches_is_logged_without_secrets(thread: str) -> None:
    program = f"""
from bot.logs import configure
configure("INFO")
def fail():
    raise RuntimeError("xoxb-1-" + "canary")
{thread or "fail()"}
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "nobody expected this" in done.stderr
    assert "RuntimeError: xoxb-•••" in done.stderr


def test_libraries_never_log_bodies_even_at_debug() -> None:
    program = """
import logging
from bot.logs import configure
configure("DEBUG")
bolt = logging.getLogger("slack_bolt.App")
bolt.setLevel("DEBUG")  # as Bolt does itself
bolt.debug("body: everything")
logging.getLogger("slack_sdk.web").debug("body: everything")
logging.getLogger("bot.app").debug("ours")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "ours" in done.stderr
    assert "everything" not in done.stderr
