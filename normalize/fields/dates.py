"""Dates as lists write them, in ISO 8601 and as precise as given."""

from __future__ import annotations

import re
import unicodedata
from datetime import date


def iso_date(text: str) -> str | None:
    """``2023``, ``2023-05`` or ``2023-05-03``; ``None`` where the text states no date.

    Reads ``2023/03``, ``2023.05.03``, ``2023年5月``, ``May 2023``, ``3 May 2023``. Of several
    dates the first counts. What an HTML comment hides is not part of the value. Years outside
    1950-2099 and days that no calendar has are no dates; the part that is possible stays.
    """
    plain = _COMMENT.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    for pattern in (_NUMERIC, _COMPACT, _DAY_FIRST, _MONTH_FIRST, _YEAR):
        if match := pattern.search(plain):
            parts = match.groupdict()
            if found := _iso(parts["year"], parts.get("month"), parts.get("day")):
                return found
    return None


_COMMENT = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_DIGITS = r"(?<![A-Za-z\d.])(?P<year>(?:19[5-9]|20\d)\d)"
_MONTH_NAME = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_NUMERIC = re.compile(
    _YEAR_DIGITS + r"(?:\s*[-/.]+\s*|\s*年\s*)(?P<month>1[0-2]|0?[1-9])(?!\d)"
    r"(?:(?:\s*[-/.]+\s*|\s*月\s*)(?P<day>3[01]|[12]\d|0?[1-9])(?!\d))?"
)
_COMPACT = re.compile(r"^(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)$")
_DAY_FIRST = re.compile(
    r"(?:(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+)?\b" + _MONTH_NAME + r",?\s+" + _YEAR_DIGITS,
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    r"\b" + _MONTH_NAME + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+" + _YEAR_DIGITS,
    re.IGNORECASE,
)
_YEAR = re.compile(r"^" + _YEAR_DIGITS + r"\s*(?:年|q[1-4])?$", re.IGNORECASE)


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    if month is None:
        return year
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    if day is None:
        return f"{year}-{number:02}"
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return f"{year}-{number:02}"
