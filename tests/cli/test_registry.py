"""The registry of states and organisations, as a recorder looks things up in it."""

import json

import pytest

from running import timeline


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["KP"], ["democratic-people-s-republic-of-korea"]),
        (["south", "korea"], ["republic-of-korea"]),
        (["UK"], ["united-kingdom"]),
        (["dahomey"], ["benin"]),
        (["cote"], ["cote-d-ivoire"]),
        (["rou"], ["romania"]),
        (["ASEAN"], ["asean"]),
        (["atlantis"], []),
    ],
)
def test_a_party_is_found_by_what_it_is_called(words: list[str], ids: list[str]) -> None:
    """Its code, also one that others use; its names, also of other times."""
    assert ids == [actor["id"] for actor in json.loads(timeline("registry", *words, "--json").out)["actors"]]


def test_codes_and_ids_stand_beside_the_names() -> None:
    """And what each is for."""
    told = timeline("registry", "korea").out

    assert "KR    republic-of-korea  Republic of Korea; also South Korea, KOR\n" in told
    assert "the codes are for `side`, the ids for everything else" in told
    assert "SU    soviet-union" in timeline("registry").out
    assert "the ids are for `side` too: there is no code" in timeline("registry", "asean").out
    assert "until 1977: Dahomey, DY" in timeline("registry", "benin").out
    assert "register it with `timeline new actor ID`" in timeline("registry", "atlantis").out
