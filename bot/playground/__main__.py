"""`python -m bot.playground --port 3999 --data data/playground`: a Slack to try the bot in."""

import argparse
import sys
from pathlib import Path

from bot.errors import Refused
from bot.playground.server import MANIFEST, serve


def main() -> None:
    """Read the command line and serve until stopped."""
    parser = argparse.ArgumentParser(prog="python -m bot.playground", description=__doc__)
    parser.add_argument("--port", type=int, default=3999, help="where to listen; 0 takes a free port")
    parser.add_argument("--data", type=Path, default=Path("data/playground"), help="where the team is kept")
    parser.add_argument("--manifest", type=Path, default=MANIFEST, help="what the app declares")
    parser.add_argument("--http", action="store_true", help="send signed requests instead of Socket Mode")
    given = parser.parse_args()
    try:
        serve(given.port, given.data, given.manifest, transport="http" if given.http else "socket_mode")
    except Refused as refused:
        sys.exit(str(refused))


if __name__ == "__main__":
    main()
