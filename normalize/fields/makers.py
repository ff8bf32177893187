"""Who made the thing that an entry is about, where its name or its text says so."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from normalize.fields.organizations import canonical, is_known, names, spans
from normalize.fields.own_names import families, spoken
from normalize.tables import table


def stated_makers(name: str, texts: list[str]) -> list[str]:
    """Canonical names of the makers that an entry's name or texts state, in order.

    A name says so with 【复旦】 before, "by MosaicML" or --复旦大学 behind; a text with a label
    (``发布团队：百川智能``), or with a known organisation that made, released or published what
    the sentence goes on to name. The maker of a base model, sponsors and hosts are none.
    """
    if found := _of_name(name):
        return found
    plain = [unicodedata.normalize("NFKC", text) for text in texts if text.strip()]
    if not plain:
        return []
    for text in plain:
        if label := _label().search(text):
            return _known(label[1]) or names(label[1])
    for text in plain:
        for sentence in _SENTENCE.split(text):
            if found := _of_sentence(name, sentence[:_LONGEST_SENTENCE]):
                return found
        if found := _of_opening(text[:_LONGEST_OPENING]):
            return found
    return []


_SENTENCE = re.compile(r"[。!?;\n]+|\.\s(?=[A-Z])")
_CLAUSE = re.compile(r"[,:。]")
_TAG = re.compile(r"^\s*【([^【】]+)】")
_BY = re.compile(r"(?:\sby\s+|--\s*|——\s*)(\S.*)$", re.IGNORECASE)
#: What stands for a known organisation, and for the entry itself, while a sentence is read.
_MAKER, _ENTRY = "\ue000", "\ue001"
_SUFFIX = r"(?:[^,。:;()\n]{0,24}?(?:团队|实验室|学院|研究组|研究院|小组|公司))?"
_MAKERS = rf"(?P<makers>{_MAKER}{_SUFFIX}(?:\s*(?:[和与及、,&/+]|and)?\s*{_MAKER}{_SUFFIX}){{0,9}})"
_LONGEST_OPENING, _LONGEST_SENTENCE = 200, 600


def _of_name(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", name)
    said = _TAG.match(plain) or _BY.search(plain)
    return [canonical(said[1])] if said and is_known(said[1]) else []


@lru_cache(maxsize=10_000)
def _own(name: str) -> re.Pattern[str] | None:
    """What the entry is called in its text, if that can be told."""
    called = families(name)
    return re.compile("|".join(map(spoken, called)), re.IGNORECASE) if called else None


def _of_sentence(name: str, sentence: str) -> list[str]:
    # The entry's own name comes last: few sentences get that far, and its pattern has to be made.
    if not _cue().search(sentence) or not spans(sentence):
        return []
    own = _own(name)
    if own is None or not own.search(sentence):
        return []
    marked, makers = _marked(own, sentence)
    for pattern in _patterns():
        for match in pattern.finditer(marked):
            if not _speaks_of_others(marked[: match.start("makers")]):
                return _named(makers, marked, match)
    return []


def _of_opening(text: str) -> list[str]:
    if not _cue().search(text):
        return []
    marked, makers = _marked(None, text)
    for pattern in _openings() if makers else ():
        match = pattern.match(marked)
        if match and not _speaks_of_others(marked[: match.start("makers")]):
            return _named(makers, marked, match)
    return []


def _marked(own: re.Pattern[str] | None, text: str) -> tuple[str, list[str]]:
    """The text with a sign for each maker and for the entry, and the makers in order.

    Where both could be meant the longer one is: 百川智能 is not the model 百川.
    """
    plain = text.replace(_MAKER, " ").replace(_ENTRY, " ")
    found = [(*span, True) for span in spans(plain)]
    if own:
        found += [(*match.span(), False) for match in own.finditer(plain)]
    pieces: list[str] = []
    makers: list[str] = []
    end = 0
    for start, stop, is_maker in sorted(found, key=lambda span: (span[0], -span[1], span[2])):
        if start < end:
            continue
        pieces += [plain[end:start], _MAKER if is_maker else _ENTRY]
        if is_maker:
            makers.append(canonical(plain[start:stop]))
        end = stop
    return "".join([*pieces, plain[end:]]), makers


def _named(makers: list[str], marked: str, match: re.Match[str]) -> list[str]:
    first = marked.count(_MAKER, 0, match.start("makers"))
    return list(dict.fromkeys(makers[first : first + match["makers"].count(_MAKER)]))


def _speaks_of_others(before: str) -> bool:
    lowered = _CLAUSE.split(before)[-1].casefold()
    return any(word in lowered for word in table("statements")["makers"]["others"])


def _known(text: str) -> list[str]:
    return list(dict.fromkeys(canonical(text[start:end]) for start, end in spans(text)))


@cache
def _words(kind: str) -> str:
    return "|".join(map(re.escape, table("statements")["makers"][kind]))


@cache
def _cue() -> re.Pattern[str]:
    """Whatever a sentence about a maker has: a verb of making, "by", a genitive, a first word."""
    words = "|".join(map(_words, ("made", "makes", "made_by")))
    return re.compile(rf"{words}|['’]s?\s|^\W*[A-Z]", re.IGNORECASE)


@cache
def _patterns() -> list[re.Pattern[str]]:
    """A maker before what it made (开源, releases, 's), or behind it (由, from, by)."""
    made, makes, made_by = _words("made"), _words("makes"), _words("made_by")
    start = r"(?:^|[,:\"“”'(]|近日|由|来自)\s*"
    texts = (
        rf"{start}{_MAKERS}[\"”]?.{{0,60}}?(?:{made})(?!的).*?{_ENTRY}",
        rf"{_ENTRY}[^,]{{0,20}}(?:是|由|是由)\s*{_MAKERS}(?:联合|共同)?(?:{made})",
        rf"^\s*{_MAKERS}\s+{_ENTRY}",
        rf"{_MAKERS}\s+(?:{makes})\b.*{_ENTRY}",
        rf"{_ENTRY}.{{0,60}}?[:,]\s*{_MAKERS}\s+(?:{makes})\b",
        rf"{_MAKERS}['’]s?\s.{{0,60}}{_ENTRY}",
        rf"{_ENTRY}\s*[:,]\s*{_MAKERS}['’]s?\s",
        rf"{_ENTRY}[^.]*\b(?:{made_by})\s+(?:the\s+)?{_MAKERS}",
    )
    return [re.compile(text, re.IGNORECASE) for text in texts]


@cache
def _openings() -> list[re.Pattern[str]]:
    """Texts that begin with who released "it", whatever they call the thing."""
    made = _words("made")
    texts = (
        rf"\s*{_MAKERS}\s*(?:宣布|正式|联合)?(?:{made})(?!的)",
        rf"(?:[^。]{{0,60}}[,，])?\s*由\s*{_MAKERS}\s*(?:联合|共同)?(?:{made})",
        rf"[^。,]{{1,30}}是\s*由?\s*{_MAKERS}\s*(?:联合|共同)?(?:{made})的",
    )
    return [re.compile(text) for text in texts]


@cache
def _label() -> re.Pattern[str]:
    words = [
        word
        for word in table("columns")["exact"]["organization"]
        if not word.isascii() and len(word) > 2
    ]
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})\s*:\s*([^\s,。;:]{{2,24}})")
