"""What nobody can see goes, unless a script or an emoji needs it."""

import unicodedata

import emoji
import pytest

from bot.plaintext import plain

CLEANED = {
    "line ends": ("a\r\nb\rc\nd\u2028e\u2029f\x85g\vh\fi", "a\nb\nc\nd\ne\nf\ng\nh\ni"),
    "tab stays": ("a\tb", "a\tb"),
    "controls": ("a\x00b\x1bc\x7fd\x9be", "abcde"),
    "right-to-left override": ("photo_\u202egpj.exe", "photo_gpj.exe"),
    "isolates and marks": ("a\u2066b\u2069c\u200ed\u200fe\u061cf", "abcdef"),
    "zero width": ("pay\u200bpal\ufeff\u2060", "paypal"),
    "soft hyphen": ("pass\u00adword", "password"),
    "fillers": ("a\u3164b\u115fc\uffa0d", "abcd"),
    "joiners between Latin letters": ("a\u200cb\u200dc", "abc"),
    "a non-joiner before a full stop": ("می\u200c.", "می."),
    "a non-joiner at the beginning": (".\u200cمی", ".می"),
    "a joiner alone": ("\u200d", ""),
    "tag characters": ("hi\U000e0068\U000e0069", "hi"),
    "a flag of hidden words": ("🏴\U000e0068\U000e0069\U000e007f", "🏴"),
    "a chain of variation selectors": ("😀\ufe0f\ufe01\U000e0100\U000e0101", "😀\ufe0f"),
    "variation selectors on a letter": ("a\ufe0fb\U000e0100", "ab"),
    "a joiner after an emoji": ("👩\u200d!", "👩!"),
    "joiners in a row": ("👩\u200d\u200d👩", "👩👩"),
    "hidden notes": ("a\ufff9b\ufffac\ufffb", "abc"),
    "half a surrogate": ("a\ud800b", "ab"),
    "a noncharacter": ("a\uffffb\ufdd0", "ab"),
    "composed": ("e\u0301", "é"),
    "composed over what was hidden": ("e\u200b\u0301", "é"),
    "a singleton that is a semicolon": ("&amp\u037e", "&"),
    "hidden in an entity": ("&a\u200bmp;", "&"),
    "hidden in a mention": ("<\u200b@U1>", "@U1"),
    "hidden in a name": (":ta\u00adda:", "🎉"),
    "a tower of marks": ("e" + "\u0315" * 1_000, "e" + "\u0315" * 30),
}


@pytest.mark.parametrize(("text", "cleaned"), CLEANED.values(), ids=CLEANED)
def test_what_can_forge_text_goes(text: str, cleaned: str) -> None:
    assert plain(text) == cleaned


NEEDED = {
    "Persian non-joiner": "می\u200cخو\u0627\u0647م",
    "Persian with a vowel sign": "بَ\u200cب",
    "Hindi half form": "क्\u200dष",
    "Hindi explicit virama": "क्\u200cष",
    "Malayalam at the end of a word": "ന്\u200d.",
    "Bengali ya-phalaa": "র\u200d্য",
    "Sinhala": "ශ්\u200dරී",
    "Japanese name": "葛\U000e0100城",
    "Mongolian": "ᠠ\u180b",
    "family": "👨\u200d👩\u200d👧\u200d👦",
    "heart on fire": "❤️\u200d🔥",
    "text style": "☎\ufe0e",
    "Wales": "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    "keycap": "#️⃣",
    "French spaces": "Ça\u00a0va\u202f?",
    "Arabic number sign": "\u0600\u0661",
    "Hebrew": "שלום",
    "Thai": "สวัสดีครับ",
}


@pytest.mark.parametrize("text", NEEDED.values(), ids=NEEDED)
def test_what_a_script_or_an_emoji_needs_stays(text: str) -> None:
    assert plain(text) == unicodedata.normalize("NFC", text)


def test_every_emoji_passes_unchanged() -> None:
    assert [picture for picture in emoji.EMOJI_DATA if plain(picture) != unicodedata.normalize("NFC", picture)] == []
    everything = "".join(emoji.EMOJI_DATA)
    assert plain(everything) == unicodedata.normalize("NFC", everything)
