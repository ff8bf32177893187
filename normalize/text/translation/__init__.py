"""What machine translation did to names, headings and terms, undone where there is evidence.

The damage: a page was translated with its names (LLaMA → 骆驼, MoE → 教育部, THU → 周四). What it
leaves alone is the evidence: the addresses of links, the anchors of headings, and a name's
spelling wherever the translator took it for no word. Everything here holds on machine-translated
pages only; whether a page is one is told by :func:`is_machine_translated` and, without its
markup, by :func:`reads_translated`.
"""

from __future__ import annotations

from normalize.text.translation.candidates import Surroundings
from normalize.text.translation.composing import composed_name
from normalize.text.translation.headings import original_heading
from normalize.text.translation.marks import is_machine_translated, reads_translated
from normalize.text.translation.names import original_name
from normalize.text.translation.organizations import original_organization
from normalize.text.translation.original import Original, has_foreign_letters
from normalize.text.translation.spellings import Spellings, fold
from normalize.text.translation.terms import original_license, original_terms

__all__ = [
    "Original",
    "Spellings",
    "Surroundings",
    "composed_name",
    "fold",
    "has_foreign_letters",
    "is_machine_translated",
    "original_heading",
    "original_license",
    "original_name",
    "original_organization",
    "original_terms",
    "reads_translated",
]
