"""Licences of several entries: what contradicts and what only says more or less."""

from __future__ import annotations

import pytest

from normalize.fields.license_agreement import disagree


@pytest.mark.parametrize(
    "claims",
    [
        [],
        [["MIT"]],
        [["MIT"], ["MIT"]],
        [["MIT", "Apache-2.0"], ["Apache-2.0", "MIT"]],
        [["MIT", "Apache-2.0"], ["Apache-2.0 OR MIT"]],
        [["MIT OR Apache-2.0"], ["Apache-2.0 OR MIT"]],
        [["Apache-2.0"], ["Apache-2.0", "CC-BY-4.0"]],
        [["Apache-2.0"], ["Apache-2.0", "CC-BY-4.0"], ["CC-BY-4.0"]],
        [["LicenseRef-GPL"], ["GPL-3.0-only"]],
        [["GPL-3.0-only"], ["LicenseRef-GPL"]],
        [["LicenseRef-BSD"], ["BSD-3-Clause"]],
        [["LicenseRef-CC"], ["CC-BY-NC-4.0"]],
        [["LicenseRef-CC-BY-NC"], ["CC-BY-NC-4.0"]],
        [["LicenseRef-OpenRAIL-M"], ["LicenseRef-OpenRAIL-M-1.0"]],
    ],
)
def test_entries_agree_where_one_names_all_that_the_others_name(claims: list[list[str]]) -> None:
    assert not disagree(claims)
    assert not disagree(claims[::-1])


@pytest.mark.parametrize(
    "claims",
    [
        [["MIT"], ["Apache-2.0"]],
        [["MIT", "CC-BY-4.0"], ["MIT", "CC-BY-NC-4.0"]],
        [["MIT"], ["MIT", "CC-BY-4.0"], ["MIT", "Apache-2.0"]],
        [["GPL-2.0-only"], ["GPL-3.0-only"]],
        [["LicenseRef-GPL"], ["GPL-2.0-only"], ["GPL-3.0-only"]],
        [["LicenseRef-GPL"], ["LGPL-3.0-only"]],
        [["LicenseRef-CC-BY"], ["CC-BY-NC-4.0"]],
        [["LicenseRef-Qwen"], ["LicenseRef-Qwen-Research"]],
    ],
)
def test_entries_that_name_different_licences_contradict(claims: list[list[str]]) -> None:
    assert disagree(claims)
    assert disagree(claims[::-1])
