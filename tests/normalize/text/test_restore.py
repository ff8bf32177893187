from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text import PLANS, restore
from normalize.text.alignment import Alignment
from normalize.text.edits import Edit, apply

ORIGINS = list(PLANS)

# Pieces that meet each other in ways that may make new damage of what is left.
PIECES = st.sampled_from(
    [
        *"abé⽤⼤用大中，。 \nﬁ\u00ad\u200b\u200d\ufeff\x0c\x85\x00ÃÂ©âåäæçïğŸ”¥¸­–‡€™¼Œ�◊√¬Ðпр",
        "&amp;",
        "amp;",
        "lt;",
        "&",
        "(cid:",
        "12)",
        "ä¸­æ–‡",
        "å¤§è¯",
        "Ã¤Â¸Â­Ã¦Â–Â‡",
        "<code>",
        "</code>",
    ]
)


@pytest.mark.parametrize("origin", ORIGINS)
@given(pieces=st.lists(PIECES, max_size=40))
def test_restoring_again_changes_nothing(origin, pieces):
    once = restore("".join(pieces), origin).text
    again = restore(once, origin)
    assert again.text == once
    assert again.repairs == []


@pytest.mark.parametrize("origin", ORIGINS)
@given(text=st.text())
def test_any_text_is_restored_without_an_error(origin, text):
    restored = restore(text, origin)
    assert restored.raw_span(0, len(restored.text)) == (0, len(text))


@pytest.mark.parametrize("origin", ORIGINS)
def test_healthy_text_comes_back_itself(origin):
    for text in ("", "plain ASCII\n", "健康的中文“文本”，déjà vu — 🤗"):
        restored = restore(text, origin)
        assert restored.text is text
        assert restored.repairs == []
        assert restored.raw_span(1, 3) == (1, 3)


def test_repairs_are_in_order_and_in_original_coordinates():
    text = "ﬁrst ⽤⼿册 (cid:7)cafÃ©"
    restored = restore(text, "pdf")
    assert restored.text == "first 用手册 café"
    assert [(text[r.start : r.end], r.before, r.after) for r in restored.repairs] == [
        ("ﬁ", "ﬁ", "fi"),
        ("⽤⼿", "⽤⼿", "用手"),
        ("(cid:7)", "(cid:7)", ""),
        ("Ã©", "Ã©", "é"),
    ]


def test_a_repair_of_what_was_repaired_shows_the_text_between():
    text = "中文：" + "é".encode().decode("cp1252").encode().decode("cp1252")
    first, second = restore(text, "readme").repairs
    assert (first.before, first.after) == ("Ã\x83Â©".replace("\x83", "ƒ"), "Ã©")
    assert (second.start, second.end, second.before, second.after) == (3, 7, "Ã©", "é")


def test_spans_lead_back_to_the_original_and_meet_there():
    text = "aﬁb\u00adc å¤§è¯ d"
    restored = restore(text, "pdf")
    assert restored.text == "afibc 大è¯ d"
    assert restored.raw_span(0, 1) == (0, 1)
    assert restored.raw_span(1, 2) == (1, 2)  # half of the ligature: all of it
    assert restored.raw_span(3, 4) == (2, 4)  # the removed hyphen belongs to what is before it
    assert restored.raw_span(4, 5) == (4, 5)
    assert restored.raw_span(6, 7) == (6, 9)
    assert restored.raw_span(0, len(restored.text)) == (0, len(text))


def edits_of(draw, text):
    edits, position = [], 0
    while position < len(text):
        start = draw(st.integers(position, len(text)))
        end = draw(st.integers(start, min(start + 3, len(text))))
        if start < end:
            edits.append(Edit(start, end, draw(st.text("xy", max_size=3)), "test"))
        position = end + draw(st.integers(0, 3)) or position + 1
    return edits


@given(st.data())
def test_alignment_composed_over_steps_keeps_what_no_step_touched(data):
    raw = text = "".join(map(chr, range(0x4E00, 0x4E00 + data.draw(st.integers(0, 30)))))
    alignment = Alignment()
    for _ in range(3):
        edits = edits_of(data.draw, text)
        alignment = alignment.followed_by(edits)
        text = apply(text, edits)
    spans = [alignment.raw_span(i, i + 1) for i in range(len(text))]
    for char, (start, end) in zip(text, spans, strict=True):
        if char >= "\u4e00":  # never edited, and there is only one of it; removals may be around
            assert char in raw[start:end]
            assert start == 0 or raw[start] == char
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(spans))
    assert alignment.raw_span(0, len(text)) == (0, len(raw))
