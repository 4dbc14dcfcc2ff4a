"""The Web API's methods, by name."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.playground.core import Slack
from bot.playground.methods import chat, conversations, files, people, reactions, views
from bot.playground.methods.arguments import Arguments
from bot.playground.slack_error import Json

Answering = Callable[[Slack, Arguments], Json]

ANSWERING: Final[Mapping[str, Answering]] = {
    "apps.connections.open": people.connections_open,
    "auth.test": people.auth_test,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.get_permalink,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "conversations.history": conversations.history,
    "conversations.info": conversations.info,
    "conversations.join": conversations.join,
    "conversations.list": conversations.list_,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_,
    "conversations.replies": conversations.replies,
    "files.completeUploadExternal": files.complete_upload,
    "files.delete": files.delete,
    "files.getUploadURLExternal": files.get_upload_url,
    "files.info": files.info,
    "reactions.add": reactions.add,
    "reactions.get": reactions.get,
    "reactions.remove": reactions.remove,
    "team.info": people.team_info,
    "usergroups.list": people.usergroups_list,
    "usergroups.users.list": people.usergroups_users_list,
    "users.info": people.users_info,
    "users.list": people.users_list,
    "views.open": views.open_,
    "views.publish": views.publish,
    "views.push": views.push,
    "views.update": views.update,
}
