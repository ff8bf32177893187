"""Dates as lists write them, in ISO 8601 and as precise as given."""

from __future__ import annotations

import re
import unicodedata
from datetime import date


def iso_date(text: str) -> str | None:
    """``2023``, ``2023-05`` or ``2023-05-03``; ``None`` where the text states no date.

    Reads ``2023/03``, ``2023.05.03``, ``2023年5月``, ``May 2023``, ``3-May-2023``, ``2023 May``,
    ``05/2023``, ``early 2023``, ``Q1 2023``. Of several dates the first counts. Of ``05/03/2023``,
    which has two readings, the year stays, as do the possible parts of a day that no calendar
    has. What an HTML comment hides is not part of the value. Years outside 1950-2099 are none.
    """
    plain = _DASH.sub("-", _COMMENT.sub(" ", unicodedata.normalize("NFKC", text))).strip()
    matches = [found for pattern in _PATTERNS if (found := pattern.search(plain))]
    first = min(matches, key=lambda found: found.start(), default=None)
    return _of_parts(first.groupdict()) if first else None


_COMMENT = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_DASH = re.compile("[\u2010-\u2015\u2212]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NOT_WITHIN = r"(?<![A-Za-z\d.])"
_YEAR_DIGITS = r"(?P<year>(?:19[5-9]|20\d)\d)"
_MONTH_NUMBER = r"(?P<month>1[0-2]|0?[1-9])"
_MONTH_NAME = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_BESIDE_NAME = r"(?:,?\s+|[-/])(?:of\s+)?"
#: What makes a year no more precise in ISO 8601.
_PART_OF_YEAR = (
    r"(?:early|mid|late|around|about|circa|ca?\.|spring|summer|autumn|fall|winter|[qh]\d)"
)
_PART_OF_YEAR_HAN = r"(?:初|中|底|末|上半年|下半年|[春夏秋冬]季?|第?[一二三四]季度)"

_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 2023-05-03, 2023.05, 2023年5月
        rf"{_NOT_WITHIN}{_YEAR_DIGITS}(?:\s*[-/._·]+\s*|\s*年\s*){_MONTH_NUMBER}(?!\d)"
        r"(?:(?:\s*[-/._·]+\s*|\s*月\s*)(?P<day>3[01]|[12]\d|0?[1-9])(?!\d))?",
        # 20230503, 202305
        r"^(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)?$",
        # 3 May 2023, 3-May-2023, May 2023
        rf"(?:(?<!\d){_DAY}{_BESIDE_NAME})?\b{_MONTH_NAME}{_BESIDE_NAME}{_YEAR_DIGITS}(?!\d)",
        # May 3, 2023
        rf"\b{_MONTH_NAME}\s+{_DAY},?\s+{_YEAR_DIGITS}(?!\d)",
        # 2023 May 3
        rf"{_NOT_WITHIN}{_YEAR_DIGITS}(?:,?\s+|[-/,]){_MONTH_NAME}(?:(?:\s+|-){_DAY}(?!\d))?",
        # 05/2023
        rf"(?<![A-Za-z\d./-]){_MONTH_NUMBER}\s*[-/.]\s*{_YEAR_DIGITS}(?![\d.])",
        # 13/05/2023
        rf"(?<![A-Za-z\d./-])(?P<one>\d{{1,2}})\s?(?P<sign>[-/.])\s?(?P<other>\d{{1,2}})\s?(?P=sign)"
        rf"\s?{_YEAR_DIGITS}(?![\d.])",
        rf"^(?:[~≈]|{_PART_OF_YEAR}[\s-]*)?{_YEAR_DIGITS}"
        rf"\s*年?\s*(?:\?|-?{_PART_OF_YEAR}|{_PART_OF_YEAR_HAN})?$",
    )
]


def _of_parts(parts: dict[str, str | None]) -> str | None:
    year, month, day = parts["year"] or "", parts.get("month"), parts.get("day")
    if (one := parts.get("one")) and (other := parts.get("other")):
        month, day = _month_and_day(one, other, parts["sign"] == ".")
    return _iso(year, month, day)


def _month_and_day(one: str, other: str, day_first: bool) -> tuple[str | None, str | None]:
    """Which of two numbers before a year is the month; neither, where both can be."""
    months = [number for number in (one, other) if 1 <= int(number) <= len(_MONTHS)]
    if day_first or months == [other] or int(one) == int(other):
        return (other, one) if other in months else (None, None)
    return (one, other) if months == [one] else (None, None)


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
