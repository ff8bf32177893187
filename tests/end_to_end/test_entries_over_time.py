"""A project keeps its id whatever its lists do around it. Each case was met in a real list."""

from __future__ import annotations

from pathlib import Path

from over_time import Texts, projects, snapshots

HEAD = "# Models\n\n| Name | Weights | Project | Paper |\n|---|---|---|---|\n"
REPOSITORY = "https://github.com/TigerResearch/TigerBot"
FLAGALPHA = "https://github.com/FlagAlpha/Llama2-Chinese"


def table(*rows: str) -> str:
    return HEAD + "".join(f"| {row} |\n" for row in rows)


def model(name: str, weights: str, repository: str) -> str:
    """A row with its weights and with the repository that it shares with its siblings."""
    return f"{name} | [HF](https://huggingface.co/{weights}) | [code]({repository}) | "


def bullet(name: str, url: str) -> str:
    return f"- [{name}]({url}) - A model.\n"


OTHERS = bullet("Alpaca", "https://github.com/tatsu-lab/stanford_alpaca") + bullet(
    "Dolly", "https://github.com/databrickslabs/dolly"
)
TIGER_13B = model("TigerBot-Base-13B", "TigerResearch/tigerbot-13b-base", REPOSITORY)
TIGER_70B = model("TigerBot-Base-70B", "TigerResearch/tigerbot-70b-base", REPOSITORY)
ATOM = model("Atom", "FlagAlpha/Atom-7B", FLAGALPHA)
LLAMA2 = model("Llama2-chinese-chat", "FlagAlpha/Llama2-Chinese-7b-Chat", FLAGALPHA)


def assert_ids_stay(folder: Path, before: Texts, after: Texts) -> None:
    """Every entry that stands in both has the same project, and no project came or went."""
    first, second = snapshots(folder, before, after)
    then, now = projects(first), projects(second)
    assert {key: now[key] for key in then if key in now} == {
        key: then[key] for key in then if key in now
    }


def test_a_larger_size_is_inserted_above_one_that_shares_its_repository(tmp_path: Path) -> None:
    guest = bullet("TigerBot", REPOSITORY) + OTHERS
    assert_ids_stay(
        tmp_path,
        {"guest": guest, "host": table(TIGER_13B)},
        {"guest": guest, "host": table(TIGER_70B, TIGER_13B)},
    )


def test_a_sibling_of_another_name_is_inserted_above(tmp_path: Path) -> None:
    guest = bullet("FlagAlpha", FLAGALPHA) + OTHERS
    assert_ids_stay(
        tmp_path,
        {"guest": guest, "host": table(LLAMA2)},
        {"guest": guest, "host": table(ATOM, LLAMA2)},
    )


def test_a_sibling_is_inserted_below(tmp_path: Path) -> None:
    guest = bullet("TigerBot", REPOSITORY) + OTHERS
    assert_ids_stay(
        tmp_path,
        {"guest": guest, "host": table(TIGER_13B)},
        {"guest": guest, "host": table(TIGER_13B, TIGER_70B)},
    )


def test_two_siblings_change_places(tmp_path: Path) -> None:
    guest = bullet("TigerBot", REPOSITORY) + OTHERS
    assert_ids_stay(
        tmp_path,
        {"guest": guest, "host": table(TIGER_13B, TIGER_70B)},
        {"guest": guest, "host": table(TIGER_70B, TIGER_13B)},
    )


def test_a_sibling_leaves_that_an_entry_of_another_list_was_taken_for(tmp_path: Path) -> None:
    guest = bullet("TigerBot", REPOSITORY) + OTHERS
    assert_ids_stay(
        tmp_path,
        {"guest": guest, "host": table(TIGER_70B, TIGER_13B)},
        {"guest": guest, "host": table(TIGER_13B)},
    )


def test_an_entry_gains_a_repository_that_only_shows_how_to_use_it(tmp_path: Path) -> None:
    weights = "[13B](https://huggingface.co/cerebras/Cerebras-GPT-13B)"
    example = "[run it](https://github.com/slai-labs/get-beam/tree/main/examples/cerebras-gpt)"
    other = table(f"Cerebras | {weights} | | ")
    assert_ids_stay(
        tmp_path,
        {"one": table(f"Cerebras-GPT | {weights} | | "), "two": other},
        {"one": table(f"Cerebras-GPT | {weights} | {example} | "), "two": other},
    )


def test_an_entry_links_the_repository_of_its_predecessor_by_mistake(tmp_path: Path) -> None:
    def versions(repository: str, *more: str) -> str:
        return table(
            *more, model("CodeGeeX4", "THUDM/codegeex4-all-9b", f"https://github.com/{repository}")
        )

    first = model("CodeGeeX", "THUDM/codegeex-13b", "https://github.com/THUDM/CodeGeeX")
    assert_ids_stay(
        tmp_path,
        {"list": versions("THUDM/CodeGeeX4", first)},
        {"list": versions("THUDM/CodeGeeX").replace("# Models", "# Code models")},
    )


def test_a_link_that_stood_in_the_wrong_row_moves_to_the_right_one(tmp_path: Path) -> None:
    wrong = "[open 6B](https://github.com/THUDM/ChatGLM-6B)"

    def rows(above: str, below: str) -> str:
        return table(
            f"[ChatGLM](https://chatglm.cn/) | {above} | | ",
            f"[Skywork](https://github.com/SkyWorkAIGC) | {below} | | ",
        )

    other = bullet("ChatGLM", "https://github.com/THUDM/ChatGLM-6B") + OTHERS
    first, second = snapshots(
        tmp_path,
        {"list": rows("", wrong), "other": other},
        {"list": rows(wrong, ""), "other": other},
    )
    key = ("list", "Skywork")
    assert projects(first)[key] == projects(second)[key]


def test_a_twin_of_the_same_name_is_inserted_above(tmp_path: Path) -> None:
    def weights(size: str) -> str:
        return f"XGen-7B | [{size}](https://huggingface.co/Salesforce/xgen-7b-{size}-base) | | "

    guest = bullet("XGen-7B", "https://github.com/salesforce/xgen") + OTHERS
    first, second = snapshots(
        tmp_path,
        {"guest": guest, "host": table(weights("8k"))},
        {"guest": guest, "host": table(weights("4k"), weights("8k"))},
    )
    (then,) = [one for one in first.mentions if one.urls[-1].endswith("8k-base")]
    (now,) = [one for one in second.mentions if one.urls[-1].endswith("8k-base")]
    assert then.project_id == now.project_id


def test_what_two_lists_were_joined_by_leaves_and_they_stay_joined(tmp_path: Path) -> None:
    both = table(model("MPT", "mosaicml/mpt-7b", "https://github.com/mosaicml/llm-foundry"))
    page = bullet("MPT", "https://www.mosaicml.com/blog/mpt-7b") + OTHERS
    code = bullet("Foundry", "https://github.com/mosaicml/llm-foundry") + OTHERS
    lists = {"page": page, "code": code}
    first, second = snapshots(tmp_path, lists | {"both": both}, lists | {"both": table()})
    assert len(set(projects(first).values())) == len(set(projects(second).values()))


def falcon(name: str, *sizes: str) -> str:
    links = " ".join(f"[{size}](https://huggingface.co/tiiuae/falcon-{size})" for size in sizes)
    return table(f"{name} | {links} | | ")


def test_what_joined_two_lists_loses_its_links_and_they_stay_joined(tmp_path: Path) -> None:
    lists = {"large": falcon("Falcon", "180B", "40b"), "small": falcon("Falcon-7B", "7b")}
    both = lists | {"both": falcon("Falcon", "7b", "40b")}
    one, fewer, none, again = snapshots(
        tmp_path, both, lists | {"both": falcon("Falcon", "7b")}, lists, lists
    )
    assert len(set(projects(one).values())) == 1
    assert set(projects(fewer).values()) == set(projects(one).values())
    assert set(projects(none).values()) == set(projects(one).values())
    assert again.mentions == none.mentions
    assert sorted(one.matched_by for one in none.mentions) == [["first"], ["one-before"]]


def test_a_list_that_joins_two_projects_leaves_a_redirect_and_takes_nothing_when_it_goes(
    tmp_path: Path,
) -> None:
    lists = {"large": falcon("Falcon", "180B", "40b"), "small": falcon("Falcon-7B", "7b")}
    both = lists | {"both": falcon("Falcon", "7b", "40b")}
    apart, joined, left = snapshots(tmp_path, lists, both, lists)
    (kept,) = set(projects(joined).values())
    (ended,) = set(projects(apart).values()) - {kept}
    assert set(projects(left).values()) == {kept}
    assert {one.project_id: one.merged_into for one in left.redirects} == {ended: kept}


def test_an_entry_that_leaves_its_project_for_a_version_of_its_own_is_told_as_a_split(
    tmp_path: Path,
) -> None:
    def linked(name: str) -> str:
        return bullet(name, "https://github.com/BlinkDL/RWKV-LM") + OTHERS

    lists = {"one": linked("RWKV"), "two": linked("RWKV")}
    first, second = snapshots(tmp_path, lists, lists | {"two": linked("RWKV 4")})
    whole, part = projects(first)["one", "RWKV"], projects(second)["two", "RWKV 4"]
    assert projects(second)["one", "RWKV"] == whole
    (told,) = second.changes
    assert (told.change, told.project_id, told.name) == ("split", part, "RWKV 4")
    assert (told.field, told.before, told.after) == ("project_id", f'"{whole}"', f'"{part}"')


def test_two_that_a_wrong_name_made_one_are_themselves_again_with_the_ids_they_had(
    tmp_path: Path,
) -> None:
    def linked(name: str) -> str:
        return bullet(name, "https://github.com/BlinkDL/RWKV-LM") + OTHERS

    apart = {"one": linked("RWKV"), "two": linked("RWKV 4"), "three": linked("RWKV")}
    first, wrong, right = snapshots(tmp_path, apart, apart | {"two": linked("RWKV")}, apart)
    assert projects(right) == projects(first)
    assert len(wrong.redirects) == 1
    assert right.redirects == []
    kinds = {
        one.change for one in right.changes if one.project_id == projects(first)["two", "RWKV 4"]
    }
    assert kinds == {"split"}


def test_a_base_model_stays_who_it_was_when_a_namesake_is_listed(tmp_path: Path) -> None:
    head = "# Models\n\n| Name | Base model | Params (B) | Code |\n|---|---|---|---|\n"
    own = "| Luotuo | ChatGLM | 6 | [code](https://github.com/LC1332/Luotuo-Chinese-LLM) |\n"
    base = "| ChatGLM | GLM | 6 | [code](https://github.com/THUDM/ChatGLM-6B) |\n"
    other = "| ChatGLM | GLM | 130 | [code](https://github.com/someone/chatglm) |\n"
    first, second = snapshots(
        tmp_path, {"one": head + own + base}, {"one": head + own + base, "two": head + other}
    )
    (before,) = [one for one in first.projects if one.name == "Luotuo"]
    (after,) = [one for one in second.projects if one.name == "Luotuo"]
    assert before.base_models == [projects(first)["one", "ChatGLM"]]
    assert projects(second)["one", "ChatGLM"] != projects(second)["two", "ChatGLM"]
    assert after.base_models == before.base_models


def test_a_section_and_the_spelling_of_a_name_change(tmp_path: Path) -> None:
    before = bullet("ChatGLM 6B", "https://github.com/THUDM/ChatGLM-6B") + OTHERS
    after = bullet("ChatGLM-6B", "https://github.com/THUDM/ChatGLM-6B.git") + OTHERS
    first, second = snapshots(tmp_path, {"list": before}, {"list": f"## Chat\n\n{after}"})
    assert {one.project_id for one in first.projects} == {
        one.project_id for one in second.projects if one.status == "active"
    }


def test_an_entry_that_nothing_tells_is_spelled_in_other_case(tmp_path: Path) -> None:
    before = bullet("huggingface", "https://huggingface.co/") + OTHERS
    after = bullet("HuggingFace", "https://huggingface.co/") + OTHERS
    first, second = snapshots(tmp_path, {"list": before}, {"list": after})
    assert {one.project_id for one in first.projects} == {one.project_id for one in second.projects}


def test_a_mention_keeps_its_id_when_entries_are_inserted_above_it(tmp_path: Path) -> None:
    before = OTHERS
    after = bullet("MOSS", "https://github.com/OpenLMLab/MOSS") + OTHERS
    first, second = snapshots(tmp_path, {"list": before}, {"list": after})
    known = {one.mention_id: one.name for one in second.mentions}
    assert {one.mention_id: one.name for one in first.mentions}.items() <= known.items()


def test_a_project_stays_while_one_list_has_it_and_is_removed_when_all_have_left_it(
    tmp_path: Path,
) -> None:
    moss = "- [MOSS](https://github.com/OpenLMLab/MOSS)\n"
    both = {"one": moss + OTHERS, "two": moss + OTHERS}
    first, second, third, fourth = snapshots(
        tmp_path,
        both,
        {"one": OTHERS, "two": moss + OTHERS},
        {"one": OTHERS, "two": OTHERS},
        both,
    )
    of = {
        number: next(one for one in tables.projects if one.name == "MOSS")
        for number, tables in enumerate((first, second, third, fourth))
    }
    assert len({one.project_id for one in of.values()}) == 1
    assert [one.status for one in of.values()] == ["active", "active", "removed", "active"]
    assert second.changes == []
    assert [(one.change, one.name) for one in third.changes] == [("removed", "MOSS")]
    minutes = [(one.last_seen.minute, one.last_changed.minute) for one in of.values()]
    assert minutes == [(0, 0), (1, 0), (1, 2), (3, 3)]
    assert [(one.change, one.name) for one in fourth.changes] == [("restored", "MOSS")]
