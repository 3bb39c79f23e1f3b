"""An answer as JSON: one line, with the fields that its type documents."""

import msgspec

from timeline.text import escaped


def json_text(data: object) -> str:
    """*data* as one line of JSON, safe on a terminal."""
    return escaped(msgspec.json.encode(data).decode()) + "\n"
