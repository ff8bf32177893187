"""How addresses are written: where a link starts in running text and where its form ends it.

The forms of well-known hosts are data (``normalize/data/link_forms.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from normalize.addresses import trim_in_text
from normalize.tables import table
from spiders.readers.plaintext.words import any_of

#: No link is longer (characters).
LONGEST_LINK = 2048

_FORMS = table("link_forms")
_ANY: str = _FORMS["rest"]
_TOP_LEVEL = any_of(_FORMS["hosts"]["top_levels"])
#: Schemes as people write them, misspelt or twice over: ``htttps://``, ``https://https://``.
_SCHEMES = r"(?:ht{1,4}ps?:?/{1,3})*ht{1,4}ps?:?/{1,3}"


class Form(msgspec.Struct, frozen=True):
    """Where a link can end: at ``least`` there, at ``most`` there; ``exact``: nowhere else."""

    least: int
    most: int
    exact: bool = False


def find_runs(text: str) -> list[tuple[int, int]]:
    """Where links start, and how far each can reach at most: the next link, or no URL's character.

    Characters outside ASCII end a link: lists write Chinese addresses encoded.
    """
    starts = sorted({*_with_scheme(text), *_without_scheme(text)})
    runs = []
    for index, start in enumerate(starts):
        limit = min(start + LONGEST_LINK, len(text))
        if index + 1 < len(starts):
            limit = min(limit, starts[index + 1])
        reach = _CHARACTERS.match(text, start, limit)
        runs.append((start, reach.end() if reach else start))
    return runs


def form_of(text: str, start: int, stop: int) -> Form:
    """Where the form of a link's host or file name lets it end, at ``stop`` at the latest."""
    found = _HOST.match(text, start, stop)
    if not found:
        return Form(stop, stop)
    least = found.end()
    for form in _forms().get(found["host"].lower(), ()):
        path = form.path.match(text, found.end(), stop)
        if path is None:
            continue
        if form.exact:
            return Form(path.end(), path.end(), True)
        needed = form.least.match(text, found.end(), stop) if form.least else None
        return Form(needed.end() if needed else least, path.end())
    if (end := _certain_end(text, start, stop)) is not None:
        return Form(end, end, True)
    return Form(least, stop)


def joined_end(text: str, start: int, stop: int) -> int | None:
    """Where a link ends that a line end breaks at ``stop``; null where it does not go on.

    It goes on where only both parts together have the form of their host, or where the first
    breaks off at a character that an address hardly ever ends with.
    """
    after = _NEXT_LINE.match(text, stop)
    if not after or not after["rest"]:
        return None
    first, rest = text[start:stop], after["rest"]
    host = _HOST.match(first)
    whole = first + rest
    if host and (forms := _forms().get(host["host"].lower())):
        for form in forms:
            if form.exact:
                both = form.path.match(whole, host.end())
                alone = form.path.match(first, host.end())
                if both and both.end() > len(first) and (alone is None or alone.end() < both.end()):
                    return after.start("rest") + both.end() - len(first)
        if any(form.exact and form.path.match(first, host.end()) for form in forms):
            return None
    pattern = _GOES_ON if first[-1] == "/" else _PIECE if first[-1] in "-_=&?%" else None
    breaks_off = pattern is not None and pattern.fullmatch(rest)
    return after.end("rest") if breaks_off and not _WORDS_AFTER.match(text, after.end()) else None


def without_punctuation(text: str, start: int, stop: int) -> int:
    """The end of a link without the sentence's punctuation and the bracket it stands in."""
    return start + len(trim_in_text(text[start:stop]))


def with_scheme(link: str) -> str:
    """A link as a browser takes it: ``github.com/a/b`` → ``https://github.com/a/b``.

    Misspelt and doubled schemes are put right, line ends inside are taken out.
    """
    link = re.sub(r"\s+[>|]?[ \t]*", "", link)
    scheme = _SCHEME.match(link)
    if not scheme:
        return f"https://{link}"
    last = re.findall(r"ht+ps?:?/+", scheme[0], re.I)[-1]
    if scheme[0] == last and re.fullmatch(r"https?://", last, re.I):
        return link
    return ("http://" if "s" not in last.lower() else "https://") + link[scheme.end() :]


class _HostForm(msgspec.Struct, frozen=True):
    path: re.Pattern[str]
    least: re.Pattern[str] | None
    exact: bool


@cache
def _forms() -> dict[str, list[_HostForm]]:
    """The forms of each host, exact ones first."""
    forms: dict[str, list[_HostForm]] = {}
    for form in _FORMS["form"]:
        least = re.compile(form["least"], re.A | re.I) if "least" in form else None
        path = re.compile(form["path"].replace("~", _ANY), re.A | re.I)
        for host in form["hosts"]:
            forms.setdefault(host, []).append(_HostForm(path, least, form.get("exact", False)))
    for known in forms.values():
        known.sort(key=lambda form: not form.exact)
    return forms


@cache
def _prefixes() -> dict[str, re.Pattern[str]]:
    """Hosts that are written without a scheme, and what follows their slash then."""
    return {
        host: re.compile(form.get("prefix", "") + r"(?=\w)", re.A | re.I)
        for form in _FORMS["form"]
        if form.get("bare")
        for host in form["hosts"]
    }


def _with_scheme(text: str) -> Iterator[int]:
    for match in _SCHEME_IN_TEXT.finditer(text):
        if not _is_wrapped(text, match.start()):
            yield match.start()


def _without_scheme(text: str) -> Iterator[int]:
    """Links that begin with a host: a well-known one, or any where no word touches it."""
    for match in _WWW.finditer(text):
        yield match.start()
    # From the end of the host backwards: a scan for all that may begin one would be slow.
    for match in _HOSTS_SLASH.finditer(text):
        low = max(0, match.start() - 64)
        known = _BARE_KNOWN.search(text, low, match.end())
        if known and _prefixes()[known["host"].lower()].match(text, match.end()):
            yield known.start()
        elif (plain := _BARE_ANY.search(text, low, match.end())) and plain.start() > low:
            yield plain.start()


def _certain_end(text: str, start: int, stop: int) -> int | None:
    # The lookahead must see what stands behind the last character of the run as well.
    for pattern in (_HOST_END, _FILE_END):
        found = pattern.search(text, start, min(stop + 4, len(text)))
        if found and found.end() <= stop and (pattern is _FILE_END or found.start() == start):
            return found.end()
    return None


def _is_wrapped(text: str, start: int) -> bool:
    """Whether an address stands inside another one: an archive's, or a parameter's value."""
    if not start or text[start - 1] not in "/=":
        return False
    before = text[max(0, start - 60) : start]
    if before.endswith("=") and re.search(r"https?://[^\s]*[?&]\w+=$", before, re.I):
        return True
    wrapper = before.rfind("http")
    return wrapper >= 0 and bool(_WRAPPED.match(before, wrapper))


_SCHEME = re.compile(_SCHEMES, re.I)
_SCHEME_IN_TEXT = re.compile(
    r"(?:[hH][tT]{1,4}[pP][sS]?:?/{1,3})*[hH][tT]{1,4}[pP][sS]?:?/{1,3}(?=[A-Za-z0-9\[])"
)
_WWW = re.compile(r"www\.(?<![\w@./=&?#%~:\-]www\.)(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,}")
_HOSTS_SLASH = re.compile(rf"\.(?:{_TOP_LEVEL})/(?=\w)", re.A)
_KNOWN = sorted(host for form in _FORMS["form"] if form.get("bare") for host in form["hosts"])
# A known host without a scheme may follow a word directly (glued text), but is no part of another
# address.
_BARE_KNOWN = re.compile(
    rf"(?<![@./=&?#%_~:\-])(?:www\.)?(?P<host>{'|'.join(map(re.escape, _KNOWN))})/$", re.I
)
_BARE_ANY = re.compile(r"(?<![\w@./=&?#%~:\-])(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,}/$", re.I)
_CHARACTERS = re.compile(_ANY)
_HOST = re.compile(
    rf"(?:{_SCHEMES})?(?:www\.)?(?P<host>[A-Za-z0-9._-]+)(?::\d+)?(?P<slash>/?)", re.I
)
# Addresses that hold another address.
_WRAPPED = re.compile(r"https?://(?:web\.archive\.org/web/\w+|r\.jina\.ai|archive\.\w+)/$", re.I)
#: A host alone: ``gorilla.cs.berkeley.edu``.
BARE_HOST = re.compile(rf"(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.){{1,6}}(?:{_TOP_LEVEL})/?")

# The end of a file's name, or of a host, before something that can only be text.
_FILE_END = re.compile(
    rf"\.(?:(?:{'|'.join(_FORMS['files']['certain'])})(?=[A-Za-z0-9])"
    rf"|(?:{'|'.join(sorted(_FORMS['files']['likely'], key=len, reverse=True))})"
    r"(?=[A-Z]|\d{1,2}[.、．)）]|(?:19|20)\d\d\D))"
)
_HOST_END = re.compile(rf"https?://[a-z0-9.-]+\.(?:{_TOP_LEVEL})(?=[A-Z])")
_NEXT_LINE = re.compile(r"\r?\n[ \t]*(?:[>|][ \t]*)?(?P<rest>[A-Za-z0-9\-._~%/?#=&+]*)")
_GOES_ON = re.compile(r"[a-z0-9]\w*(?:[/_=-][\w.~%-]+)+/?", re.A)
_PIECE = re.compile(r"[A-Za-z0-9][\w.~%/?#=&+-]*[\w/]", re.A)
_WORDS_AFTER = re.compile(r"[ \t]+[a-z]+[ \t]+[a-z]+")
