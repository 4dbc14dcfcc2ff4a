"""The team that every playground starts with."""

from bot.playground.state import BOT_USER, SLACKBOT, Channel, Person, UserGroup, World

PEOPLE = (
    Person("UMARA", "mara", "Mara Lindt", "Social media manager", "Europe/Berlin", "en-GB", is_admin=True),
    Person("UJONAS", "jonas", "Jonas Weber", "Content creator", "Europe/Berlin", "en-GB"),
    Person("UAIKO", "aiko", "Aiko Tanaka", "Data analyst", "Asia/Tokyo", "en-GB"),
    Person("UCAMILLE", "camille", "Camille Laurent", "Community manager", "Europe/Paris", "fr-FR"),
    Person("UTOM", "tom", "Tom Brandt", "Paid media specialist", "America/New_York", "en-US"),
    Person("UNOOR", "noor", "Noor Visser", "Intern", "Europe/Amsterdam", "en-GB", is_guest=True),
)


def seeded(now: int, bot_name: str) -> World:
    """A fresh workspace at `now` (Unix seconds); the app's user is called `bot_name`."""
    people = [
        *(Person(*(getattr(one, name) for name in Person.__slots__)) for one in PEOPLE),
        Person(BOT_USER, bot_name.lower(), bot_name, "App", "UTC", "en-US", is_bot=True),
        Person(SLACKBOT, "slackbot", "Slackbot", "", "UTC", "en-US"),
    ]
    for person in people:
        person.updated = now
    everybody = [person.id for person in PEOPLE]
    channels = (
        Channel("CSOCIAL", "social-team", [*everybody, BOT_USER], created=now),
        Channel("CGENERAL", "general", list(everybody), created=now),
        Channel("CSALES", "sales", ["UMARA", "UTOM"], created=now),
        Channel("CCARE", "customer-care", ["UMARA", "UCAMILLE"], created=now),
    )
    approvers = UserGroup("SAPPROVERS", "approvers", "Approvers", ["UMARA", "UCAMILLE"])
    return World(
        people={person.id: person for person in people},
        channels={channel.id: channel for channel in channels},
        usergroups={approvers.id: approvers},
    )
