"""How each source has fared in the last runs, and how old its data are."""

from __future__ import annotations

from pathlib import Path

from histories import night, published, run_id, went_back, wrote

from almanac.standing import SourceStanding, standing


def source(dataset: Path, name: str = "a") -> SourceStanding:
    return next(one for one in standing(dataset).sources if one.source_id == name)


def test_a_source_that_was_found_unchanged_has_data_of_that_run(tmp_path: Path) -> None:
    published(tmp_path, 1, a="fetched")
    wrote(tmp_path, 1, a="fetched", result="published")
    wrote(tmp_path, 2, a="unchanged")
    found = source(tmp_path)
    assert (found.status, found.since, found.good_at) == ("unchanged", None, night(2))
    assert (found.mentions, found.rejects) == (7, 2)


def test_a_failing_source_fails_since_the_first_run_of_an_unbroken_row(tmp_path: Path) -> None:
    published(tmp_path, 1, a="fetched")
    for number, fared in enumerate(("fetched", "failed", "fetched", "failed", "held", "failed"), 1):
        wrote(tmp_path, number, a=fared)
    found = source(tmp_path)
    assert (found.status, found.error) == ("failed", "a is failed")
    assert (found.since, found.since_time) == (run_id(4), night(4))
    assert found.good_at == night(3)


def test_runs_that_did_not_look_at_a_source_say_nothing_of_it(tmp_path: Path) -> None:
    published(tmp_path, 1, a="fetched", b="fetched")
    wrote(tmp_path, 1, a="fetched", b="fetched")
    wrote(tmp_path, 2, a="failed", b="fetched")
    wrote(tmp_path, 3, b="fetched")
    assert source(tmp_path).status == "failed"


def test_a_run_that_was_killed_or_failed_says_nothing_of_any_source(tmp_path: Path) -> None:
    published(tmp_path, 1, a="fetched")
    wrote(tmp_path, 1, a="fetched")
    wrote(tmp_path, 2, None, result="started")
    assert (source(tmp_path).status, source(tmp_path).good_at) == ("fetched", night(1))


def test_a_retired_source_is_retired_whatever_old_reports_say(tmp_path: Path) -> None:
    published(tmp_path, 2, a="retired")
    wrote(tmp_path, 1, a="failed")
    assert source(tmp_path).status == "retired"


def test_without_reports_what_was_published_tells(tmp_path: Path) -> None:
    published(tmp_path, 1, a="held")
    assert source(tmp_path).status == "held"
    assert source(tmp_path).good_at is None


def test_before_anything_is_published_the_reports_tell(tmp_path: Path) -> None:
    wrote(tmp_path, 1, 3, a="failed", result="nothing-readable", projects=9)
    found = standing(tmp_path)
    assert (found.run_id, found.published_at, found.projects) == (None, None, None)
    assert source(tmp_path).since == run_id(1)


def test_projects_are_those_of_the_last_run_that_had_some_to_publish(tmp_path: Path) -> None:
    published(tmp_path, 1, a="fetched")
    wrote(tmp_path, 1, a="fetched", result="published", projects=25)
    wrote(tmp_path, 2, 3, a="failed", result="nothing-readable", projects=3)
    assert standing(tmp_path).projects == 25


def test_what_a_refused_run_read_is_not_what_is_published(tmp_path: Path) -> None:
    published(tmp_path, 1, a="fetched")
    wrote(tmp_path, 1, a="fetched", result="published")
    wrote(tmp_path, 2, 3, a="fetched", result="refused")
    found = source(tmp_path)
    assert (found.status, found.good_at) == ("fetched", night(1))


def test_a_source_that_a_refused_run_could_read_does_not_fail_since_before_it(
    tmp_path: Path,
) -> None:
    published(tmp_path, 1, a="fetched")
    wrote(tmp_path, 1, a="fetched", result="published")
    wrote(tmp_path, 2, 1, a="failed")
    wrote(tmp_path, 3, 3, a="fetched", result="refused")
    wrote(tmp_path, 4, 1, a="failed")
    found = source(tmp_path)
    assert (found.since, found.good_at) == (run_id(4), night(1))


def test_after_a_rollback_projects_and_age_are_those_of_the_older_snapshot(tmp_path: Path) -> None:
    published(tmp_path, 1, a="fetched")
    wrote(tmp_path, 1, a="fetched", result="published", projects=25)
    published(tmp_path, 2, a="fetched")
    wrote(tmp_path, 2, a="fetched", result="published", projects=9)
    wrote(tmp_path, 3, a="unchanged", projects=9)
    went_back(tmp_path, 4, to=1)
    found = standing(tmp_path)
    assert (found.run_id, found.projects) == (run_id(1), 25)
    assert source(tmp_path).good_at == night(1)
    wrote(tmp_path, 5, a="unchanged", projects=25)
    assert source(tmp_path).good_at == night(5)


def test_who_goes_forward_again_has_what_is_newest_again(tmp_path: Path) -> None:
    for number, projects in ((1, 25), (2, 9)):
        published(tmp_path, number, a="fetched")
        wrote(tmp_path, number, a="fetched", result="published", projects=projects)
    went_back(tmp_path, 3, to=1)
    wrote(tmp_path, 4, a="unchanged", projects=25)
    went_back(tmp_path, 5, to=2)
    assert standing(tmp_path).projects == 9
    assert source(tmp_path).good_at == night(2)
