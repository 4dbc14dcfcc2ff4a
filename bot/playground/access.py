"""Who sees what."""

from bot.errors import Refused
from bot.playground.core import Slack
from bot.playground.state import BOT_USER, TEAM_ID, Channel, Message, Person, View, World


def person_called(world: World, user: str) -> Person:
    """Find a person by id."""
    if user not in world.people:
        raise Refused("There is nobody with the id %(user)s.", user=user)
    return world.people[user]


def actor(world: World, user: str, *, force: bool = False) -> Person:
    """Find the person who acts: not a bot and not deactivated, unless a test forces it."""
    person = person_called(world, user)
    if force:
        return person
    if person.deleted:
        raise Refused("%(name)s is deactivated and cannot do anything.", name=person.real_name)
    if person.is_bot:
        raise Refused("%(name)s is a bot: people act here, bots use the API.", name=person.real_name)
    return person


def place(world: World, channel: str) -> Channel:
    """Find a channel or DM by id."""
    if channel not in world.channels:
        raise Refused("There is no channel with the id %(channel)s.", channel=channel)
    return world.channels[channel]


def is_in(person: Person, channel: Channel) -> bool:
    """Whether this person reads along here."""
    return person.id in channel.members


def is_stranger(world: World, person: Person) -> bool:
    """Whether somebody of another organisation is nowhere where the app is."""
    places = (channel.members for channel in world.channels.values())
    return person.team_id != TEAM_ID and not any({person.id, BOT_USER} <= set(members) for members in places)


def place_for(world: World, person: Person, channel_id: str, *, force: bool = False) -> Channel:
    """Find a place this person is in."""
    channel = place(world, channel_id)
    if not force and not is_in(person, channel):
        raise Refused("%(name)s is not in #%(channel)s.", name=person.real_name, channel=channel.name)
    return channel


def sees(person: Person, message: Message) -> bool:
    """Whether a message of a channel they are in is shown to this person."""
    return message.addressee in (None, person.id)


def message_for(channel: Channel, person: Person, ts: str, *, force: bool = False) -> Message:
    """Find a message that this person sees."""
    message = channel.messages.get(ts)
    if message is None or message.tombstone or not (force or sees(person, message)):
        raise Refused("%(name)s does not see that message.", name=person.real_name)
    return message


def view_for(world: World, person: Person, view_id: str, *, force: bool = False) -> View:
    """Find a modal or Home tab on this person's screen."""
    screens = list(world.modals) if force else [person.id]
    for user in screens:
        for view in world.modals.get(user, []):
            if view.id == view_id:
                return view
    home = world.homes.get(person.id)
    if home is not None and home.id == view_id:
        return home
    raise Refused("%(name)s does not see that window any more.", name=person.real_name)


def open_dm(slack: Slack, person: Person) -> Channel:
    """Give the DM between the app and this person; the first time opens it."""
    found = slack.world.dm_of(person.id)
    if found is None:
        found = Channel(
            id=f"D{person.id[1:]}",
            name=person.name,
            members=[person.id, BOT_USER],
            is_private=True,
            dm_with=person.id,
            created=slack.clock.unix(),
        )
        slack.world.channels[found.id] = found
        slack.changes.touch()
    return found
