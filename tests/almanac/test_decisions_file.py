"""``decisions.toml``: read in the form in which things are compared, and refused with its entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from almanac.decisions import identity_of, load_decisions
from almanac.errors import ConfigError

GOOD = """
[[same]]
things = ["https://github.com/OpenLMLab/MOSS.git", "name:Fudan MOSS"]
reason = "its README says so"

[[different]]
things = ["github:lm-sys/FastChat", "name:Vicuna", "p0123456789abcdef"]
reason = "the one serves  the other"

[[rename]]
thing = "m0123456789abcdef0123-2"
name = " MOSS  2 "
reason = "that is what its makers call it"
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "decisions.toml"
    path.write_text(text)
    return path


def refused(tmp_path: Path, text: str) -> list[str]:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as error:
        load_decisions(path)
    lines = str(error.value).splitlines()
    assert all(line.startswith(f"{path}: ") for line in lines)
    return [line.removeprefix(f"{path}: ") for line in lines]


def test_each_entry_becomes_a_decision_that_knows_its_place(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    same, different, rename = load_decisions(path)
    assert (same.kind, same.things) == ("same", ("github:openlmlab/moss", "name:fudanmoss"))
    assert same.reason == "its README says so"
    assert different.things == ("github:lm-sys/fastchat", "name:vicuna", "p0123456789abcdef")
    assert different.reason == "the one serves the other"
    assert (rename.things, rename.name) == (("m0123456789abcdef0123-2",), "MOSS 2")
    assert [one.place for one in (same, different, rename)] == [
        f"{path}: [[same]] 1",
        f"{path}: [[different]] 1",
        f"{path}: [[rename]] 1",
    ]


def test_an_empty_file_decides_nothing(tmp_path: Path) -> None:
    assert load_decisions(written(tmp_path, "# nothing yet\n")) == ()


def test_the_file_beside_the_configuration_is_taken_where_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert load_decisions(None) == ()
    written(tmp_path, GOOD)
    assert load_decisions(None) == ()
    assert len(load_decisions(None, config=tmp_path / "almanac.toml")) == 3
    monkeypatch.chdir(tmp_path)
    assert len(load_decisions(None)) == 3


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No such file"):
        load_decisions(tmp_path / "decisions.toml")


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("https://GitHub.com/OpenLMLab/MOSS/tree/main", "github:openlmlab/moss"),
        ("http://arxiv.org/pdf/2304.08177v2", "arxiv:2304.08177"),
        ("https://example.org/Some/Page/", "url:example.org/Some/Page"),
        ("github:OpenLMLab/MOSS", "github:openlmlab/moss"),
        ("github:big/house/Folder", "github:big/house/folder"),
        ("huggingface:datasets/a/B", "huggingface:datasets/a/b"),
        ("huggingface:gpt2", "huggingface:gpt2"),
        ("url:example.org/Some/Page", "url:example.org/Some/Page"),
        ("name:Llama 2 7B", "name:llama2-7b"),
        (" name:llama2-7b ", "name:llama2-7b"),
        ("name:文心一言", "name:文心一言"),
        ("m0123456789abcdef0123", "m0123456789abcdef0123"),
        ("p0123456789abcdef", "p0123456789abcdef"),
    ],
)
def test_a_thing_takes_the_form_in_which_it_is_compared(text: str, identity: str) -> None:
    assert identity_of(text) == identity
    assert identity_of(identity) == identity


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("https://github.com/OpenLMLab", "can be the page of many projects"),
        ("https://huggingface.co/THUDM", "can be the page of many projects"),
        ("github.com/OpenLMLab/MOSS", "write a link with its https://"),
        ("MOSS", "name:…"),
        ("githb:a/b", "tells nothing"),
        ("github:moss", "tells nothing"),
        ("name:", "tells nothing"),
        ("name: !", "tells nothing"),
        ("p123", "tells nothing"),
    ],
)
def test_what_tells_nothing_is_refused_with_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(ValueError, match=advice) as error:
        identity_of(text)
    assert repr(text) in str(error.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[sam]]\n", "unknown key 'sam': an entry begins with [[same]], [[different]], [[rename"),
        ("[same]\nreason = 'x'\n", "'same' is no list: begin each entry with [[same]]"),
        ("same = ['a', 'b']\n", "'same' is no list: begin each entry with [[same]]"),
        ("[[same]]\nthings = ['name:a', 'name:b']\n", "[[same]] 1: the key 'reason' is missing"),
        ("[[same]]\nreason = 'x'\n", "[[same]] 1: the key 'things' is missing"),
        ("[[same]]\nthings = 'name:a'\nreason = 'x'\n", "[[same]] 1: key 'things': Expected"),
        (
            "[[same]]\nthings = ['name:a', 'name:b']\nreason = 'x'\nwhy = 'y'\n",
            "[[same]] 1: unknown key 'why'",
        ),
        (
            "[[same]]\nthings = ['name:a', 'name:b']\nreason = ' '\n",
            "[[same]] 1: key 'reason' is empty: say how you know",
        ),
        (
            "[[different]]\nthings = ['name:a']\nreason = 'x'\n",
            "[[different]] 1: key 'things' names fewer than two",
        ),
        (
            "[[same]]\nthings = ['name:a b', 'name:A-B']\nreason = 'x'\n",
            "[[same]] 1: 'name:a b' and 'name:A-B' are one thing, name:ab: name it once",
        ),
        (
            "[[rename]]\nthing = 'name:a'\nname = '…'\nreason = 'x'\n",
            "[[rename]] 1: key 'name': '…' has no letter or digit",
        ),
        ("[[rename]]\nthing = 'name:a'\nreason = 'x'\n", "[[rename]] 1: the key 'name' is missing"),
    ],
)
def test_what_is_wrong_is_named_with_its_entry_and_what_to_do(
    tmp_path: Path, text: str, message: str
) -> None:
    (line,) = refused(tmp_path, text)
    assert line.startswith(message)


def test_every_wrong_entry_is_named_at_once(tmp_path: Path) -> None:
    wrong = "[[same]]\nthings = ['a', 'name:b']\nreason = 'x'\n"
    good = "[[same]]\nthings = ['name:a', 'name:b']\nreason = 'x'\n"
    lines = refused(tmp_path, wrong + good + wrong)
    assert [line.split(": ")[0] for line in lines] == ["[[same]] 1", "[[same]] 3"]


def judged(kind: str, *things: str) -> str:
    return f"[[{kind}]]\nthings = {list(things)}\nreason = 'x'\n"


def called(thing: str, name: str) -> str:
    return f"[[rename]]\nthing = '{thing}'\nname = '{name}'\nreason = 'x'\n"


def test_two_things_cannot_be_the_same_and_different(tmp_path: Path) -> None:
    text = judged("same", "name:a", "name:b") + judged("different", "name:B", "name:c", "name:a")
    (line,) = refused(tmp_path, text)
    assert "name:b and name:a are different here, and the same by" in line
    assert "[[same]] 1: take one of them out" in line


def test_nor_by_way_of_a_third(tmp_path: Path) -> None:
    text = (
        judged("same", "name:a", "name:b")
        + judged("same", "name:c", "name:d")
        + judged("same", "name:d", "name:b")
        + judged("different", "name:a", "name:c")
    )
    (line,) = refused(tmp_path, text)
    assert all(f"[[same]] {number}" in line for number in (1, 2, 3))


def test_a_thing_cannot_have_two_names_nor_can_what_is_the_same(tmp_path: Path) -> None:
    (line,) = refused(tmp_path, called("name:a", "Alpha") + called("name:A", "Beta"))
    assert line.startswith("[[rename]] 2: name:a is 'Beta' here, and 'Alpha' by")
    text = judged("same", "name:a", "name:b") + called("name:a", "Alpha") + called("name:b", "Beta")
    assert len(refused(tmp_path, text)) == 1


def test_what_contradicts_nothing_passes(tmp_path: Path) -> None:
    text = (
        judged("same", "name:a", "name:b")
        + judged("same", "name:c", "name:d")
        + judged("different", "name:a", "name:c")
        + judged("different", "name:a", "name:d")
        + called("name:a", "Alpha")
        + called("name:b", "Alpha")
        + called("name:c", "Beta")
    )
    assert len(load_decisions(written(tmp_path, text))) == 7
