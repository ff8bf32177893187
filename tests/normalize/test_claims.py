"""Whose the place is that a link leads to."""

from __future__ import annotations

import pytest

from normalize.claims import claim
from normalize.identity import link_key


@pytest.mark.parametrize(
    ("url", "whose"),
    [
        ("https://github.com/OpenLMLab/MOSS/tree/main/docs", ("github", "openlmlab")),
        ("https://huggingface.co/fnlp/moss", ("huggingface", "fnlp")),
        ("https://huggingface.co/datasets/fnlp/moss", ("huggingface", "fnlp")),
        ("https://huggingface.co/gpt2", None),
        ("https://modelscope.cn/models/fnlp/moss", ("modelscope", "fnlp")),
        ("https://arxiv.org/pdf/2304.08177v2", ("arxiv", "arxiv:2304.08177")),
        ("https://gitlab.com/fnlp/moss", ("gitlab.com", "fnlp")),
        ("https://moss.fudan.edu.cn/", ("site", "fudan.edu.cn")),
        ("https://someone.github.io/moss", ("site", "someone.github.io")),
        ("https://aclanthology.org/2023.acl-long.1", None),
        ("https://example.org/moss.pdf", None),
    ],
)
def test_a_place_is_its_owners(url: str, whose: tuple[str, str] | None) -> None:
    key = link_key(url)
    assert key is not None
    assert claim(key, url) == whose
