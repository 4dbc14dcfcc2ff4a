r"""Takes out what a reader cannot see and a forger can use, and nothing that a script or an emoji needs.

Invisible characters make two texts look alike that are not, and bidi controls make one text look like
another. They stay only where Unicode gives them a meaning:

- zero-width joiner and variation selector inside an emoji, where they make one picture of several;
- one variation selector after a Han character (another form of it, common in Japanese names) or after a
  Mongolian letter; a chain of them would carry hidden text;
- joiner and non-joiner between letters of scripts that join (Persian, Hindi, Sinhala ...), where they
  change what is read, and after a virama as RFC 5892 has it;
- the three flags that are written in tag characters.

Soft hyphens, word joiners, fillers, left-to-right marks and all else without a glyph of its own go.
"""

import unicodedata

import regex

# No writing piles up more; a tower covers the lines around it, and sorting it takes quadratic time.
MARKS = 30
JOINING = "Arab Syrc Mand Nkoo Adlm Mong Phag Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Mymr Khmr Tibt"
SCRIPTS = "".join(rf"\p{{scx={script}}}" for script in JOINING.split())

LETTER = rf"[{SCRIPTS}&&[\p{{L}}\p{{M}}]]"
PICTURE = r"\p{Extended_Pictographic}[\uFE0E\uFE0F]?\p{Emoji_Modifier}?"
TAGGED = ("gbeng", "gbsct", "gbwls")  # England, Scotland, Wales
KEPT = (
    *("\U0001f3f4" + "".join(chr(0xE0000 + ord(tag)) for tag in tags) + "\U000e007f" for tags in TAGGED),
    rf"{PICTURE}(?:\u200D{PICTURE})*",
    r"[0-9#*]\uFE0F\u20E3",
    r"\p{Han}[\uFE00-\uFE0F\U000E0100-\U000E01EF]",
    r"\p{Mongolian}[\u180B-\u180D\u180F]",
    rf"(?<={LETTER})[\u200C\u200D](?={LETTER})",
    r"(?<=\p{ccc=Virama})[\u200C\u200D]",
)
GONE = (
    r"[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB"
    r"\p{Cs}\p{Noncharacter_Code_Point}[\p{Cc}--[\n\t]]]"
)

LINE_ENDS = regex.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
INVISIBLE = regex.compile(rf"({'|'.join(KEPT)})|{GONE}", regex.VERSION1)
TOWER = regex.compile(rf"(\p{{M}}{{{MARKS}}})\p{{M}}+")


def scrub(text: str) -> str:
    """`text` in NFC, each line end a newline, without controls and without what nobody can see."""
    if text.isascii() and text.isprintable():
        return text
    text = INVISIBLE.sub(r"\1", LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", TOWER.sub(r"\1", text))
