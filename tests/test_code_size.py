"""Functions that fit a look, files that have one subject."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
LINES_OF_A_FUNCTION = 30
LINES_OF_A_FILE = 250
REVISIONS = ROOT / "bot" / "migrations" / "versions"
"""Lists of tables: cutting them up would make nothing clearer."""


def program() -> list[Path]:
    return [path for folder in ("bot", "handlers") for path in sorted((ROOT / folder).rglob("*.py"))]


def functions() -> Iterator[tuple[str, int]]:
    """Every function and its length, decorators and docstring included."""
    for path in program():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", (node.end_lineno or first) - first + 1


def test_nine_in_ten_functions_have_at_most_thirty_lines() -> None:
    lengths = dict(functions())
    long = {name: length for name, length in lengths.items() if length > LINES_OF_A_FUNCTION}
    assert len(long) <= len(lengths) / 10, long


def test_no_file_has_more_than_two_hundred_and_fifty_lines() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in program() if path.parent != REVISIONS}
    assert {str(path): length for path, length in lengths.items() if length > LINES_OF_A_FILE} == {}
