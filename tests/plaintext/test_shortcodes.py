"""Slack's names of emoji become the emoji; what is custom stays and is named."""

import emoji
import pytest

from bot.plaintext import plain, unknown_emoji

PICTURES = {
    ":tada:": "🎉",
    ":+1:": "👍",
    ":thumbsup:": "👍",
    ":-1:": "👎",
    ":100:": "💯",
    ":slightly_smiling_face:": "🙂",
    ":simple_smile:": "🙂",
    ":hankey:": "💩",
    ":poop:": "💩",
    ":heart:": "❤️",
    ":white_check_mark:": "✅",
    ":e-mail:": "📧",
    ":copyright:": "©️",
    ":one:": "1️⃣",
    ":hash:": "#️⃣",
    ":keycap_star:": "*️⃣",
    ":face_palm:": "🤦",
    ":large_green_circle:": "🟢",
    ":the_horns:": "🤘",
    ":spock-hand:": "🖖",
    ":barely_sunny:": "🌥️",
    # the library has another picture by these names than Slack
    ":egg:": "🥚",
    ":email:": "✉️",
    ":umbrella:": "☂️",
    ":snowman:": "☃️",
    ":satellite:": "🛰️",
    ":beetle:": "🪲",
    ":guardsman:": "💂",
    # people
    ":man-woman-girl-boy:": "👨‍👩‍👧‍👦",
    ":woman-woman-boy:": "👩‍👩‍👦",
    ":man-boy:": "👨‍👦",
    ":man-heart-man:": "👨‍❤️‍👨",
    ":woman-kiss-man:": "👩‍❤️‍💋‍👨",
    ":female-farmer:": "👩‍🌾",
    ":male-factory-worker:": "👨‍🏭",
    ":female-police-officer:": "👮‍♀️",
    ":female_superhero:": "🦸‍♀️",
    ":male-doctor:": "👨‍⚕️",
    ":woman-raising-hand:": "🙋‍♀️",
    ":man-facepalming:": "🤦‍♂️",
    # flags
    ":flag-de:": "🇩🇪",
    ":flag-eu:": "🇪🇺",
    ":de:": "🇩🇪",
    ":flag-england:": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ":rainbow-flag:": "🏳️‍🌈",
    ":pirate_flag:": "🏴‍☠️",
    # skin tones
    ":wave::skin-tone-2:": "👋🏻",
    ":wave::skin-tone-6:": "👋🏿",
    ":point_up::skin-tone-3:": "☝🏼",
    ":female-farmer::skin-tone-4:": "👩🏽‍🌾",
    ":man-heart-man::skin-tone-5:": "👨🏾‍❤️‍👨🏾",
    ":people_holding_hands::skin-tone-3:": "🧑🏼‍🤝‍🧑🏼",
    ":handshake::skin-tone-3:": "🤝🏼",
    ":wave::skin-tone-3": "👋:skin-tone-3",
    ":man-woman-girl::skin-tone-3:": "👨‍👩‍👧🏼",
    ":tada::skin-tone-3:": "🎉🏼",
    ":skin-tone-3:": "🏼",
    ":wave: :skin-tone-3:": "👋 🏼",
    # side by side, and sharing a colon
    ":tada::rocket:": "🎉🚀",
    ":parrot_x:tada:": ":parrot_x🎉",
    ":\uff54\uff41\uff44\uff41:": "🎉",
    "well:tada:done": "well🎉done",
    "&lt;:tada:&gt;": "<🎉>",
    # no emoji
    ":party_parrot:": ":party_parrot:",
    ":flag-zz:": ":flag-zz:",
    ":skin-tone-7:": ":skin-tone-7:",
    ":TADA:": ":TADA:",
    ":tada": ":tada",
    ": tada :": ": tada :",
    "at 10:30:45": "at 10:30:45",
    "::": "::",
    ":boy-man:": ":boy-man:",
    ":man-poodle:": ":man-poodle:",
}


@pytest.mark.parametrize(("text", "picture"), PICTURES.items())
def test_a_name_becomes_its_emoji(text: str, picture: str) -> None:
    assert plain(text) == picture


def test_every_name_of_the_library_is_known() -> None:
    names = {
        name
        for facts in emoji.EMOJI_DATA.values()
        if facts["status"] <= 2
        for name in [facts["en"], *facts.get("alias", [])]
    }
    assert len(names) > 4_000
    assert [name for name in names if plain(name) == name] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (":party_parrot: and :tada:", ["party_parrot"]),
        (":a_b::tada::c+d:", ["a_b", "c+d"]),
        ("(:shipit:), :shipit:!", ["shipit"]),
        ("すごい:よろしく:", ["よろしく"]),
        (":wave::skin-tone-3:", []),
        ("at 10:30:45, :45:", []),
        ("std::vector::x", []),
        ("see:this: one", []),
        ("see :this:one", []),
        ("https://example.org:8080:x", []),
        ("No emoji: here, or: there", []),
        (":NOT_ONE:", []),
        ("", []),
    ],
)
def test_unknown_emoji_are_named(text: str, names: list[str]) -> None:
    assert unknown_emoji(text) == names
    assert unknown_emoji(plain(text)) == names
