"""What Slack must allow us: one table from what the code uses to the scopes it needs.

Sources: docs.slack.dev/reference/methods and /reference/events. manifest.yml asks for exactly
these (tests/test_manifest.py), and `python -m bot check` compares them with what was granted.
"""

CHANNELS = ("channels", "groups")
"""Public and private channels: the only conversations we ask about by id."""
CONVERSATIONS = (*CHANNELS, "im")

METHOD_SCOPES: dict[str, frozenset[str]] = {
    "apps.connections.open": frozenset(),  # the app-level token's connections:write
    "auth.test": frozenset(),
    "chat.postMessage": frozenset({"chat:write"}),
    "chat.update": frozenset({"chat:write"}),
    "conversations.history": frozenset(f"{kind}:history" for kind in CONVERSATIONS),
    "conversations.info": frozenset(f"{kind}:read" for kind in CHANNELS),
    "conversations.join": frozenset({"channels:join"}),
    "conversations.members": frozenset(f"{kind}:read" for kind in CHANNELS),
    "conversations.open": frozenset({"im:write"}),
    "users.info": frozenset({"users:read"}),
    "views.open": frozenset(),
    "views.publish": frozenset(),
}
"""Every Web API method that the bot calls."""

EVENT_SCOPES: dict[str, frozenset[str]] = {
    "app_home_opened": frozenset(),
    "app_uninstalled": frozenset(),
    "tokens_revoked": frozenset(),
    "user_change": frozenset({"users:read"}),
}
"""Every event that the bot listens to."""

COMMAND_SCOPES = frozenset({"commands"})
"""For slash commands and shortcuts."""


def needed() -> frozenset[str]:
    """Every scope that the bot's token must have."""
    return COMMAND_SCOPES.union(*METHOD_SCOPES.values(), *EVENT_SCOPES.values())
