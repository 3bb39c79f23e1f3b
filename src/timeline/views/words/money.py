"""How many and how much, in English: amounts as said, totals, terms, quantities. Nothing is converted.

Values that fit are shown as one; values that do not are shown side by side, and none is chosen.
"""

from collections.abc import Callable, Iterable

import msgspec

from timeline.entries import Money, Quantity, Terms
from timeline.projections.totals import Reason, Total, fit
from timeline.values import minor_digits, parse_amount

_MILLION = 1_000_000


def many(count: int, noun: str, plural: str = "") -> str:
    """`1 part`, `2 parts`."""
    return f"{count} {noun if count == 1 else plural or noun + 's'}"


_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905 - as it is said


def number_text(count: int) -> str:
    """`three`; figures above twelve."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def money_text(money: Money) -> str:
    """`about USD 59.6 million`, in the words of the source."""
    head = "up to " if money.at_most else ""
    return f"{head}{'about ' if money.approximate else ''}{money.currency} {money.amount}"


def moneys_text(moneys: Iterable[Money]) -> str:
    """Several ways of saying an amount: those that fit as one, those in conflict joined by `versus`."""
    return _joined(moneys, _fitting_text)


def amounts_text(moneys: Iterable[Money]) -> str:
    """As `moneys_text`, without how other sources give what fits: for where there is little room."""
    return _joined(moneys, lambda amounts: money_text(_exact(amounts)))


def _joined(moneys: Iterable[Money], text_of: Callable[[list[Money]], str]) -> str:
    groups = fitting(moneys)
    odd = [amounts for amounts in groups if any(not fit((*amounts, *other)) for other in groups)]
    text = " versus ".join(map(text_of, odd))
    rest = ", ".join(text_of(amounts) for amounts in groups if amounts not in odd)
    return "; ".join(filter(None, (text, rest)))


def fitting(moneys: Iterable[Money]) -> list[list[Money]]:
    """Amounts in the order in which they were said, those of one currency that all fit together."""
    groups: list[list[Money]] = []
    for money in moneys:
        group = next(
            (amounts for amounts in groups if amounts[0].currency == money.currency and fit((*amounts, money))), None
        )
        if group is None:
            groups.append([money])
        else:
            group.append(money)
    return groups


def _fitting_text(moneys: list[Money]) -> str:
    """Amounts that fit, as one: the most exact, and how other sources give it."""
    by_value = {parse_amount(money.amount).value: money for money in reversed(moneys)}
    exact = _exact(moneys)
    said = parse_amount(exact.amount).value
    about = {money.approximate for money in moneys if parse_amount(money.amount).value == said}
    notes = ["“about” in some sources"] if len(about) > 1 else []
    notes += [f"also {money.amount}" for value, money in by_value.items() if value != said]
    return money_text(exact) + (f" ({', '.join(notes)})" if notes else "")


def _exact(moneys: list[Money]) -> Money:
    """The most exact of amounts that fit: about it if all who give it say so, at most it if any does."""
    exact = min(moneys, key=lambda money: parse_amount(money.amount).reach)
    same = [money for money in moneys if parse_amount(money.amount).value == parse_amount(exact.amount).value]
    about, at_most = all(money.approximate for money in same), any(money.at_most for money in same)
    return msgspec.structs.replace(exact, approximate=about, at_most=at_most)


def total_text(total: Total) -> str:
    """`about USD 62.3 million in 2 documents (loan 59.6 million, grant aid 2.7 million): Loan for …; Grant for …`."""
    count = len(total.documents)
    if not count:
        return f"none in {total.currency}: no document is counted"
    head = f"{'up to ' if total.at_most else ''}{'about ' if total.approximate else ''}{total.currency} "
    text = f"{head}{_units_text(total.minor_units, total.currency)} in {many(count, 'document')}"
    if len(total.kinds) > 1:
        kinds = ", ".join(f"{kind} {_units_text(units, total.currency)}" for kind, units in total.kinds)
        text += f" ({kinds})"
    return f"{text}: {'; '.join(total.titles[key] for key in total.documents)}"


def left_out_text(why: Reason, currency: str) -> str:
    """Why documents are not counted in a total."""
    return {
        "conflict": "because sources or stages give different amounts",
        "overlap": "because it covers part of another document's commitments",
        "same": "because its commitments are already counted",
        "no-amount": f"because no amount in {currency} is stated",
    }[why]


def _units_text(minor_units: int, currency: str) -> str:
    value = minor_units / 10 ** minor_digits(currency)
    if value >= _MILLION:
        return f"{value / _MILLION:,.4f}".rstrip("0").rstrip(".") + " million"
    return f"{value:,.2f}".removesuffix(".00")


def terms_text(terms: Terms | None) -> str:
    """`30 years, with a grace period of 10 years`."""
    if terms is None:
        return ""
    parts = [many(terms.years, "year")] if terms.years else []
    parts += [f"with a grace period of {many(terms.grace_years, 'year')}"] if terms.grace_years else []
    return ", ".join([*parts, *filter(None, (terms.interest, terms.conditions))])


def quantity_text(quantity: Quantity | None) -> str:
    """`about 4 patrol boats`."""
    return f"{'about ' if quantity.approximate else ''}{quantity.count} {quantity.unit}" if quantity else ""


def quantities_text(quantities: Iterable[Quantity]) -> str:
    """`2 machines versus 4 machines`: quantities that sources give differently are in conflict."""
    return " versus ".join(map(quantity_text, quantities))
