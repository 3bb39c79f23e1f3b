"""Statements as English tells them."""

import pytest

from timeline.views.words.acts import sentence


@pytest.mark.parametrize(
    ("act", "addressed", "title", "told"),
    [
        ("hopes", "", "the talks", "they looked forward to the talks"),
        ("hopes", "", "to deepen ties", "they hoped to deepen ties"),
        ("hopes", "", "to deepening ties", "they looked forward to deepening ties"),
        ("hopes", "", "that it comes", "they hoped that it comes"),
        ("hopes", "", "to bring peace", "they hoped to bring peace"),
        ("hopes", "", "to the talks", "they looked forward to the talks"),
        ("invites", "", "the minister to London", "they invited the minister to London"),
        ("invites", "Lammy", "to London", "they invited Lammy to London"),
        ("commends", "Lammy", "the efforts", "they commended Lammy for the efforts"),
        ("commends", "", "the efforts", "they commended the efforts"),
        ("encourages", "Lammy", "a dialogue", "they encouraged Lammy towards a dialogue"),
        ("encourages", "", "to ratify it", "they gave encouragement to ratify it"),
        ("urges", "Lammy", "restraint", "they called on Lammy for restraint"),
        ("urges", "", "restraint", "they called for restraint"),
        ("urges", "Lammy", "that it ends", "they urged Lammy that it ends"),
        ("asks", "", "to come", "they made a request to come"),
        ("asks", "", "that it ends", "they asked that it ends"),
        ("accepts", "", "to come", "they agreed to come"),
        ("rejects", "", "to come", "they refused to come"),
        ("supports", "", "that India joins", "they supported the view that India joins"),
        ("protests", "Lammy", "the incursion", "they protested to Lammy against the incursion"),
        ("raises", "Lammy", "the matter", "they raised the matter with Lammy"),
        ("explains", "Lammy", "how it is", "they explained to Lammy how it is"),
        ("instructs", "", "the ministries to meet", "they instructed the ministries to meet"),
    ],
)
def test_a_title_goes_on_with_the_sentence_of_its_act(act: str, addressed: str, title: str, told: str) -> None:
    """As readouts word it, whatever it begins with."""
    assert told == sentence(["they"], act, addressed, title)
