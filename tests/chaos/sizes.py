"""How much is tried: CI's size, and the full one of `make chaos` (CHAOS=1)."""

import os

IS_FULL = os.environ.get("CHAOS") == "1"

ROUNDS = 500 if IS_FULL else 100
"""Of every race, on each database."""
LIVES = 500 if IS_FULL else 60
"""Lives of a team that the state machine invents, on each database."""
STEPS = 60 if IS_FULL else 40
"""Steps in each life."""
