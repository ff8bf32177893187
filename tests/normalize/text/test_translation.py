import pytest

from normalize.text.translation import is_machine_translated, original_heading, original_name

FONT = '<font style="vertical-align: inherit;">'


def test_doubled_font_wrappers_betray_a_translated_page():
    assert is_machine_translated(f"<p>{FONT}{FONT}你好</font></font></p>" * 3)


def test_the_class_of_a_translated_page_betrays_it():
    assert is_machine_translated('<html lang="zh" class="no-js translated-ltr"><body>x</body>')


def test_the_widget_with_a_wrapper_betrays_it():
    page = f'<div class="skiptranslate"></div><p>{FONT}{FONT}你好</font></font></p>'
    assert is_machine_translated(page)


@pytest.mark.parametrize(
    "page",
    [
        "<p>plain</p>",
        '<div id="goog-te-banner" class="skiptranslate">Translate this page</div><p>plain</p>',
        f"<p>Google writes {FONT}{FONT} around text</p>",
        '<font color="red"><font color="red">a</font></font>' * 5,
        "<p>the class translated-ltr</p>",
    ],
)
def test_other_pages_are_not_translated(page):
    assert not is_machine_translated(page)


@pytest.mark.parametrize(
    ("name", "url", "original"),
    [
        ("萤火虫", "https://github.com/yangjianxin1/Firefly", "Firefly"),
        ("聊天GLM-6B", "https://github.com/THUDM/ChatGLM-6B", "ChatGLM-6B"),
        (
            "Falcon-7B-指令",
            "https://huggingface.co/tiiuae/falcon-7b-instruct",
            "Falcon-7B-instruct",
        ),
        ("天鹰座", "https://github.com/FlagAI-Open/FlagAI/tree/master/examples/Aquila", "Aquila"),
        ("骆驼.cpp", "https://github.com/ggerganov/llama.cpp", "llama.cpp"),
        ("子牙", "https://modelscope.cn/models/Fengshenbang/Ziya-13B/", "Ziya-13B"),
        ("原驼", "https://huggingface.co/datasets/JosephusCheung/GuanacoDataset", "GuanacoDataset"),
    ],
)
def test_a_translated_name_is_found_again_in_its_link(name, url, original):
    assert original_name(name, [url]) == (original, f"link {url}")


@pytest.mark.parametrize(
    ("name", "urls"),
    [
        ("GPT-J", ["https://huggingface.co/EleutherAI/gpt-j-6b"]),
        ("MOSS", ["https://github.com/OpenLMLab/MOSS"]),
        ("MPT", ["https://github.com/mosaicml/llm-foundry"]),
        ("洛拉", ["https://arxiv.org/abs/2106.09685"]),
        ("法学硕士360", ["https://github.com/LLM360"]),
        ("生物医学GPT-1.6B", ["https://github.com/BioFM/OpenBioMed"]),
        ("自对准", ["https://arxiv.org/abs/2305.03047", "https://github.com/IBM/Dromedary"]),
        ("萤火虫", []),
        ("萤火虫", ["not a link", "/relative/path"]),
    ],
)
def test_a_name_without_evidence_or_without_translation_is_left(name, urls):
    assert original_name(name, urls) is None


def test_with_latin_words_to_compare_a_later_link_may_tell():
    urls = ["https://example.org/", "https://github.com/cpacker/MemGPT"]
    assert original_name("记忆GPT", urls) == ("MemGPT", f"link {urls[1]}")


@pytest.mark.parametrize(
    ("heading", "anchor", "original"),
    [
        ("基础型号", "#base-models", ("base models", "anchor #base-models")),
        ("教育部", "#user-content-moe", ("moe", "anchor #moe")),
        ("法学硕士 XXX", "#llms-as-xxx", ("llms as XXX", "anchor #llms-as-xxx")),
        ("数据", "https://example.org/page#data", ("data", "anchor #data")),
    ],
)
def test_a_translated_heading_is_read_from_its_anchor(heading, anchor, original):
    assert original_heading(heading, anchor) == original


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("数据", None),
        ("数据", "#数据"),
        ("数据", "#%E6%95%B0%E6%8D%AE"),
        ("Data", "#data"),
        ("二", "#2"),
    ],
)
def test_a_heading_without_evidence_is_left(heading, anchor):
    assert original_heading(heading, anchor) is None
