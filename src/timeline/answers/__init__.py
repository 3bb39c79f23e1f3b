"""Questions to a log, and their answers: immutable values that carry all that is needed to present them."""
