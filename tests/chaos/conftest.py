"""Shows what was tried, at the end of the run."""

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    rows = [
        (report.nodeid.split("[")[-1].rstrip("]"), *value)
        for report in terminalreporter.stats.get("passed", [])
        for name, value in report.user_properties
        if name == "race"
    ]
    if not rows:
        return
    terminalreporter.section("two at the same moment")
    for where, race, rounds, wins in sorted(rows):
        kinds = "-".join(where.split("-")[:2])
        winners = ", ".join(f"{who} {count}" for who, count in sorted(wins.items()))
        terminalreporter.write_line(f"{kinds:<22} {race:<28} {rounds:>4} rounds: {winners}")
