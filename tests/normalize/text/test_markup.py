import pytest

from normalize.text import markup, restore


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("<p>Q&amp;amp;A</p>", "<p>Q&amp;A</p>"),
        ("<p>a &amp;lt; b &amp;gt; c</p>", "<p>a &lt; b &gt; c</p>"),
        ("it&amp;#39;s &amp;quot;open&amp;quot;", "it&#39;s &quot;open&quot;"),
        ("a&amp;amp;amp;nbsp;b", "a&nbsp;b"),
        ("<p>模型&amp;amp;数据</p>", "<p>模型&amp;数据</p>"),
    ],
)
def test_entities_escaped_twice_are_unescaped_once(damaged, whole):
    restored = restore(damaged, "webpage")
    assert restored.text == whole
    assert {repair.rule for repair in restored.repairs} == {"double-escaped-entity"}


@pytest.mark.parametrize(
    "text",
    [
        "<p>AT&amp;T &lt;b&gt; &amp; more &amp;c;</p>",
        "<code>&amp;lt;</code> is how HTML writes it",
        "<pre class='x'>a &amp;amp; b</pre>",
        "<a href='?a=1&amp;lt=2'>x</a>",
    ],
)
def test_healthy_markup_and_code_stay(text):
    assert restore(text, "webpage").text == text


def test_other_origins_are_no_markup():
    assert restore("&amp;amp;", "readme").text == "&amp;amp;"


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("<p>微调 &ZeroWidthSpace;&ZeroWidthSpace;LLaMA</p>", "<p>微调 LLaMA</p>"),
        ("<p>\u200b\u200bLLaMA &#8203;模型 lan&shy;gu\u00adage</p>", "<p>LLaMA 模型 language</p>"),
        ("<a href='x'>a&#x200B;b</a>\ufeff", "<a href='x'>ab</a>"),
    ],
)
def test_marks_that_only_lay_out_are_taken_out(damaged, whole):
    restored = restore(damaged, "webpage")
    assert restored.text == whole
    assert {repair.rule for repair in restored.repairs} == {"layout-mark"}


@pytest.mark.parametrize(
    "text",
    [
        "<code>&ZeroWidthSpace;</code> <pre>a\u200bb</pre> are how it is written",
        "<a href='x\u200by' title='a&shy;b'>link</a>",
        "<p>ภาษา\u200bไทย ភាសា&#8203;ខ្មែរ</p>",
        "<p>a\u00a0b\u3000c &nbsp; d</p>",
        "<p>👩\u200d💻</p>",
    ],
)
def test_marks_in_code_in_tags_and_in_scripts_that_need_them_stay(text):
    assert restore(text, "webpage").text == text


@pytest.mark.parametrize("unit", ["&amp;", "<", "<code>", "\u200b", "&shy;", "&#8203"])
def test_hostile_text_does_not_hang(unit, no_hang):
    markup.find(unit * (300_000 // len(unit)))
