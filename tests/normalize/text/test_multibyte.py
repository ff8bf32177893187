import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text import multibyte
from normalize.text.edits import apply

SIMPLIFIED = "我们开源了一个大模型，训练数据来自公开的网页；欢迎大家在社区里提出问题和建议。"
TRADITIONAL = "我們開放了一個大模型，訓練資料來自公開的網頁；歡迎大家在社群裡提出問題和建議。"
JAPANESE = "このモデルは日本語と英語に対応しており、誰でも自由に使うことができます。"
KOREAN = "이 모델은 한국어와 영어를 지원하며 누구나 자유롭게 쓸 수 있습니다."
RUSSIAN = "Открытая языковая модель, которую каждый может свободно использовать."
FRENCH = (
    "Le modèle a été entraîné à Genève : il gère déjà l'été, même les données françaises. "
    "Où êtes-vous né ? À côté des forêts, près du château où naît la lumière d'août, ça paraît sûr."
)
ENGLISH = "It’s open – the “model” isn’t closed"


def as_windows_1252(body: bytes) -> str:
    """Read as browsers do: what Windows-1252 leaves out is a control character."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in body)


def as_936(body: bytes) -> str:
    """Read GBK as Windows and browsers do: 80 is the euro sign."""
    text, place = "", 0
    while place < len(body):
        pair = body[place : place + 2]
        if pair[0] == 0x80:
            text += "€"
        elif pair[0] < 0x80:
            text += chr(pair[0])
        else:
            char = pair.decode("gb18030", "replace")
            if "\ufffd" not in char:
                text += char
                place += 2
                continue
            text += "\ufffd"
        place += 1
    return text


def healed(text: str) -> str:
    return apply(text, multibyte.find(text))


# --- heals the broken ---


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "gbk"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (KOREAN, "cp949"),
        (KOREAN, "euc_kr"),
    ],
)
@pytest.mark.parametrize("page", [as_windows_1252, lambda body: body.decode("latin-1")])
def test_double_bytes_read_as_single_ones_come_back_exactly(text, codec, page):
    mixed = f"# LLM 2024\n{text}\n- 7B model, {text}"
    assert healed(page(mixed.encode(codec))) == mixed
    edits = multibyte.find(page(text.encode(codec)))
    assert {edit.confidence for edit in edits} == {1.0}
    assert all(len(edit.after) == 1 for edit in edits)


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN, RUSSIAN, FRENCH])
def test_utf_8_read_as_gbk_comes_back_where_no_byte_was_lost(text):
    # A byte is left over where a stretch without ASCII is an odd number of bytes.
    words = [word for word in text.split() if "\ufffd" not in as_936(word.encode())]
    whole = " ".join(words) or next(
        whole
        for whole in (text + tail for tail in ("，", "，。", "，，，。。", "，。。", "，，"))
        if "\ufffd" not in as_936(whole.encode())
    )
    assert healed(as_936(whole.encode())) == whole


def test_utf_8_read_as_shift_jis_comes_back_where_no_byte_was_lost():
    text = "、".join(["日本", "中央", "大会", "図書", "学校", "言葉", "世界", "自由"])
    damaged = text.encode().decode("cp932", "replace")
    whole = healed(damaged)
    assert len(whole) == len(text)
    assert all(char in ("\ufffd", real) for char, real in zip(whole, text, strict=True))


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("开源大模型如下：寮€婧愬ぇ妯″瀷，欢迎使用", "开源大模型如下：开源大模型，欢迎使用"),
        ("README\n\n寮€婧愬ぇ妯″瀷 LLM", "README\n\n开源大模型 LLM"),
    ],
)
def test_a_damaged_part_of_a_line_is_restored_and_the_rest_left(damaged, whole):
    if whole.count("开源大模型") > 1:  # beside what it stands for it is an example
        assert healed(damaged) == damaged
        damaged, whole = (
            damaged.replace("开源大模型如下", "如下"),
            whole.replace("开源大模型如下", "如下"),
        )
    assert healed(damaged) == whole


def test_a_damaged_line_among_healthy_ones_is_restored():
    healthy = "这是一个健康的文档。\n" * 10
    line = as_windows_1252(SIMPLIFIED.encode("gbk"))
    assert healed(healthy + line + "\n" + healthy) == healthy + SIMPLIFIED + "\n" + healthy
    line = as_936((SIMPLIFIED + "，").encode())
    assert "\ufffd" not in line
    assert healed(healthy + line + "\n" + healthy) == healthy + SIMPLIFIED + "，\n" + healthy


def test_a_byte_left_over_loses_one_character_and_the_rest_is_exact():
    damaged = "我们的寮€婧愬ぇ妯″瀷寮€婧�"
    edits = multibyte.find(damaged)
    restored = apply(damaged, edits)
    assert restored[:-1] == "我们的开源大模型开"
    assert restored[-1].encode()[:2] == "源".encode()[:2]  # what is left of it
    exact = [edit.confidence for edit in edits if edit.rule == "utf-8-as-gb18030"]
    chosen = [edit.confidence for edit in edits if edit.rule == "utf-8-as-gb18030-bytes-lost"]
    assert set(exact) == {1.0}
    assert all(confidence < 1 for confidence in chosen)
    assert chosen
    assert [damaged[edit.start : edit.end] for edit in edits][:2] == ["寮€", "婧愬ぇ"]


def test_what_may_stand_in_a_gap_is_handed_to_the_choice(monkeypatch):
    handed = []

    def choose(slots):
        handed.append(slots)
        return [(slot[0] if len(slot) == 1 else "源", 0.9) for slot in slots]

    monkeypatch.setattr(multibyte, "best", choose)
    assert healed("寮€婧愬ぇ妯″瀷寮€婧�") == "开源大模型开源"
    (slots,) = handed
    assert [len(slot) for slot in slots] == [1] * 6 + [64]
    assert "源" in slots[-1]


def test_replacement_characters_that_were_misread_are_lost_and_say_so():
    damaged = "锟斤拷锟斤拷锟斤拷锟斤拷"
    edits = multibyte.find(damaged)
    assert apply(damaged, edits) == "\ufffd" * 8
    assert {edit.confidence for edit in edits} == {0.0}
    assert {edit.rule for edit in edits} == {"utf-8-as-gb18030-bytes-lost"}


def test_english_punctuation_read_as_gbk_is_restored():
    text = (ENGLISH.replace(" ", "  ") + "\n") * 3
    damaged = as_936(text.encode())
    whole = healed(damaged)
    assert "It’s" in whole
    assert "isn’t" in whole


# --- leaves the healthy alone ---

HEALTHY = [
    SIMPLIFIED,
    TRADITIONAL,
    JAPANESE,
    KOREAN,
    RUSSIAN,
    FRENCH,
    ENGLISH,
    "囍饕餮魑魅魍魉，龘靐齉爩；犇猋骉鱻羴。",
    "關關雎鳩，在河之洲。窈窕淑女，君子好逑。參差荇菜，左右流之。",
    "茅台酒厂位于贵州，the 茅台 brand；脸谱、鈥、锛、涓涓细流、鍖、鏃",
    "ﾃｽﾄ ｶﾀｶﾅ 半角ｶﾅ文字ﾃﾞｰﾀ、縺れる糸、繧繝錦、譌る",
    "大韓民國은 民主共和國이다. 漢字와 한글을 섞어 쓴 글: 權力은 國民으로부터 나온다.",
    "Größe, Übung, Straße – „für alle“: Äpfel, Öl, Maß, größer, Füße",
    "Zażółć gęślą jaźń – „model językowy”… Łódź",
    "Mô hình ngôn ngữ tiếng Việt được huấn luyện từ đầu – “miễn phí”…",
    "Türkçe için açık kaynaklı dil modeli: ğüşıöç İĞÜŞÖÇ “örnek”…",
    "Þýðingar á íslensku: æðið, þýðið, óþægð, ýðið, ræðið, þjóðsöngvar æðri",
    "Γλωσσικό μοντέλο «Μελτέμι»… ΆΈΉ",
    "مدل زبانی فارسی؛ متن‌باز است، چگونه؟",
    "हिन्दी का एक खुला भाषा मॉडल, सबके लिए",
    "Æøå ÆØÅ çñõ — ¿Qué? ¡Más! créée, À°, «É», 1ª 2º ±5µm ½¼¾",
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ",
    "".join(chr(code) for code in range(0xA0, 0x100)),
    "".join(f"{code:02X} {chr(code)}\n" for code in range(0xA0, 0x100)),
    "".join(chr(code) + chr(code + 1) for code in range(0xC0, 0xFE)),
    "ÄÄÄÄÖÖÖÖ ×××× ···· °°°° ¥¥¥¥ ¤¤¤¤ ¬¬¬¬ §§§§ ««»»",
    "😀🎉 emoji — ✓ ☑ → ⇒ ∑ ≤ ≥ ██░░ ┌──┐",
    "乱码举例：“寮€婧愬ぇ妯″瀷”本来是另外几个字，手持两把锟斤拷，口中疾呼烫烫烫。",
    "把 GBK 当作 Latin-1 来读，中文就变成了 ÖÐÎÄ。",
    'Mojibake such as "ÖÐ¹ú" or `寮€婧愬ぇ妯″瀷` is what this library repairs.',
    "开源大模型 → 寮€婧愬ぇ妯″瀷",
    "屯屯屯屯烫烫烫烫",
]


@pytest.mark.parametrize("text", HEALTHY)
def test_healthy_text_is_left_alone(text):
    assert multibyte.find(text) == []
    assert multibyte.find(f"{text}\n" * 3) == []


@pytest.mark.parametrize("page", ["latin-1", "cp437", "mac-roman", "iso-8859-2"])
def test_utf_8_read_through_a_single_byte_page_is_another_steps_damage(page):
    assert multibyte.find(SIMPLIFIED.encode().decode(page)) == []


@pytest.mark.parametrize(
    "piece",
    [
        "寮",
        "寮€",
        "寮\ufffd",
        "\ufffd",
        "鈥",
        "茅",
        "ÖÐ",
        "Ö",
        "¤",
        "ƒ‚",
        "\x81",
        "?",
        "锛?",
        "縺ｧ",
        "썒",
    ],
)
def test_hostile_text_does_not_hang(piece, no_hang):
    text = piece * (100_000 // len(piece))
    multibyte.find(text)


# --- properties ---

han = st.sampled_from(
    "的一是了不在有人这中大来上个国我以要他时用们生到作地于出就分对成会可主发年动同工也能下过子说"
)
words = st.lists(st.text(han, min_size=1, max_size=6), min_size=8, max_size=20)


@given(words=words)
def test_gbk_as_latin_1_then_healing_is_the_identity(words):
    text = "，model ".join(["我们的开源模型训练数据来自公开的网页，欢迎大家使用", *words])
    assert healed(text.encode("gbk").decode("latin-1")) == text


@given(words=words)
def test_utf_8_as_gbk_then_healing_is_the_identity_where_no_byte_is_lost(words):
    even = [word + word for word in words]
    text = "\n".join(["我们的开源模型训练数据来自公开的网页，欢迎大家使用", *even])
    damaged = as_936(text.encode())
    whole = healed(damaged)
    assert whole == text or "\ufffd" in damaged
    assert multibyte.find(whole) == [] or "\ufffd" in damaged


@given(st.text())
def test_any_text_gives_edits_in_order_within_it(text):
    done = 0
    for edit in multibyte.find(text):
        assert done <= edit.start < edit.end <= len(text)
        done = edit.end
