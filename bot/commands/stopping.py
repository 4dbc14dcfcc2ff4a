"""How a command learns that it should end."""

import os
import signal
import sys
import threading


def stop_signal() -> threading.Event:
    """Set by the first SIGTERM or SIGINT; the second one is the system's to handle."""
    stop = threading.Event()

    def ask_to_stop(number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        # Not from here: the signal may come while this very thread holds the event's lock, on its way into wait().
        threading.Thread(target=stop.set, name="stop-signal").start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)
    return stop


def stop_with_parent(stop: threading.Event) -> None:
    """Set `stop` once standard input is closed, as happens however the parent ends."""

    def wait() -> None:
        while os.read(sys.stdin.fileno(), 1024):  # unbuffered: Python cannot end while a thread holds stdin's buffer
            continue
        stop.set()

    threading.Thread(target=wait, name="parent", daemon=True).start()
