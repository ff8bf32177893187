import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text.edits import apply
from normalize.text.english import english
from normalize.text.lost_spaces import find


def restored(text):
    return apply(text, find(text))


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("many challenges in thefield", "many challenges in the field"),
        ("they are often withreinforcement learning", "they are often with reinforcement learning"),
        ("the new modelsthat we release", "the new models that we release"),
        ("He put it onthe table.", "He put it on the table."),
        ("Thetarget audience is everyone", "The target audience is everyone"),
        ("两种方法：improving thequality of it。", "两种方法：improving the quality of it。"),
    ],
)
def test_a_lost_space_beside_a_function_word_comes_back(damaged, whole):
    assert restored(damaged) == whole
    assert {edit.rule for edit in find(damaged)} == {"lost-space"}


SENTENCES = "It was put onthe table in front of us. They came withoutdisrupting anything at all. "


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("a critical financialprediction task", "a critical financial prediction task"),
        ("our understanding ofhuman needs", "our understanding of human needs"),
        ("a variety of human'sneeds as well", "a variety of human's needs as well"),
        ("between policy,behavior and reward", "between policy, behavior and reward"),
        ("a test like theSAT for models", "a test like the SAT for models"),
        (
            "24 hours of finetuningon a GPU, no finetuning",
            "24 hours of finetuning on a GPU, no finetuning",
        ),
    ],
)
def test_what_could_be_a_name_is_taken_apart_only_where_other_spaces_were_lost(damaged, whole):
    assert find(damaged) == []
    assert restored(SENTENCES + damaged).endswith(whole)


@pytest.mark.parametrize(
    "word",
    [
        "finetuning",
        "pretraining",
        "dataset",
        "tokenizer",
        "backpropagation",
        "multimodal",
        "timestamps",
        "subword",
        "bitsandbytes",
        "inpainting",
        "ondevice",
        "hyperparameters",
        "microservices",
        "flashattention",
        "checkpointing",
        "LangChain",
        "PandaLM",
        "ChatGLM",
        "OpenAssistant",
        "Mitarbeiterin",
        "Zusammenfassung",
        "aujourd",
        "verantwoordelijkheid",
        "whatis",
        "readonly",
        "withstood",
        "thenceforth",
        "Bethe",
        "Theano",
        "Andover",
        "Withings",
    ],
)
def test_names_compounds_and_words_of_other_languages_stay_whole(word):
    for text in (
        f"we use the {word} of this model",
        f"{SENTENCES} We use the {word} of this, {word}.",
    ):
        assert word in restored(text)


@pytest.mark.parametrize(
    "text",
    [
        "see https://example.org/thefield for the rest of it",
        "open the file docs/modelsthat.md or modelsthat.txt of the project",
        "write to thefield@example.org for more of it",
        "the tag #thefield and the name thefield_2 are in use",
        "call of thefield(x) in the code, where thefield = 3 is set",
        'the option "thefield" of the command',
        "thefile is read, then thefile is written and thefile is closed",
        "thefield",
    ],
)
def test_addresses_code_and_names_stay(text):
    assert find(text) == []


def test_an_edit_is_one_character_and_says_how_sure_it_is():
    (edit,) = find("challenges in thefield")
    assert (edit.start, edit.end, edit.after) == (16, 17, "e ")
    likely = find(SENTENCES + "our understanding ofhuman needs")[-1]
    assert likely.confidence < edit.confidence < 1


def test_english_knows_words_and_what_looks_like_two():
    words = english()
    assert "reinforcement" in words
    assert words.parts("thefield").cut == 3
    assert words.parts("understanding") is None
    assert words.parts("withstood") is None


@given(
    st.lists(
        st.sampled_from(
            [
                "thefield",
                "ofhuman",
                "and the",
                "models",
                "Thekit",
                "finetuningon",
                "policy,behavior",
                "theSAT",
                "Alpaca",
                "Alpacamodel",
                "human'sneeds",
                ".",
                ",",
                "\n",
                "(",
                "词",
                "x",
            ]
        ),
        max_size=30,
    )
)
def test_repairing_until_nothing_is_found_ends(pieces):
    text = " ".join(pieces)
    for _ in range(10):
        edits = find(text)
        if not edits:
            break
        text = apply(text, edits)
    assert find(text) == []


@pytest.mark.parametrize(
    "unit", ["thefield ", "the", "a the field ", "policy,behavior's", "thez ", "xy,", "a's"]
)
def test_hostile_text_does_not_hang(unit, no_hang):
    find("")
    find(unit * (300_000 // len(unit)))


def test_a_million_different_words_do_not_hang(no_hang):
    text = " ".join(
        f"the{'abcdefghij'[n % 10]}{n:x}q".translate(str.maketrans("0123456789", "ghijklmnop"))
        for n in range(90_000)
    )
    find(text)
