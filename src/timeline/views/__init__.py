"""From answers to text: one file for each kind of answer, as lines for people and as JSON.

All text of a record leaves through `page`, which makes it safe for a terminal.
"""
