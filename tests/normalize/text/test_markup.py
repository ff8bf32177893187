import pytest

from normalize.text import restore


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
