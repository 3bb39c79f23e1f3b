"""States, currencies and amounts as sources have them, of today and of yesterday."""

import pytest

from timeline.values import BadValue, minor_digits, parse_amount, parse_currency, parse_side, parse_state_code


@pytest.mark.parametrize(
    "code", ["JP", "KH", "GB", "SU", "YU", "DD", "CSHH", "CSXX", "BYAA", "SKIN", "XK", "EU", "AN", "ZR", "AX"]
)
def test_a_code_of_a_state_is_that_of_the_standard(code: str) -> None:
    """ISO 3166-1; of a former state its two letters, or four where two name another state too."""
    assert code == parse_state_code(code) == parse_side(code)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("UK", "`GB`"),
        ("jp", "`JP`"),
        ("SUHH", "`SU`"),
        ("DDDE", "`DD`"),
        ("CS", "CSHH"),
        ("EL", "`GR`"),
        ("CSHQ", "`CSHH`"),
        ("ZZ", "ISO 3166"),
        ("AA", "ISO 3166"),
        ("XX", "ISO 3166"),
        ("JPN", "`JP`"),
        ("USA", "`US`"),
        ("CHN", "`CN`"),
        ("KOR", "`KR`"),
        ("SUN", "`SU`"),
        ("ROK", "`KR`"),
        ("UAE", "`AE`"),
        ("", "ISO 3166"),
    ],
)
def test_any_other_code_is_refused_with_the_one_that_is_meant(text: str, hint: str) -> None:
    """And never with one that would be refused in its turn."""
    with pytest.raises(BadValue) as bad:
        parse_state_code(text)

    assert hint in bad.value.hint


@pytest.mark.parametrize(
    ("text", "hint"), [("UK", "`GB`"), ("Press", "`press`"), ("Analysts", "`analyst`"), ("XY", "press")]
)
def test_a_side_that_is_none_is_refused_with_the_way_out(text: str, hint: str) -> None:
    """A state, the press, or an analyst."""
    with pytest.raises(BadValue) as bad:
        parse_side(text)

    assert hint in bad.value.hint


@pytest.mark.parametrize(
    ("code", "digits"),
    [
        ("DEM", 2), ("SUR", 2), ("CSK", 2), ("ITL", 0), ("ESP", 0), ("YUD", 2), ("ZWD", 2), ("HRK", 2), ("BGN", 2),
        ("XCG", 2), ("ZWG", 2), ("ISK", 0), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("UYW", 4), ("UYI", 0), ("VES", 2),
        ("VED", 2), ("MRU", 2), ("XAU", 9), ("XDR", 9),
    ],
)  # fmt: skip
def test_a_currency_is_one_of_the_standard_with_its_own_minor_unit(code: str, digits: int) -> None:
    """Former ones too: a loan of 1985 is recorded in the money of its source."""
    assert digits == minor_digits(parse_currency(code))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("RMB", "`CNY`"),
        ("usd", "`USD`"),
        ("YEN", "`JPY`"),
        ("€", "`EUR`"),
        ("SDR", "`XDR`"),
        ("XXX", "ISO 4217"),
        ("ABC", "ISO 4217"),
        ("¥", "ISO 4217"),
    ],
)
def test_any_other_currency_is_refused(text: str, hint: str) -> None:
    """With the one that is meant, if it can be found."""
    with pytest.raises(BadValue) as bad:
        parse_currency(text)

    assert hint in bad.value.hint


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("500 crore", 5_000_000_000),
        ("5 lakh", 500_000),
        ("2.5 lakhs", 250_000),
        ("1.5 lakh crore", 1_500_000_000_000),
        ("Rs", None),
        ("12,34,567", 1_234_567),
        ("5,00,000", 500_000),
        ("8 293 million", 8_293_000_000),
        ("386\u00a0000\u00a0000", 386_000_000),
        ("1'000'000", 1_000_000),
        ("59.6m", 59_600_000),
        ("8.3 bn", 8_300_000_000),
        ("5 Million", 5_000_000),
        ("3 thousand million", 3_000_000_000),
        ("82億9,300万", 8_293_000_000),
        ("80億", 8_000_000_000),
        ("1.5万亿", 1_500_000_000_000),
        ("5 លាន", 5_000_000),
        ("៥ លាន", 5_000_000),
        ("3千万", 30_000_000),
        ("3百万", 3_000_000),
        ("2億5千万", 250_000_000),
        ("８２億９３００万", 8_293_000_000),
        ("5억", 500_000_000),
        ("500만", 5_000_000),
        ("3천만", 30_000_000),
        ("5 milliards", 5_000_000_000),
        ("5 miliar", 5_000_000_000),
        ("5 Mrd.", 5_000_000_000),
        ("5 млн", 5_000_000),
        ("5 करोड़", 50_000_000),
        ("5 tỷ", 5_000_000_000),
        ("5 ล้าน", 5_000_000),
        ("5 مليون", 5_000_000),
        ("5 quadrillion", 5_000_000_000_000_000),
        ("5 kharab", 500_000_000_000),
        ("million", None),
        ("5 million million", None),
        ("9300万82億", None),
        ("5 million crore", None),
    ],
)
def test_an_amount_is_read_in_the_words_of_the_source(text: str, value: int | None) -> None:
    """Of whatever country; what is no amount is refused."""
    if value is None:
        with pytest.raises(BadValue):
            parse_amount(text)
    else:
        assert value == parse_amount(text).value


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("59,6 million", "decimal point"),
        ("1.234.567", "decimal point"),
        ("USD 5", "only the number"),
        ("about 5 million", "only the number"),
        ("5 milion", "`million`"),
        ("5 crores of rupees", "'5 crores'"),
        ("5 million USD", "'5 million'"),
        ("5億円", "'5億'"),
        (".5 million", "'0.5 million'"),
        (" 5 million", "did you mean '5 million'"),
        ("-5 million", "leave the sign out"),
        ("5-6 million", "one amount"),
        ("2 crore 50 lakh", "as the source does"),
        ("5½ million", "as the source does"),
        ("5 mil", "as the source does"),
        ("two million", "in digits"),
        ("三億", "in digits"),
        ("5 million million", "as the source does"),
    ],
)
def test_what_is_no_amount_is_refused_with_its_own_way_out(text: str, hint: str) -> None:
    """Not with the advice that was just followed."""
    with pytest.raises(BadValue) as bad:
        parse_amount(text)

    assert hint in bad.value.hint


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ("500 crore", "5 billion", True),
        ("82億9,300万", "8.3 billion", True),
        ("5 lakh", "6 lakh", False),
        ("82億", "8,293 million", False),
    ],
)
def test_amounts_in_words_of_two_countries_are_compared(one: str, other: str, *, fits: bool) -> None:
    """Each read to its last significant digit."""
    assert fits == parse_amount(one).fits(parse_amount(other))


@pytest.mark.parametrize(
    ("text", "currency", "finer"),
    [
        ("1.500", "EUR", True),
        ("12.345", "EUR", True),
        ("1.500", "KWD", False),
        ("1.50", "EUR", False),
        ("1.5", "JPY", True),
    ],
)
def test_an_amount_is_not_written_finer_than_its_currency(text: str, currency: str, *, finer: bool) -> None:
    """Where a point parts thousands, `1.500` is 1,500: it is not read as one and a half."""
    assert finer == parse_amount(text).finer_than_minor(currency)
