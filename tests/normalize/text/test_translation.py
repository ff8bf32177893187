"""What machine translation did, undone where links, spellings or the glossary tell."""

import pytest

from normalize.text.translation import (
    Spellings,
    Surroundings,
    composed_name,
    is_machine_translated,
    original_heading,
    original_license,
    original_name,
    original_organization,
    original_terms,
    reads_translated,
)

FONT = '<font style="vertical-align: inherit;">'


def name(translated, *urls, said=None, others=()):
    around = Surroundings(list(urls), said, Spellings([said or ""]), frozenset(others))
    found = original_name(translated, around)
    return found.text if found else None


def organization(translated, *urls):
    found = original_organization(translated, Surroundings(list(urls)))
    return found.text if found else None


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


def test_several_terms_as_everyday_words_betray_a_page_without_markup():
    assert reads_translated("开源法学硕士的列表,许可证为阿帕奇-2.0,在 2 万亿个代币上训练。")


@pytest.mark.parametrize(
    "text",
    [
        "开源大模型列表：羊驼、骆驼与骆马，许可证 Apache-2.0，训练了 2 万亿 token。",
        "她是法学硕士。",
        "招收法学硕士；联合银行的代币，变压器的油温，销售队伍与多式联运。",
        "法学硕士,代币,拥抱脸 " + "一个关于中文大模型的健康页面。" * 2_000,
        "",
    ],
)
def test_a_healthy_chinese_page_does_not_read_translated(text):
    assert not reads_translated(text)


@pytest.mark.parametrize(
    ("translated", "url", "original"),
    [
        ("萤火虫", "https://github.com/a/Firefly", "Firefly"),
        ("聊天GLM-6B", "https://github.com/THUDM/ChatGLM-6B", "ChatGLM-6B"),
        ("猎鹰-7B-指令", "https://huggingface.co/tiiuae/falcon-7b-instruct", "falcon-7B-instruct"),
        ("天鹰座", "https://github.com/a/FlagAI/tree/master/examples/Aquila", "Aquila"),
        ("骆驼.cpp", "https://github.com/ggerganov/llama.cpp", "llama.cpp"),
        ("蓝色水獭-数据", "https://github.com/a/Blue-Otter-Data", "Blue-Otter-Data"),
        ("工具箱", "https://github.com/a/b/tree/main/tool_box", "tool_box"),
    ],
)
def test_a_translated_name_is_aligned_with_its_link_by_meaning(translated, url, original):
    assert name(translated, url) == original


@pytest.mark.parametrize(
    ("translated", "url", "original"),
    [
        ("维斯帕", "https://github.com/vespa-engine/vespa", "vespa"),
        ("特尔马克", "https://example.org/telmark", "telmark"),
        ("子牙", "https://modelscope.cn/models/Fengshenbang/Ziya-13B-v1/", "Ziya"),
    ],
)
def test_a_transliterated_name_is_aligned_with_its_link_by_sound(translated, url, original):
    assert name(translated, url) == original


def test_what_follows_the_name_in_a_link_is_left_out():
    assert name("水獭", "https://github.com/a/Otter-LLaMA-13B-v2") == "Otter"
    assert name("水獭", "https://huggingface.co/datasets/a/OtterDataset") == "Otter"


def test_what_translation_drops_before_the_name_stays():
    assert name("法学硕士", "https://github.com/a/k-llm") == "k-llm"


def test_a_spelling_in_the_description_is_preferred_to_the_links():
    said = "OpenOtter 是一个模型。"
    assert name("开放水獭", "https://github.com/a/open_otter", said=said) == "OpenOtter"
    assert name("水獭", "https://arxiv.org/abs/2301.00001", said="Otter 与 GPT 相比。") == "Otter"


def test_a_name_in_words_of_the_glossary_needs_no_link():
    assert name("水獭GPT", "https://arxiv.org/abs/2301.00001") == "OtterGPT"
    assert name("天空章鱼", "https://github.com/a/backend") == "SkyOctopus"


def test_several_names_in_one_are_undone_one_by_one():
    assert name("水獭 / 水獭2", "https://github.com/a/otter") == "Otter / Otter2"


def test_an_unknown_name_is_that_of_its_own_repository():
    found = original_name("龘龘", Surroundings(["https://github.com/a/quux"]))
    assert found is not None
    assert (found.text, found.evidence) == ("quux", "link https://github.com/a/quux")
    assert found.from_link
    assert found.confidence < 0.8


@pytest.mark.parametrize(
    ("translated", "urls"),
    [
        ("GPT-J", ["https://huggingface.co/EleutherAI/gpt-j-6b"]),
        ("MPT", ["https://github.com/mosaicml/llm-foundry"]),
        ("龘龘", ["https://arxiv.org/abs/2106.09685"]),
        ("龘龘GPT-1.6B", ["https://github.com/BioFM/OpenBioMed"]),
        ("龘龘", []),
        ("龘龘", ["not a link", "/relative/path", "https://["]),
        ("", ["https://github.com/a/b"]),
        ("龘" * 10_000, ["https://arxiv.org/abs/2106.09685"]),
    ],
)
def test_a_name_without_evidence_or_without_translation_is_left(translated, urls):
    assert name(translated, *urls) is None


@pytest.mark.parametrize(
    ("translated", "composed"),
    [
        ("聊天GLM-6B", "ChatGLM-6B"),
        ("骆驼-7B", "LLaMA-7B"),
        ("龘GLM", None),
        ("一个（长）标题", None),
    ],
)
def test_a_name_is_composed_of_known_words_only(translated, composed):
    assert composed_name(translated) == composed


@pytest.mark.parametrize(
    ("translated", "urls", "original"),
    [
        ("周四", [], "Tsinghua University"),
        ("稳定人工智能", [], "Stability AI"),
        ("数据砖", [], "Databricks"),
        ("米尔武斯", ["https://github.com/milvus-io/milvus"], "Milvus"),
        ("蓝水獭实验室", ["https://github.com/blue-otter-lab/x"], "blue-otter-lab"),
        ("龘龘", ["https://github.com/THUDM/x"], "Tsinghua University"),
        ("@水獭", ["https://github.com/otter/x"], "@otter"),
        ("周四/微软", [], "Tsinghua University/Microsoft"),
    ],
)
def test_a_translated_organization_is_told_by_links_and_glossary(translated, urls, original):
    assert organization(translated, *urls) == original


@pytest.mark.parametrize("kept", ["清华大学", "字节跳动", "龘龘大学", "Meta", "@somebody", "", "-"])
def test_an_organization_under_a_right_name_is_left(kept):
    assert organization(kept, "https://github.com/somebody/x") is None


def test_a_persons_account_is_no_organization():
    assert organization("龘龘", "https://github.com/jane-doe/x") is None


@pytest.mark.parametrize(
    ("heading", "anchor", "original"),
    [
        ("基础型号", "#base-models", "Base Models"),
        ("教育部", "#user-content-moe", "MoE"),
        ("法学硕士 XXX", "#llms-as-xxx", "LLMs as XXX"),
        ("数据", "https://example.org/page#data", "Data"),
        ("工具/数据", "#toolsdata", "Tools/Data"),
        ("量化/压缩/修剪", "#quantizationcompressionpruning", "Quantization/Compression/Pruning"),
        ("训练和微调", "#training--fine-tuning", "Training & Fine-tuning"),
        ("多语言", "#multi-language", "Multi-language"),
    ],
)
def test_a_translated_heading_is_read_from_its_anchor(heading, anchor, original):
    found = original_heading(heading, anchor)
    assert found is not None
    assert found.text == original
    assert found.evidence.startswith("anchor #")


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


@pytest.mark.parametrize(
    ("text", "original"),
    [
        ("开源法学硕士,上下文8k", "开源LLM,上下文8k"),
        ("基于变压器的7B模型", "基于Transformer的7B模型"),
        ("GPT法学硕士2", "GPT LLM 2"),
    ],
)
def test_terms_of_the_trade_come_back_in_running_text(text, original):
    found = original_terms(text)
    assert found is not None
    assert found.text == original


@pytest.mark.parametrize(
    "text",
    ["她在法学院读法学硕士。", "中国教育部的通知", "高压变压器", "A plain text", "", "普通中文"],
)
def test_a_term_in_its_everyday_sense_is_left(text):
    assert original_terms(text) is None


def test_a_translated_license_is_named_again_and_others_are_left():
    for text, original in [("阿帕奇-2.0", "Apache-2.0"), ("麻省理工学院执照", "MIT License")]:
        found = original_license(text)
        assert found is not None
        assert found.text == original
    for kept in ("MIT", "木兰宽松许可证", "", "-"):
        assert original_license(kept) is None


def test_a_word_with_a_meaning_is_not_taken_for_an_organization_by_its_sound():
    assert organization("人工智能", "https://example.org/x") != "LangChain"
