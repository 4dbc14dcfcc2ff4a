"""Slack's `:names:` of emoji to the emoji themselves. Custom emoji have no Unicode and stay.

Most names are known to the `emoji` library. What it lacks follows rules (flags, skin tones, people by
gender, families) or stands in the table below.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

import emoji
import regex

LONGEST = 100  # what is longer would only fill the cache
TONE = re.compile(r"skin-tone-([2-6])")
FLAG = re.compile(r"flag-([a-z]{2})")
TAKES_TONE = regex.compile(r"((?!(?<=\u200D)🤝)\p{Emoji_Modifier_Base})\uFE0F?")  # hands between two people do not
# A run of names that stands free: "10:30:45" and "std::vector::x" name no emoji.
RUN = re.compile(r"(?<![A-Za-z0-9_:])(?::[\w'+-]+:)+(?![A-Za-z0-9_:])")
JOINER = "\u200d"
PEOPLE = {"man": "👨", "woman": "👩", "girl": "👧", "boy": "👦"}
BETWEEN = {"heart": "❤️", "kiss": f"❤️{JOINER}💋"}
GENDERS = (("male-", "man_"), ("female-", "woman_"), ("male_", "man_"), ("female_", "woman_"))
SUBDIVISIONS = {"flag-england": "England", "flag-scotland": "Scotland", "flag-wales": "Wales"}

# Slack's name -> the library's, where it lacks Slack's or means another picture by it.
ELSEWHERE: Final = SUBDIVISIONS | {
    "barely_sunny": "sun_behind_large_cloud",
    "beetle": "🪲",
    "bride_with_veil": "👰",
    "drum_with_drumsticks": "drum",
    "egg": "🥚",
    "eject": "eject_symbol",
    "email": "✉️",
    "face_palm": "facepalm",
    "face_with_cowboy_hat": "cowboy_hat_face",
    "face_with_finger_covering_closed_lips": "shushing_face",
    "face_with_one_eyebrow_raised": "raised_eyebrow",
    "face_with_open_mouth_vomiting": "vomiting_face",
    "female-doctor": "woman_health_worker",
    "fencer": "person_fencing",
    "first_place_medal": "1st_place_medal",
    "giraffe_face": "giraffe",
    "grinning_face_with_one_large_and_one_small_eye": "zany_face",
    "grinning_face_with_star_eyes": "star_struck",
    "guardsman": "💂",
    "hand_with_index_and_middle_fingers_crossed": "crossed_fingers",
    "handball": "person_playing_handball",
    "i_love_you_hand_sign": "love_you_gesture",
    "juggling": "person_juggling",
    "keycap_star": "keycap_*",
    "kiwifruit": "kiwi_fruit",
    "knife_fork_plate": "plate_with_cutlery",
    "ladybug": "🐞",
    "large_blue_square": "blue_square",
    "large_brown_circle": "brown_circle",
    "large_brown_square": "brown_square",
    "large_green_circle": "green_circle",
    "large_green_square": "green_square",
    "large_orange_circle": "orange_circle",
    "large_orange_square": "orange_square",
    "large_purple_circle": "purple_circle",
    "large_purple_square": "purple_square",
    "large_red_square": "red_square",
    "large_yellow_circle": "yellow_circle",
    "large_yellow_square": "yellow_square",
    "lightning": "cloud_with_lightning",
    "lightning_cloud": "cloud_with_lightning",
    "male-doctor": "man_health_worker",
    "man-with-bunny-ears-partying": "men_with_bunny_ears",
    "man-wrestling": "men_wrestling",
    "man_and_woman_holding_hands": "couple",
    "man_with_beard": "man_beard",
    "man_with_turban": "👳",
    "mate_drink": "mate",
    "medal": "military_medal",
    "men-with-bunny-ears-partying": "men_with_bunny_ears",
    "mostly_sunny": "sun_behind_small_cloud",
    "mother_christmas": "mrs_claus",
    "octagonal_sign": "stop_sign",
    "ok_woman": "🙆",
    "partly_sunny_rain": "sun_behind_rain_cloud",
    "person_doing_cartwheel": "person_cartwheeling",
    "person_with_headscarf": "woman_with_headscarf",
    "rain_cloud": "cloud_with_rain",
    "satellite": "🛰️",
    "scooter": "kick_scooter",
    "second_place_medal": "2nd_place_medal",
    "serious_face_with_symbols_covering_mouth": "cursing_face",
    "shocked_face_with_exploding_head": "exploding_head",
    "shopping_trolley": "shopping_cart",
    "simple_smile": "slightly_smiling_face",
    "smiling_face_with_3_hearts": "smiling_face_with_three_hearts",
    "smiling_face_with_smiling_eyes_and_hand_covering_mouth": "hand_over_mouth",
    "snow_cloud": "cloud_with_snow",
    "snowman": "☃️",
    "spock-hand": "vulcan_salute",
    "staff_of_aesculapius": "medical_symbol",
    "sun_behind_cloud": "🌥️",
    "sun_small_cloud": "sun_behind_small_cloud",
    "the_horns": "sign_of_the_horns",
    "third_place_medal": "3rd_place_medal",
    "tornado_cloud": "tornado",
    "umbrella": "☂️",
    "woman-with-bunny-ears-partying": "women_with_bunny_ears",
    "woman-wrestling": "women_wrestling",
    "woman_with_beard": "woman_beard",
    "womans_flat_shoe": "flat_shoe",
    "women-with-bunny-ears-partying": "women_with_bunny_ears",
    "wrestlers": "people_wrestling",
    "zebra_face": "zebra",
    **{f"{hair}_haired_person": f"person_{hair}_hair" for hair in ("red", "curly", "white")},
    "bald_person": "person_bald",
}


def emojized(text: str) -> str:
    """`text` with every standard `:name:` as its emoji, also where two names share a colon."""
    parts = text.split(":")
    done = [parts[0]]
    place = 1
    while place < len(parts):  # a colon stands before parts[place]
        closed = place + 1 < len(parts)
        picture = standard(parts[place]) if closed else None
        if picture is None:
            done.append(f":{parts[place]}")
            place += 1
            continue
        toned = parts[place + 1 : place + 2] == [""] and place + 3 < len(parts) and TONE.fullmatch(parts[place + 2])
        if toned:
            picture = _toned(picture, toned[0])
            place += 2
        done += [picture, parts[place + 1]]
        place += 2
    return "".join(done)


def unknown_emoji(text: str) -> list[str]:
    """The names in `text` that are written as emoji and are no standard ones, each once, in order."""
    named = [name for run in RUN.findall(text) for name in run.strip(":").split("::")]
    return [
        name for name in dict.fromkeys(named) if name == name.lower() and not name.isdigit() and standard(name) is None
    ]


@lru_cache(maxsize=4096)
def standard(name: str) -> str | None:
    """The emoji of that name, or None: Slack's own names first, then what the library knows."""
    if not name or len(name) > LONGEST:
        return None
    if name in ELSEWHERE:
        return _library(ELSEWHERE[name]) or ELSEWHERE[name]
    return _library(name) or _by_rule(name)


def _by_rule(name: str) -> str | None:
    if tone := TONE.fullmatch(name):
        return chr(0x1F3FB + int(tone[1]) - 2)
    if flag := FLAG.fullmatch(name):
        letters = "".join(chr(0x1F1E6 + ord(letter) - ord("a")) for letter in flag[1])
        return letters if letters in emoji.EMOJI_DATA else None
    for slack, library in GENDERS:
        if name.startswith(slack):
            return _library(library + name.removeprefix(slack).replace("-", "_"))
    return _together(name) or ("-" in name and _library(name.replace("-", "_"))) or None


def _together(name: str) -> str | None:
    """Families and couples: man-woman-girl, woman-heart-man."""
    first, *rest = name.split("-")
    pictures = [PEOPLE.get(first), *(PEOPLE.get(part) or BETWEEN.get(part) for part in rest)]
    family = JOINER.join(picture for picture in pictures if picture)
    return family if None not in pictures and family in emoji.EMOJI_DATA else None


def _library(name: str) -> str | None:
    return _index().get(unicodedata.normalize("NFKC", name))


@cache
def _index() -> dict[str, str]:
    """The library's names as one table: its own look-up walks all emoji for each name, half a millisecond."""
    whole = [
        (picture, facts)
        for picture, facts in emoji.EMOJI_DATA.items()
        if facts["status"] <= emoji.STATUS["fully_qualified"]
    ]
    names = {facts["en"]: picture for picture, facts in whole}
    for picture, facts in whole:
        names |= dict.fromkeys(facts.get("alias", []), picture)
    return {name.strip(":"): picture for name, picture in names.items()}


def _toned(picture: str, tone: str) -> str:
    """With the skin tone on everybody in the picture; beside it if nobody in it can have one."""
    colour = standard(tone) or ""
    toned = TAKES_TONE.sub(rf"\g<1>{colour}", picture)
    return toned if toned != picture and toned in emoji.EMOJI_DATA else picture + colour
