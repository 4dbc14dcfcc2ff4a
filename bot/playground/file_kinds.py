"""What a file is, by its first bytes. Its name only tells one sort of text from another."""

from dataclasses import dataclass
from typing import Final

HEAD: Final = 4_096


@dataclass(frozen=True, slots=True)
class Kind:
    """Slack's words for a sort of file."""

    mimetype: str
    filetype: str
    pretty_type: str


PNG: Final = Kind("image/png", "png", "PNG")
JPEG: Final = Kind("image/jpeg", "jpg", "JPEG")
GIF: Final = Kind("image/gif", "gif", "GIF")
WEBP: Final = Kind("image/webp", "webp", "WEBP")
MP4: Final = Kind("video/mp4", "mp4", "MPEG 4 Video")
MOV: Final = Kind("video/quicktime", "mov", "QuickTime Movie")
BINARY: Final = Kind("application/octet-stream", "binary", "Binary")
TEXT: Final = Kind("text/plain", "text", "Plain Text")
STARTS: Final = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"%PDF-", Kind("application/pdf", "pdf", "PDF")),
    (b"PK\x03\x04", Kind("application/zip", "zip", "Zip")),
)
TEXTS: Final = {
    "csv": Kind("text/csv", "csv", "CSV"),
    "html": Kind("text/html", "html", "HTML"),
    "md": Kind("text/markdown", "markdown", "Markdown (raw)"),
    "svg": Kind("image/svg+xml", "svg", "SVG"),
}
IMAGES: Final = frozenset(kind.mimetype for kind in (PNG, JPEG, GIF, WEBP))
"""What the page shows where it stands; nothing in them is ever run."""
IN_BLOCKS: Final = frozenset(kind.mimetype for kind in (PNG, JPEG, GIF))
"""What an image block may show."""


def kind_of(content: bytes, name: str) -> Kind:
    """Tell the sort of a file."""
    for start, kind in STARTS:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content[4:8] == b"ftyp":
        return MOV if content[8:12] == b"qt  " else MP4
    return TEXTS.get(ending(name), TEXT) if _is_text(content[:HEAD]) else BINARY


def ending(name: str) -> str:
    """What stands behind the last dot of a name, in small letters."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _is_text(head: bytes) -> bool:
    if b"\0" in head:
        return False
    try:
        head.decode()
    except UnicodeDecodeError as error:
        # A sign may be cut in two where the head ends.
        return len(head) == HEAD and error.start >= HEAD - 3
    return True
