"""How lean the playground is: how soon its page is there, what it costs while nobody does anything, what it keeps."""

import os
import re
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import httpx
from slack_sdk import WebClient

from tests.benchmarks.stand import memory, playground

MOST_SECONDS = 2.0
"""From the start of the program to the last byte that the page needs."""
MOST_CPU = 1.0
"""Percent of a core, with three pages open and nobody at work."""
MOST_GROWTH = 20.0
"""MiB that the second half of a day's traffic adds to the first."""
IDLE_SECONDS = 20.0
CALLS = 4_000
PEOPLE = ("UMARA", "UJONAS", "UAIKO")
BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "What a card says. " * 40, "verbatim": True}}]


def main() -> bool:
    """Measure and tell; False if a bound is broken."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        with playground(Path(folder)) as (url, token, process), _client(url, token) as http:
            _load_page(http, token)
            seconds = time.perf_counter() - began
            cpu = _idle(http, process)
            slack = WebClient("xoxb-playground", f"{url}/api/")
            first, second = (_after_calls(slack, process) for _ in range(2))
    print(f"playground: page loaded {seconds:.2f} s after the start (bound {MOST_SECONDS:.0f})")
    print(f"idle with {len(PEOPLE)} pages open: {cpu:.2f} % of a core (bound {MOST_CPU:.0f})")
    print(f"memory after {CALLS} calls: {first:.0f} MiB, after as many more: {second:.0f} (bound +{MOST_GROWTH:.0f})")
    return seconds <= MOST_SECONDS and cpu <= MOST_CPU and second - first <= MOST_GROWTH


def _client(url: str, token: str) -> httpx.Client:
    return httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=30, trust_env=False)


def _load_page(http: httpx.Client, token: str) -> None:
    """Ask for everything that a browser asks for before it can paint the channel."""
    page = http.get("/", params={"token": token}).raise_for_status().text
    todo = set(re.findall(r"/static/[\w.-]+", page))
    done: set[str] = set()
    while todo - done:
        path = (todo - done).pop()
        found = http.get(path).raise_for_status().text
        done.add(path)
        todo |= {f"/static/{name}" for name in re.findall(r"from \"\./([\w.-]+)\"", found)}
    for path in ("/control/world", "/control/view?as=UMARA", "/control/traffic"):
        http.get(path).raise_for_status()


def _idle(http: httpx.Client, process: int) -> float:
    """Give the share of a core that it takes while pages are open and nothing happens."""
    with ExitStack() as pages:
        for _ in PEOPLE:
            pages.enter_context(http.stream("GET", "/control/stream"))
        time.sleep(2)
        before, began = _ticks(process), time.perf_counter()
        time.sleep(IDLE_SECONDS)
        used = (_ticks(process) - before) / os.sysconf("SC_CLK_TCK")
        return 100 * used / (time.perf_counter() - began)


def _ticks(process: int) -> int:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _after_calls(slack: WebClient, process: int) -> float:
    for number in range(CALLS):
        slack.chat_postMessage(channel="CSOCIAL", text=f"message {number}", blocks=BLOCKS)
    return memory(process)
