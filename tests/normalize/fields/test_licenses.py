"""Licences: names to SPDX expressions, and never a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from license_expression import get_spdx_licensing

from normalize.fields.licenses import spdx
from normalize.tables import table


@pytest.mark.parametrize(
    ("text", "expressions"),
    [
        ("Apache 2.0", ["Apache-2.0"]),
        ("apache-2", ["Apache-2.0"]),
        ("Apache License, Version 2.0", ["Apache-2.0"]),
        ("阿帕奇-2.0", ["Apache-2.0"]),
        ("麻省理工学院许可证", ["MIT"]),
        ("MIT License", ["MIT"]),
        ("MIT 协议", ["MIT"]),
        ("Apache 2.0, CC BY-SA-3.0", ["Apache-2.0", "CC-BY-SA-3.0"]),
        ("MIT/Apache-2.0", ["MIT", "Apache-2.0"]),
        ("Apache-2.0 OR MIT", ["Apache-2.0 OR MIT"]),
        ("OpenRAIL-M v1", ["LicenseRef-OpenRAIL-M-1.0"]),
        ("Llama 2", ["LicenseRef-scancode-llama-2-license-2023"]),
        ("LLaMA 2 license", ["LicenseRef-scancode-llama-2-license-2023"]),
        ("BSD-3-Clause", ["BSD-3-Clause"]),
        ("GPLv3", ["GPL-3.0-only"]),
        ("GPL-3.0+", ["GPL-3.0-or-later"]),
        ("AGPL-3.0", ["AGPL-3.0-only"]),
        ("LGPL v2.1", ["LGPL-2.1-only"]),
        ("CC BY-NC 4.0", ["CC-BY-NC-4.0"]),
        ("cc-by-nc-sa-4.0", ["CC-BY-NC-SA-4.0"]),
        ("CC BY-NC", ["LicenseRef-CC-BY-NC"]),
        ("Creative Commons Attribution 4.0 International", ["CC-BY-4.0"]),
        ("[Apache 2.0](https://example.org/LICENSE)", ["Apache-2.0"]),
        ("The code is released under the Apache 2.0 license", ["Apache-2.0"]),
        ("MIT + Apache", ["MIT", "Apache-2.0"]),
        ("MIT AND (Apache-2.0 OR BSD-3-Clause)", ["MIT AND (Apache-2.0 OR BSD-3-Clause)"]),
        ("The MIT License (MIT)", ["MIT"]),
        ("Apache License 1.0", ["Apache-1.0"]),
        ("AGPL", ["LicenseRef-AGPL"]),
        ("GPL", ["LicenseRef-GPL"]),
        ("GPL v3+", ["GPL-3.0-or-later"]),
        ("Apache 2.0 (code), CC BY-NC 4.0 (weights)", ["Apache-2.0", "CC-BY-NC-4.0"]),
        ("Apache 2.0 (code); weights: non-commercial", ["Apache-2.0"]),
        ("CC BY-NC 4.0 (non-commercial)", ["CC-BY-NC-4.0"]),
        ("CC BY-NC 4.0, non commercial", ["CC-BY-NC-4.0"]),
        ("CC BY-NC 4.0 for non-commercial use", ["CC-BY-NC-4.0"]),
        ("Llama 2 (non-commercial)", ["LicenseRef-scancode-llama-2-license-2023"]),
        ("Apache 2.0 (可商用)", ["Apache-2.0"]),
        ("MIT (no restrictions)", ["MIT"]),
        ("Apache 2.0 (without restrictions, commercial use allowed)", ["Apache-2.0"]),
        ("Gemma 2", ["LicenseRef-scancode-gemma-tou-2024-04-01"]),
        ("Gemma Terms of Use Free with usage restriction and more",
         ["LicenseRef-scancode-gemma-tou-2024-04-01"]),
    ],
)  # fmt: skip
def test_a_licence_is_recognised_by_its_names(text: str, expressions: list[str]) -> None:
    assert spdx(text) == expressions


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "Custom", "unknown", "see repository", "可商用", "permit", "admit it",
        "Apache 2.0 with usage restriction", "Custom Apache 2.0", "similar to MIT",
        "Apache 3.0", "Apache 2.1", "Apache License, Version 3.0", "MIT (non-commercial only)",
        "MIT (not for commercial use)", "Apache 2.0 (modified)", "Apache 2.0（不可商用）",
        "CC BY 4.0 (except images)", "CC BY 4.0, non-commercial", "MIT License + Commons Clause",
        "Apache 2.0 + Commons Clause", "GPL (with restrictions)", "Llama 5",
        "Custom: free unless outputs are used to train models other than LLaMA 2",
    ],
)  # fmt: skip
def test_what_is_no_known_licence_gives_nothing(text: str) -> None:
    assert spdx(text) == []


def test_every_expression_of_the_table_is_valid() -> None:
    licensing = get_spdx_licensing()
    for expression in table("licenses")["names"]:
        own = expression.startswith("LicenseRef-") and "scancode" not in expression
        assert own or not licensing.validate(expression).errors, expression


def test_every_name_in_the_table_leads_to_its_expression() -> None:
    for expression, names in table("licenses")["names"].items():
        for name in names:
            assert spdx(name) == [expression], name


@given(st.text(max_size=60))
def test_no_string_breaks_it(text: str) -> None:
    assert all(isinstance(expression, str) for expression in spdx(text))
