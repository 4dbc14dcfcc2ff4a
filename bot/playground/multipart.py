"""The one file in a form's body, as browsers and curl send it."""

from email.message import Message
from typing import Final

END_OF_HEAD: Final = b"\r\n\r\n"


def first_part(body: bytes, content_type: str) -> bytes:
    """The content of a form's first part; a body that is no form, as it is."""
    head = Message()
    head["content-type"] = content_type
    boundary = head.get_boundary()
    if head.get_content_type() != "multipart/form-data" or not boundary:
        return body
    mark = b"\r\n--" + boundary.encode()
    part = (b"\r\n" + body).partition(mark)[2].partition(mark)[0]
    return part.partition(END_OF_HEAD)[2]
