"""The exceptions that are meant for people."""

from collections.abc import Sequence


class Refused(Exception):  # noqa: N818 - it reads as the sentence it is: a rule refused
    """A rule said no, in words for the person who asked.

    `message` is English with `%(name)s` places and is the key of its translation; Babel
    collects it from the call. `field` names the form field the words belong under, if any.
    """

    def __init__(self, message: str, field: str | None = None, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.values = values

    def __str__(self) -> str:
        return self.message % self.values


class RefusedForm(Exception):  # noqa: N818 - same
    """Several fields of one form were refused; each refusal names its field."""

    def __init__(self, refusals: Sequence[Refused]) -> None:
        super().__init__("; ".join(str(refusal) for refusal in refusals))
        self.refusals = tuple(refusals)
