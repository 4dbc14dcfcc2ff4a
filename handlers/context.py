"""What listeners are given besides Bolt's own arguments."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.home import Home
from bot.models import Way
from bot.networks import Adapter
from bot.vault import Vault

Body = Mapping[str, Any]
"""A payload of Slack's, whole."""


@dataclass(frozen=True)
class Services:
    """What was assembled once and is shared by all listeners."""

    home: Home
    vault: Vault
    adapters: Mapping[Way, Adapter]
    later: Callable[..., object]
    """Runs a function with its arguments on one of the listeners' threads."""
