"""Typed text as Slack hands it to apps: entities, tokens for people, channels and links, shortcodes for emoji."""

import re
from dataclasses import dataclass
from typing import Final

import emoji

from bot.playground.state import World

LINK: Final = re.compile(r"https?://(?:(?!&[lg]t;)[^\s<>|])+", re.IGNORECASE)
BARE_LINK: Final = re.compile(
    r"(?<![\w.@/-])(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|eu|de|fr|nl|uk)(?:/[^\s<>|]*)?(?![\w.-])"
)
MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
CHANNEL: Final = re.compile(r"#([a-z0-9_-]+)")
SKIN_TONE: Final = re.compile("[\U0001f3fb-\U0001f3ff]")
FLAG: Final = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
BROADCASTS: Final = ("here", "channel", "everyone")
LAST_MARKS: Final = ".,;:!?)'\""


@dataclass(frozen=True, slots=True)
class Writing:
    """How text is turned: commands name people in their tokens, messages ping crowds."""

    world: World
    in_command: bool


def as_slack_sends(text: str, world: World, *, in_command: bool, with_tokens: bool = True) -> str:
    """Turn what a person typed into what the app gets; `with_tokens=False` is a command without should_escape."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if with_tokens:
        escaped = _tokens(escaped, Writing(world, in_command))
    return shortcodes(escaped)


def shortcodes(text: str) -> str:
    """Write every emoji as Slack's `:name:`; skin tones and flags have names of their own."""
    return emoji.replace_emoji(text, _shortcode)


def emoji_names() -> dict[str, str]:
    """Give every emoji by the name that shortcodes() writes; skin tones are left to their rule."""
    plain = (sign for sign in emoji.EMOJI_DATA if SKIN_TONE.search(sign) is None and FLAG.fullmatch(sign) is None)
    qualified = (sign for sign in plain if emoji.EMOJI_DATA[sign]["status"] == emoji.STATUS["fully_qualified"])
    return {shortcodes(sign).strip(":"): sign for sign in qualified}


def _shortcode(sign: str, _known: object) -> str:
    if FLAG.fullmatch(sign):
        return f":flag-{''.join(chr(ord(one) - 0x1F1E6 + ord('a')) for one in sign)}:"
    tone = SKIN_TONE.search(sign)
    name = emoji.demojize(SKIN_TONE.sub("", sign), language="alias")
    return f"{name}:skin-tone-{ord(tone[0]) - 0x1F3F9}:" if tone else name


def _tokens(text: str, writing: Writing) -> str:
    """One walk from left to right, so that nothing inside a link becomes a mention."""
    mention = _mention_pattern(writing.world)
    anything = re.compile(
        "|".join(
            (
                f"(?P<link>{LINK.pattern})",
                f"(?P<mail>{MAIL.pattern})",
                f"(?P<bare>{BARE_LINK.pattern})",
                f"(?P<channel>(?<![\\w&]){CHANNEL.pattern})",
                f"(?P<mention>(?<![\\w.])@(?:{mention})(?![\\w]))",
            )
        ),
        re.IGNORECASE,
    )
    return anything.sub(lambda found: _token(found, writing), text)


def _mention_pattern(world: World) -> str:
    names = {name for person in world.people.values() if not person.deleted for name in (person.name, person.real_name)}
    names |= {group.handle for group in world.usergroups.values()} | set(BROADCASTS)
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _token(found: re.Match[str], writing: Writing) -> str:
    text = found[0]
    if found["link"]:
        link = text.rstrip(LAST_MARKS)
        return f"<{link}>{text[len(link) :]}"
    if found["mail"]:
        return f"<mailto:{text}|{text}>"
    if found["bare"]:
        link = text.rstrip(LAST_MARKS)
        return f"<http://{link}|{link}>{text[len(link) :]}"
    if found["channel"]:
        return _channel_token(text, writing)
    return _mention_token(text, writing)


def _channel_token(text: str, writing: Writing) -> str:
    for channel in writing.world.channels.values():
        if channel.name == text[1:].lower() and channel.dm_with is None:
            return f"<#{channel.id}|{'' if channel.is_private else channel.name}>"
    return text


def _mention_token(text: str, writing: Writing) -> str:
    name = text[1:].lower()
    for person in writing.world.people.values():
        if name in (person.name.lower(), person.real_name.lower()) and not person.deleted:
            return f"<@{person.id}|{person.name}>" if writing.in_command else f"<@{person.id}>"
    for group in writing.world.usergroups.values():
        if group.handle.lower() == name:
            return f"<!subteam^{group.id}|@{group.handle}>" if writing.in_command else f"<!subteam^{group.id}>"
    return f"<!{name}>"
