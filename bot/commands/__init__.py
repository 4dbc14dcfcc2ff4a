"""What `python -m bot` can do, one file per command."""

REFUSED = 2
"""Exit code after a sentence that says what to do: starting again without doing it would not help."""

PORT_FILE = "health.port"
"""In DATA_DIR while the bot runs: where its health answers, for the programs beside it."""
