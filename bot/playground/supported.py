"""What this stand-in supports, as one table. Everything else is refused with Slack's code and named."""

from dataclasses import dataclass
from typing import Final

from bot.playground.form_state import SLOTS

BLOCKS: Final = frozenset(
    {"section", "header", "divider", "context", "actions", "input", "image", "rich_text", "markdown"}
)
ELEMENTS: Final = frozenset({*SLOTS, "button", "overflow", "image"})
INTERACTIONS: Final = frozenset(
    {
        "block_actions",
        "block_suggestion",
        "message_action",
        "shortcut",
        "slash_commands",
        "view_closed",
        "view_submission",
    }
)
EVENTS: Final = frozenset(
    {
        "app_home_opened",
        "app_mention",
        "app_uninstalled",
        "channel_archive",
        "channel_unarchive",
        "file_shared",
        "member_joined_channel",
        "member_left_channel",
        "message.channels",
        "message.groups",
        "message.im",
        "reaction_added",
        "reaction_removed",
        "team_join",
        "tokens_revoked",
        "user_change",
    }
)


@dataclass(frozen=True, slots=True)
class Method:
    """A Web API method: the arguments it takes and the scope it needs, by kind of conversation where that matters."""

    required: frozenset[str]
    optional: frozenset[str]
    scope: str | None = None
    scopes: tuple[tuple[str, str], ...] = ()
    app_token: bool = False


def _method(
    required: str = "", optional: str = "", scope: str | None = None, *, per_kind: str = "", app_token: bool = False
) -> Method:
    """Write a line of the table; `per_kind` is "read" for channels:read, groups:read and im:read."""
    scopes = tuple((kind, f"{kind}:{per_kind}") for kind in ("channels", "groups", "im")) if per_kind else ()
    return Method(frozenset(required.split()), frozenset(optional.split()), scope, scopes, app_token)


POSTING: Final = "text blocks thread_ts metadata parse link_names"
METHODS: Final = {
    "apps.connections.open": _method(app_token=True),
    "auth.test": _method(),
    "chat.delete": _method("channel ts", "", "chat:write"),
    "chat.getPermalink": _method("channel message_ts"),
    "chat.postEphemeral": _method("channel user", POSTING, "chat:write"),
    "chat.postMessage": _method("channel", f"{POSTING} unfurl_links unfurl_media", "chat:write"),
    "chat.update": _method("channel ts", "text blocks metadata parse link_names", "chat:write"),
    "conversations.history": _method(
        "channel", "cursor include_all_metadata inclusive latest limit oldest", per_kind="history"
    ),
    "conversations.info": _method("channel", "include_num_members", per_kind="read"),
    "conversations.join": _method("channel", "", "channels:join"),
    "conversations.list": _method("", "cursor exclude_archived limit types", per_kind="read"),
    "conversations.members": _method("channel", "cursor limit", per_kind="read"),
    "conversations.open": _method("", "channel return_im users", "im:write"),
    "conversations.replies": _method(
        "channel ts", "cursor include_all_metadata inclusive latest limit oldest", per_kind="history"
    ),
    "files.completeUploadExternal": _method(
        "files", "blocks channel_id channels initial_comment thread_ts", "files:write"
    ),
    "files.delete": _method("file", "", "files:write"),
    "files.getUploadURLExternal": _method("filename length", "alt_txt snippet_type", "files:write"),
    "files.info": _method("file", "count cursor limit page", "files:read"),
    "reactions.add": _method("channel name timestamp", "", "reactions:write"),
    "reactions.get": _method("channel timestamp", "full", "reactions:read"),
    "reactions.remove": _method("channel name timestamp", "", "reactions:write"),
    "team.info": _method("", "team", "team:read"),
    "usergroups.list": _method("", "include_count include_disabled include_users", "usergroups:read"),
    "usergroups.users.list": _method("usergroup", "include_disabled", "usergroups:read"),
    "users.info": _method("user", "include_locale", "users:read"),
    "users.list": _method("", "cursor include_locale limit", "users:read"),
    "views.open": _method("view", "trigger_id interactivity_pointer"),
    "views.publish": _method("user_id view", "hash"),
    "views.push": _method("view", "trigger_id interactivity_pointer"),
    "views.update": _method("view", "view_id external_id hash"),
}
