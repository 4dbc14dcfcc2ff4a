"""The command line: `python -m bot run | check | migrate | play`."""

import argparse
import os
import sys
from pathlib import Path

from bot.commands import REFUSED
from bot.errors import Refused
from bot.language import in_words, language_of


def main(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit code."""
    chosen = _parser().parse_args(arguments)
    os.umask(0o077)  # what Allstar writes is its owner's alone
    try:
        return _run(chosen)
    except Refused as refused:
        print(f"allstar: {in_words(refused, operators_language())}", file=sys.stderr)
        return REFUSED


def operators_language() -> str:
    """The language of the terminal, where Allstar speaks it."""
    return language_of(os.environ.get("LC_ALL") or os.environ.get("LANG") or "")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Allstar, in a team's Slack.")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="serve the Slack of .env until SIGTERM or Ctrl-C")
    run.add_argument("--with-parent", action="store_true", help="stop, too, when standard input is closed")
    commands.add_parser("check", help="look whether everything is in place, one line each")
    commands.add_parser("migrate", help="bring the tables up to date (run does it too)")
    play = commands.add_parser("play", help="a playground in the browser; needs no Slack account")
    play.add_argument("--port", type=int, default=3999, help="where the playground's page is (0: any free port)")
    play.add_argument("--data", type=Path, default=Path("data/playground"), help="where it keeps its files")
    play.add_argument("--http", action="store_true", help="Slack sends signed requests instead of using Socket Mode")
    return parser


def _run(chosen: argparse.Namespace) -> int:
    """Import only what the command needs: the first page should be there at once."""
    match chosen.command:
        case "run":
            from bot.commands.run import run  # noqa: PLC0415 - see above

            return run(with_parent=chosen.with_parent)
        case "check":
            from bot.check import check  # noqa: PLC0415 - see above

            return check(operators_language())
        case "migrate":
            from bot.commands.migrate import migrate  # noqa: PLC0415 - see above

            return migrate()
        case _:
            from bot.commands.play import play  # noqa: PLC0415 - see above

            return play(chosen.port, chosen.data, "http" if chosen.http else "socket_mode")


if __name__ == "__main__":
    sys.exit(main())
