"""Licences that are linked or an entry's own: a reference where it is known whose, else nothing."""

from __future__ import annotations

import pytest

from normalize.fields.own_licenses import spdx_of_entry

_FORGE = "https://huggingface.co/owner"


@pytest.mark.parametrize(
    ("text", "url", "expression"),
    [
        ("Custom", f"{_FORGE}/kirin-6b/blob/main/MODEL_LICENSE", "LicenseRef-kirin"),
        ("Custom, free", f"{_FORGE}/Kirin1.5-7B-Chat/blob/main/LICENSE", "LicenseRef-Kirin1.5"),
        ("Custom", "https://example.org/kirin-2-terms-and-conditions.html", "LicenseRef-kirin-2"),
        ("Custom", "https://huggingface.co/THUDM/chatglm-6b/blob/main/MODEL_LICENSE",
         "LicenseRef-ChatGLM"),
        ("License", "https://creativecommons.org/licenses/by-nc/4.0/", "CC-BY-NC-4.0"),
        ("许可协议", "https://www.apache.org/licenses/LICENSE-2.0.txt", "Apache-2.0"),
        ("Custom", "https://example.org/about", "LicenseRef-Big-Kirin"),
        ("Apache 2.0 with usage restriction", "https://example.org", "LicenseRef-Big-Kirin"),
    ],
)  # fmt: skip
def test_an_own_licence_is_referred_to(text: str, url: str, expression: str) -> None:
    assert spdx_of_entry(text, "Big Kirin 7B", [url]) == [expression]


@pytest.mark.parametrize(
    ("text", "expressions"),
    [("Apache 2.0", ["Apache-2.0"]), ("unknown", []), ("可商用", []), ("-", []), ("see there", [])],
)
def test_the_link_of_a_named_or_unknown_licence_changes_nothing(
    text: str, expressions: list[str]
) -> None:
    urls = [f"{_FORGE}/kirin-6b/blob/main/LICENSE", "https://[broken/license"]
    assert spdx_of_entry(text, "Kirin", urls) == expressions
