import ftfy.bad_codecs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from normalize.text import restore

ftfy.bad_codecs.ok()

CHINESE = (
    "这个模型支持中文和英文，上下文长度为四千零九十六。\n"
    "训练数据来自公开的网页、书籍与代码；许可证允许商业使用！\n"
    "欢迎在社区中提出问题，我们会尽快回答您。"
)
PAGES = [
    "latin-1",
    "iso-8859-2",
    "mac-roman",
    "cp437",
    "cp850",
    *(f"sloppy-windows-{number}" for number in range(1250, 1259)),
]
HEALTHY = [
    "Un modèle « ouvert » — déjà l’été dernier, à Genève… 25 °C ; cœur, naïveté, 1ᵉʳ",
    "„Modelle für alle“: Größe, Übung, Straße – 30 % günstiger…",
    "Türkçe için açık kaynaklı dil modeli: ğüşıöç İĞÜŞÖÇ “örnek”…",
    "Zażółć gęślą jaźń – „model językowy”… Łódź, Żywiec",
    "Mô hình ngôn ngữ tiếng Việt được huấn luyện từ đầu – “miễn phí”…",
    "“Sí”—dijo él—, ¿cuánto? ¡Más! 1.º, 2.ª «así»… maíz™ café®",
    "Языковая модель «Сайга»… её объём — 7 млрд. «Моё»…",
    "Дії, події та революції в Україні: «надії»… її",
    "Γλωσσικό μοντέλο «Μελτέμι»… ΆΈΉ",
    "مدل زبانی فارسی؛ که به‌صورت متن‌باز منتشر شده است، چگونه؟",
    "מודל שפה בעברית – “פתוח”…",
    "█████░░░░░ 50 %  ┌──┬──┐ │░░│▒▒│ └──┴──┘ ╔══╗ ║ΓΠ║ ╚══╝",
    "温度为 25°C，尺寸 8×7，“引号”——破折号……以及·间隔号",
    "CAFÉ™ À° É» “É” é… ü¼ ½ ¾ ±5 µm © 2023 § 3",
    "æøåÆØÅ œàâçèéîïùûêŒÀÂÇÈÉ",
    "Ångström å Ã São Paulo Â Ä ÃO maçã",
]


@pytest.mark.parametrize("page", PAGES)
def test_chinese_read_through_a_code_page_comes_back_exactly(page):
    restored = restore(CHINESE.encode().decode(page), "readme")
    assert restored.text == CHINESE
    assert {repair.rule for repair in restored.repairs} == {"mojibake"}
    assert {repair.confidence for repair in restored.repairs} == {1.0}


@pytest.mark.parametrize("page", ["latin-1", "sloppy-windows-1252"])
def test_two_layers_of_damage_are_undone_one_after_the_other(page):
    twice = CHINESE.encode().decode(page).encode().decode(page)
    assert restore(twice, "readme").text == CHINESE


@pytest.mark.parametrize("text", HEALTHY)
def test_healthy_text_is_left_alone(text):
    for origin in ("readme", "webpage"):
        restored = restore(text, origin)
        assert restored.text == text
        assert restored.repairs == []


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("the model costs â‚¬5", "the model costs €5"),
        ("cafÃ© au lait", "café au lait"),
        ("itâ€™s open", "it’s open"),
        ("25Â°C", "25°C"),
        ("die StraÃŸe, mÃªme", "die Straße, même"),
        ("ðŸ¤— models", "🤗 models"),
        ("ğŸ”¥ yeni", "🔥 yeni"),
        ("模型 å¤§è¯­è¨€æ¨¡åž‹ 很大", "模型 大语言模型 很大"),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет"),
    ],
)
def test_a_short_damaged_run_in_a_line_is_restored(damaged, whole):
    assert restore(damaged, "readme").text == whole


def test_a_damaged_line_in_a_healthy_french_text_is_restored_and_the_rest_left():
    french = "Déjà l’été « dernier »…\n" * 20
    line = "这个模型支持中文和英文。"
    restored = restore(french + line.encode().decode("sloppy-windows-1252"), "readme")
    assert restored.text == french + line


def drop(text, page, lost):
    """``text`` read through ``page`` with the bytes in ``lost`` dropped."""
    return text.encode().translate(None, bytes.fromhex(lost)).decode(page)


LOST_BY_1254 = "81 8D 8E 8F 90 9D 9E AD"
NATURAL = (
    "我们在社区中提供了一个新的工具，用来检查文件中的错误。\n"
    "如果文件不存在，程序会显示一条消息，并且返回错误代码。\n"
    "用户可以在设置中选择语言、字体和颜色，也可以使用默认设置。\n"
)


def test_characters_that_lost_bytes_are_chosen_by_what_stands_around_them():
    restored = restore(drop(NATURAL, "windows-1254", LOST_BY_1254), "readme")
    assert restored.text == NATURAL
    lost = [repair for repair in restored.repairs if repair.rule == "mojibake-bytes-lost"]
    assert lost
    assert all(0 < repair.confidence < 1 for repair in lost)


def test_a_choice_that_little_speaks_for_has_little_confidence():
    # of 名 and 子 after "a " and before " b", who knows
    restored = restore(drop(NATURAL + "a 名 b", "windows-1252", "81 8D 8F 90 9D AD"), "readme")
    assert 0 < min(repair.confidence for repair in restored.repairs) < 0.95


def test_bytes_that_became_question_marks_or_replacement_characters_are_chosen_too():
    for mark in ("?", "\ufffd"):
        damaged = "".join(
            mark if byte in bytes.fromhex(LOST_BY_1254) else bytes([byte]).decode("windows-1254")
            for byte in NATURAL.encode()
        )
        assert restore(damaged, "readme").text == NATURAL


def test_a_no_break_space_that_became_a_space_is_a_byte_again():
    text = NATURAL + "加入社区，参加讨论，加上标签。\n"
    damaged = text.encode().decode("sloppy-windows-1252").replace("\xa0", " ")
    assert damaged != text.encode().decode("sloppy-windows-1252")
    assert restore(damaged, "readme").text == text


def test_the_turkish_lead_of_an_emoji_betrays_windows_1254():
    damaged = drop("🔥" + CHINESE + "🔥🤖", "windows-1254", "81 8D 8E 8F 90 9D 9E AD")
    assert {repair.evidence for repair in restore(damaged, "readme").repairs} == {"windows-1254"}


def test_one_contiguous_run_of_exact_damage_is_one_repair():
    repairs = restore("a å¤§è¯­è¨€ b å¤§è¯­è¨€", "readme").repairs
    assert [(repair.start, repair.before, repair.after) for repair in repairs] == [
        (2, "å¤§è¯­è¨€", "大语言"),
        (14, "å¤§è¯­è¨€", "大语言"),
    ]


def test_an_accented_letter_or_sign_beside_a_damaged_text_is_not_taken_for_lost_bytes():
    damaged = CHINESE.encode().decode("sloppy-windows-1252").replace("\xad", "")
    text = "café 8×7 中文 " + damaged
    assert restore(text, "readme").text.startswith("café 8×7 中文 ")


han = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
words = st.lists(st.text(han, min_size=1, max_size=6), min_size=7, max_size=20)


@given(words=words, page=st.sampled_from(PAGES))
@example(words=["模型"] * 10, page="sloppy-windows-1252")
def test_damage_without_loss_then_restoring_is_the_identity(words, page):
    text = "，model ".join(["我们的开源模型", *words])
    assert restore(text.encode().decode(page), "readme").text == text


def lossy(text, page, mark=""):
    """``text`` read through ``page``; what it does not define is ``mark``."""
    chars = (bytes([byte]).decode(page, "ignore") or mark for byte in text.encode())
    return "".join(chars)


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        (
            "Ã€ la carte\nÃ  bientÃ´t\nÃ  demain, voilÃ .\n",
            "À la carte\nà bientôt\nà demain, voilà.\n",
        ),
        (
            "Lâ€™Ã©tÃ©, Ã  cÃ´tÃ© du lac, voilÃ  la rÃ©ponse, dÃ©jÃ  prÃªte.",
            "L’été, à côté du lac, voilà la réponse, déjà prête.",
        ),
    ],
)
def test_a_letter_whose_no_break_space_became_a_space_comes_back(damaged, whole):
    assert restore(damaged * 3, "readme").text == whole * 3


@pytest.mark.parametrize("mark", ["", "?", "\ufffd"])
def test_letters_of_two_bytes_that_lost_one_are_chosen_too(mark):
    text = "Программа для проверки текста проста и доступна каждому пользователю системы."
    assert restore(lossy(text, "cp1252", mark), "readme").text == text


@pytest.mark.parametrize(
    ("mark", "healthy"),
    [
        ("", "På svenska: en å, två åar. Å ä ö!\nIPA /æ/ … /å/ and å=1\n"),
        ("?", "Español: ¿qué? él\nPortuguês: é? não\n"),
    ],
)
def test_healthy_lines_beside_damaged_ones_keep_their_letters(mark, healthy):
    assert restore(lossy(NATURAL, "cp1252", mark) + healthy, "readme").text == NATURAL + healthy


@pytest.mark.parametrize(
    "text",
    [
        "ItÂ’s ok? Le café? Olé! Ça va é? oui à? là?".replace("Â’", "’"),
        "Bohrung 4×Ø8 mm, Ø20×Ø30",
        "Foo¬® bar",
        "≈° √± in a formula",
        "üÔÏ ÐÒÏÓÔÁÑ ÐÒÏÇÒÁÍÍÁ",  # Russian in KOI8-R, which is no UTF-8
    ],
)
def test_signs_in_a_row_that_happen_to_be_utf_8_stay(text):
    assert restore(text, "readme").text == text


def test_a_character_that_nothing_tells_is_shown_as_one_with_no_confidence():
    text = f"{NATURAL}我们在社区中\U00010428提供\n{NATURAL}"  # a letter that no model knows
    restored = restore(lossy(text, "cp1252"), "readme")
    unknown = [repair for repair in restored.repairs if "\ufffd" in repair.after]
    assert [repair.confidence for repair in unknown] == [0.0]


def test_thousands_of_damaged_lines_among_healthy_ones_do_not_hang(no_hang):
    healthy = (
        "Žluťoučký kůň, čeká čerstvé seno, l’été à Noël, déjà né, Ö Ä Ü ß œuvre, çà là où ÿ ñ\n"
    )
    lines = (
        lossy("我们在社区中提供了一个新的工具，用来检查文件中的错误。\n", "cp1252") + healthy * 5
    ) * 6_000
    assert restore(lines, "readme").text.count(healthy) == 30_000
