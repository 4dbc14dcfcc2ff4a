"""`python -m bot run`: serve Slack until somebody says stop."""

import logging
import os
import threading
from pathlib import Path

from bot import app, logs, settings, web
from bot.clock import Clock, FileClock, SystemClock
from bot.commands import PORT_FILE
from bot.commands.opening import opened
from bot.commands.stopping import stop_signal, stop_with_parent
from bot.vault import open_vault

STOP_PATIENCE = 25.0
"""Seconds that what is under way has to finish; what does not is taken up again by the next start."""

log = logging.getLogger(__name__)


def run(*, with_parent: bool = False) -> int:
    """Exit code 0 after a stop that was asked for. A second signal ends the process at once."""
    chosen = settings.load()
    logs.configure(chosen.log_level)
    os.environ.pop("SLACK_BOT_TOKEN", None)  # slack_bolt would read it too, and warn that it does not use it
    stop = stop_signal()
    if with_parent:
        stop_with_parent(stop)
    with opened(chosen) as db:
        clock = _clock(chosen)
        bot = app.build(chosen, db, clock, open_vault(chosen.data_dir))
        server = web.serve(chosen.port, bot.status, clock, bot.requests)
        port_file = _write_port(chosen.data_dir, server.port)
        log.info("health is at http://%s:%s/health", web.HOST, server.port)
        try:
            bot.start()
            stop.wait()
        finally:
            _finish(bot)
            server.stop()
            port_file.unlink(missing_ok=True)
    log.info("stopped")
    return 0


def _clock(chosen: settings.Settings) -> Clock:
    return FileClock(chosen.clock_file) if chosen.clock_file else SystemClock()


def _write_port(data_dir: Path, port: int) -> Path:
    """Tell programs beside us where health answers; whole or not at all."""
    path = data_dir / PORT_FILE
    draft = path.with_suffix(".new")
    data_dir.mkdir(parents=True, exist_ok=True)
    draft.write_text(str(port))
    draft.replace(path)
    return path


def _finish(bot: app.Allstar) -> None:
    """Stop the bot; if work under way takes too long, leave it to its leases and go."""
    log.info("stopping")
    stopping = threading.Thread(target=bot.stop, name="stop", daemon=True)
    stopping.start()
    stopping.join(STOP_PATIENCE)
    if stopping.is_alive():
        log.warning("work under way did not end in %s seconds; the next start takes it up", STOP_PATIENCE)
        logging.shutdown()
        os._exit(1)
