"""The refusal of one string: what every `parse_` function of this package raises."""


class BadValue(ValueError):  # noqa: N818 - "bad value" is what the message says
    """A string that is not the value that its field needs."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Say what is wrong with the string, and how to fix it."""
        self.message = message
        self.hint = hint
        super().__init__(message)
