"""The typed fields of a mention, out of the words of its entry."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from normalize.fields.base_models import names as base_models
from normalize.fields.columns import role, unit
from normalize.fields.commercial_use import claims
from normalize.fields.dates import iso_date
from normalize.fields.languages import names_chinese, tags
from normalize.fields.makers import stated_makers
from normalize.fields.nothing import says_nothing
from normalize.fields.organizations import names as organizations
from normalize.fields.own_licenses import spdx_of_entry
from normalize.fields.sizes import parameter_counts, parameter_counts_in
from normalize.fields.stated_languages import stated_languages
from normalize.fields.stated_sizes import stated_counts
from normalize.records import Field, Mention


def map_fields(mention: Mention) -> Mention:
    """The mention with its typed fields filled from its licence, organisation and labels.

    What a reader already filled in is kept. Raw labels and values stay in ``fields``; the
    description is not touched. Where no column or label states a value, the titles and the
    description may: sizes, languages, makers; sizes last of all the name. Several makers stand
    with "; " between them. Flags added: ``language_ambiguous``, claims on commercial use.
    """
    whole, mention = mention, _cut(mention)
    values, texts = _values(mention), _texts(mention)
    licence = _said(mention.license, "license") or _first(values, "license")
    organization = _said(mention.organization, "organization") or _first(values, "organization")
    makers = organizations(organization) if organization else []
    makers = makers or stated_makers(mention.name, texts)
    languages, ambiguous = _languages(mention, values, texts)
    flags = [*mention.flags, *claims(f"{mention.name}\n{licence or ''}")]
    if ambiguous:
        flags.append("language_ambiguous")
    return msgspec.structs.replace(
        whole,
        license=whole.license or licence,
        license_spdx=mention.license_spdx or _licenses(mention, licence),
        languages=mention.languages or languages,
        base_models=mention.base_models or _base_models(mention, values),
        parameter_counts=mention.parameter_counts or _parameter_counts(mention.name, values, texts),
        released_on=mention.released_on or _released_on(values),
        organization="; ".join(makers) or None,
        flags=list(dict.fromkeys(flags)),
    )


#: The fields of an entry by the roles of their labels.
_Values = Mapping[str, Sequence[Field]]
_HAN = re.compile(r"[\u3400-\u9fff]")
#: Characters of a name, label or value that are typed; what is longer is a text, not a value.
_LONGEST = 300
_LONGEST_TEXT = 5_000
_TITLES = ("paper",)


def _cut(mention: Mention) -> Mention:
    """The mention with its values cut to a length that no pattern here is slow on."""
    return msgspec.structs.replace(
        mention,
        name=mention.name[:_LONGEST],
        license=mention.license and mention.license[:_LONGEST],
        organization=mention.organization and mention.organization[:_LONGEST],
        fields=[
            Field(label=one.label[:_LONGEST], value=one.value[:_LONGEST]) for one in mention.fields
        ],
    )


def _values(mention: Mention) -> _Values:
    """The fields that say something by the roles of their labels, in the order of the entry."""
    found: defaultdict[str, list[Field]] = defaultdict(list)
    for one in mention.fields:
        kind = role(one.label)
        if kind and not says_nothing(one.value, kind):
            found[kind].append(one)
    return found


def _said(value: str | None, wanted: str) -> str | None:
    return None if value is None or says_nothing(value, wanted) else value


def _first(values: _Values, wanted: str) -> str | None:
    return next((one.value.strip() for one in values.get(wanted, ())), None)


def _texts(mention: Mention) -> list[str]:
    """What an entry says in sentences: titles of papers and posts, descriptions."""
    titles = [one.value for one in mention.fields if role(one.label) in _TITLES]
    said = (mention.description or "")[:_LONGEST_TEXT]
    remarks = [one.value for one in mention.fields if role(one.label) in (None, "description")]
    return [*titles, said, *remarks]


def _licenses(mention: Mention, licence: str | None) -> list[str]:
    return spdx_of_entry(licence, mention.name, mention.urls) if licence else []


def _languages(mention: Mention, values: _Values, texts: Sequence[str]) -> tuple[list[str], bool]:
    """The tags, and whether they are in doubt.

    Machine translation into Chinese turns the code ``en`` into ``zh`` (it reads "the language
    of this page"); the words 英文 and 中文 it leaves alone, and so is a cell that names both. A
    bare ``zh`` is believed where the rest of the entry speaks of Chinese, and else stays open.
    """
    found: list[str] = []
    for one in values.get("languages", ()):
        bare = one.value.strip().casefold() == "zh"
        if mention.machine_translated and bare and not _speaks_of_chinese(mention, values):
            return [], True
        found += tags(one.value)
    stated = found or stated_languages(mention.name, "\n".join(texts))
    return list(dict.fromkeys(stated)), False


def _speaks_of_chinese(mention: Mention, values: _Values) -> bool:
    """Whether name, links or description say that something is in Chinese."""
    models = (one.value for one in values.get("base_model", ()))
    names = [mention.name, *mention.urls, *models]
    said = (mention.description or "")[:_LONGEST_TEXT]
    return names_chinese(" ".join(names)[:_LONGEST_TEXT], said)


def _base_models(mention: Mention, values: _Values) -> list[str]:
    """The names as given; one that was translated ("骆驼") is no name any more."""
    found = [name for one in values.get("base_model", ()) for name in base_models(one.value)]
    if mention.machine_translated:
        found = [name for name in found if not _HAN.search(name)]
    return list(dict.fromkeys(found))


def _parameter_counts(name: str, values: _Values, texts: Sequence[str]) -> list[int]:
    """Of a column, else of the text, else of the name; a data set has no parameters."""
    stated: set[int] = set()
    for one in values.get("params", ()):
        stated.update(parameter_counts_in(one.value, unit(one.label)))
    if stated or "samples" in values or "tokens" in values:
        return sorted(stated)
    return stated_counts(name, "\n".join(texts)) or parameter_counts(name)


def _released_on(values: _Values) -> str | None:
    dates = (iso_date(one.value) for one in values.get("date", ()))
    return next((date for date in dates if date), None)
