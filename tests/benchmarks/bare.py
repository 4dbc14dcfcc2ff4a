"""The floor: a Bolt app with empty listeners, over the same wire."""

import os
import time

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient


def main() -> None:
    """Acknowledge /draft and a press on Approve, and do nothing else."""
    base = os.environ["SLACK_API_URL"]
    known = AuthorizeResult(enterprise_id=None, team_id="TPLAYGROUND", bot_token="xoxb-playground")
    app = App(client=WebClient(base_url=base), authorize=lambda: known, request_verification_enabled=False)
    app.command("/draft")(_acknowledge)
    app.action("approvals.approve")(_acknowledge)
    SocketModeHandler(app, "xapp-playground").connect()  # type: ignore[no-untyped-call] # Bolt's adapter has no types
    while True:
        time.sleep(60)


def _acknowledge(ack: Ack) -> None:
    ack()


if __name__ == "__main__":
    main()
