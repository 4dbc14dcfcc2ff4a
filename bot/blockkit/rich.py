"""The shapes inside a rich_text block."""

from bot.blockkit.limits import LIMITS
from bot.blockkit.specs import Flag, Items, Kinds, Line, Number, Shape, Spec, Word

WORDS = Line(LIMITS["message.total"])
ID = Line(LIMITS["id"])
MANY = LIMITS["message.total"]
STYLES = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")
STYLE = Shape({}, dict.fromkeys(STYLES, Flag()), typed=False)
STYLED: dict[str, Spec] = {"style": STYLE}

TEXT = Shape({"text": WORDS}, STYLED)
LINK = Shape({"url": Line(LIMITS["image.url"])}, {**STYLED, "text": WORDS, "unsafe": Flag()})
INLINE = Kinds(
    {
        "text": TEXT,
        "link": LINK,
        "user": Shape({"user_id": ID}, STYLED),
        "usergroup": Shape({"usergroup_id": ID}, STYLED),
        "channel": Shape({"channel_id": ID}, STYLED),
        "broadcast": Shape({"range": Word(("here", "channel", "everyone"))}, STYLED),
        "emoji": Shape({"name": ID}, {**STYLED, "unicode": ID, "skin_tone": Number(1, 6), "url": WORDS}),
        "date": Shape(
            {"timestamp": Number(0, 9_999_999_999), "format": WORDS},
            {**STYLED, "url": WORDS, "fallback": WORDS},
        ),
        "color": Shape({"value": ID}, STYLED),
    }
)
BORDER = Number(0, 1)
SECTION = Shape({"elements": Items(INLINE, MANY, least=0)})
RICH_TEXT = Kinds(
    {
        "rich_text_section": SECTION,
        "rich_text_list": Shape(
            {
                "style": Word(("bullet", "ordered")),
                "elements": Items(Kinds({"rich_text_section": SECTION}), MANY),
            },
            {
                "indent": Number(0, LIMITS["rich_text_list.indent"]),
                "offset": Number(0, MANY),
                "border": BORDER,
            },
        ),
        "rich_text_preformatted": Shape(
            {"elements": Items(Kinds({"text": TEXT, "link": LINK}), MANY)}, {"border": BORDER, "language": ID}
        ),
        "rich_text_quote": Shape({"elements": Items(INLINE, MANY)}, {"border": BORDER}),
    }
)
RICH_TEXT_BLOCK = Shape({"elements": Items(RICH_TEXT, MANY)}, {"block_id": ID})
