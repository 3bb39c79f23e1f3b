"""Arguments: options stand where people put them."""

import pytest

from running import timeline


@pytest.mark.parametrize(
    ("command", "what", "option"),
    [
        ("state", ["JP", "KH"], ["--on", "2024-07-07"]),
        ("brief", ["JP", "KH"], ["--on", "2024-07-07"]),
        ("meetings", ["JP", "KH"], ["--from", "2024"]),
        ("changes", ["JP", "KH"], ["--from", "2024-08"]),
        ("compare", ["jp-kh-2024-07", "jp-kh/call-2024-10"], ["--all"]),
        ("plot", ["commitments", "jp-kh-2024-07"], ["--on", "2024-07-07"]),
        ("commitments", ["JP", "KH"], ["--table"]),
        ("replay", ["JP", "KH"], ["--json"]),
        ("visits", ["JP", "KH"], ["--known", "300"]),
        ("search", ["patrol", "boats"], ["--json"]),
    ],
)
def test_an_option_may_stand_anywhere(command: str, what: list[str], option: list[str]) -> None:
    """Before, between and after the other arguments it means the same."""
    found = [timeline(command, *what[:at], *option, *what[at:]) for at in range(len(what) + 1)]

    assert {0} == {ran.code for ran in found}
    assert 1 == len({ran.out for ran in found})
    assert found[0].out != timeline(command, *what).out
