from benchmarks.cases import Case, cases
from benchmarks.comparing import measure, ours
from benchmarks.damage import Damage, misread
from benchmarks.unseen import Text

ORIGINAL = "开源的中文大模型\nplain\n“引号”和 café，还有 emoji 😀\n"
DAMAGE = Damage("Windows-1252", lambda text: misread(text, "cp1252"))
CASE = Case("No byte lost", "made up", DAMAGE, lambda: Text("made up", (ORIGINAL, ORIGINAL)), 0)


def test_a_perfect_restorer_leaves_nothing_wrong_and_a_useless_one_everything() -> None:
    result = measure(
        CASE,
        {
            "ours": lambda lines: ORIGINAL.split("\n"),
            "idle": list,
            "empty": lambda lines: [""] * len(lines),
            "destroyer": lambda lines: [],
            "half": lambda lines: ORIGINAL.split("\n")[:2] + lines[2:],
        },
    )
    assert result.characters == 2 * (8 + 10)
    assert result.before == 1
    assert result.after["ours"] == 0
    assert result.after["idle"] == 1
    assert result.after["empty"] >= 1, "plain text is lost as well"
    assert result.after["destroyer"] == 1
    assert result.after["half"] == 10 / 18


def test_our_restorer_keeps_the_lines_of_a_document() -> None:
    assert ours(misread(ORIGINAL, "cp1252").split("\n")) == ORIGINAL.split("\n")


def test_the_rows_have_names_of_their_own() -> None:
    names = [case.name for case in cases()]
    assert len(set(names)) == len(names) > 200
