"""`python -m timeline`, and the command `timeline`: it begins here.

An interruption while the program is still loading ends it at once, without a word.
"""

import signal
import sys


def run() -> None:
    """Load the program, and run one command."""
    # Where interruptions are ignored, as in the background of a script, they stay so.
    heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heeded:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from timeline.cli import main  # noqa: PLC0415 - see above

    code = main()
    if heeded:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(code)


if __name__ == "__main__":
    run()
