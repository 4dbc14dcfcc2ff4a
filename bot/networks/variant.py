"""What goes into an adapter."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.models import Network

Secret = Mapping[str, str]
"""What a way out needs to know and nobody else may: the account's opened JSON."""

Frozen = dict[str, Any]
"""A message ready to go, as JSON. It holds no secret, for it is stored in the clear."""

Progress = Mapping[str, Any]
"""What earlier steps of the same delivery left behind."""


@dataclass(frozen=True)
class Variant:
    """A post as one account is to publish it. `post` is the number people say (#42)."""

    post: int
    network: Network
    handle: str
    text: str
