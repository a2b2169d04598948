"""The page and the JSON that prove a verdict, and the script in docs/ that checks it without us."""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import given
from pytest_django import DjangoAssertNumQueries

from assessments.models import Assessment
from careerpath.engine.placement import place
from careerpath.engine.settling import smallest_proof
from careerpath.engine.types import PathSpec, Rating
from careerpath.framework.models import CareerPath, Requirement
from roadmap.builder import RoadmapBuilder
from roadmap.proof import document
from tests.engine.build import paths, people, thorough
from tests.factories import make_path
from tests.pages import text_of
from tests.roadmap.people import assessed, level_skills

SCRIPT = Path(settings.BASE_DIR) / "docs" / "check_proof.py"


def downloaded(client: Client, done: Assessment) -> dict[str, Any]:
    answer = client.get(f"/roadmap/{done.public_id}/proof.json")
    assert answer.status_code == 200
    found: dict[str, Any] = json.loads(answer.content)
    return found


def checked(proof: Any, folder: Path) -> tuple[int, str]:
    """What the script says, run as anybody runs it: nothing of ours in reach."""
    file = folder / "proof.json"
    file.write_text(json.dumps(proof), encoding="utf-8")
    done = subprocess.run(  # noqa: S603  # our own script
        [sys.executable, "-I", "-S", str(SCRIPT), str(file)],
        cwd=folder, env={}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def done(alice: Any, path: CareerPath) -> Assessment:
    """Alice holds the first level; at the second one is below what is asked, one left out."""
    said = dict.fromkeys(level_skills(path, "level-1"), 3)
    return assessed(
        alice, path, said | {"gardener-2-1": (1, "A note"), "gardener-2-2": "not relevant"}
    )


def test_json_says_what_was_asked_said_and_found(as_alice: Client, done: Assessment) -> None:
    proof = downloaded(as_alice, done)
    assert {name: proof[name] for name in ("format", "version", "path", "measured_percent")} == {
        "format": "careerpath-proof",
        "version": 1,
        "path": "Gardener",
        "measured_percent": 50,
    }
    assert proof["assessed"] == "2026-11-22T09:30:00+00:00"
    assert [level["id"] for level in proof["levels"]] == ["level-1", "level-2"]
    assert proof["levels"][0]["asks"][0] == {
        "skill": "gardener-1-1", "name": "Gardener 1 1", "proficiency": 3, "must_have": False
    }  # fmt: skip
    assert proof["answers"] == {
        **dict.fromkeys(["gardener-1-1", "gardener-1-2", "gardener-1-3"], 3),
        "gardener-2-1": 1,
        "gardener-2-2": "not relevant",
    }
    assert proof["verdict"]["level"] == proof["verdict"]["possible_level"] == "level-1"
    assert proof["verdict"]["levels"][1] == {
        "id": "level-2", "relevant": 2, "needed": 2, "met": 0, "missing_must_haves": [],
        "measured": True, "held": False, "could_hold": False,
    }  # fmt: skip
    assert proof["settled_by"] == ["gardener-1-1", "gardener-1-2", "gardener-1-3", "gardener-2-1"]
    assert "note" not in json.dumps(proof)


HELD = (
    "3 skills are asked. 80% of 3 is 2.4, rounded up: 3 needed. 3 are met by these answers alone. "
    "At least 3 of its 3 skills count, whatever else is marked as not relevant, which is half or "
    "more. So Level 1 is held, whatever is said of the others."
)
NOT_HELD = (
    "3 skills are asked. 80% of 3 is 2.4, rounded up: 3 needed. 1 of them is rated below what is "
    "asked, so at most 2 can be met. So Level 2 is not held, whatever is said of the others."
)
SAID = [
    "The verdict: you are at Level 1.",
    "4 of your 5 answers settle that you are at Level 1.",
    "3 skills are asked. 1 is left out as not relevant. 80% of 2 is 1.6, rounded up: 2 needed.",
    "Not held: 0 of 2 met, 1 not rated, 2 needed (80%).",
    "Gardener 2 1 3 Proficient 1 Aware not met",
    "Gardener 2 2 3 Proficient Not relevant left out",
    "Gardener 2 3 3 Proficient Unrated unrated",
]


def test_page_is_to_be_checked_with_a_pencil(as_alice: Client, done: Assessment) -> None:
    text = text_of(as_alice.get(f"/roadmap/{done.public_id}/proof/"))
    for words in (HELD, NOT_HELD, *SAID):
        assert words in text, words
    roadmap = as_alice.get(f"/roadmap/{done.public_id}/").content.decode()
    assert f'href="/roadmap/{done.public_id}/proof/"' in roadmap


def test_what_is_open_is_not_proven(as_alice: Client, alice: Any, path: CareerPath) -> None:
    done = assessed(alice, path, {"gardener-1-1": 3})
    assert downloaded(as_alice, done)["settled_by"] is None
    text = text_of(as_alice.get(f"/roadmap/{done.public_id}/proof/"))
    assert "The verdict: below Level 1, the first level." in text
    assert (
        "Your level is not settled: with what you have not rated it could be anything up to "
        "Level 2. So no set of your answers proves it."
    ) in text


def test_a_must_have_and_a_level_that_is_not_measured(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    Requirement.objects.filter(skill__public_id="gardener-1-1").update(must_have=True)
    below = assessed(alice, path, {"gardener-1-1": 2, "gardener-1-2": 1})
    assert (
        "Gardener 1 1 is a must-have and rated below what is asked. So Level 1 is not held"
    ) in text_of(as_alice.get(f"/roadmap/{below.public_id}/proof/"))
    marked = dict.fromkeys(["gardener-2-1", "gardener-2-2"], "not relevant")
    said = dict.fromkeys(level_skills(path, "level-1"), 3)
    done = assessed(alice, path, said | marked)
    assert (
        "2 of its 3 skills are marked as not relevant, more than half: it is not measured. So "
        "Level 2 is not held, whatever is said of the others."
    ) in text_of(as_alice.get(f"/roadmap/{done.public_id}/proof/"))


def test_a_verdict_of_other_rules_says_so_and_the_script_refuses_it(
    as_alice: Client, done: Assessment, tmp_path: Path
) -> None:
    given = copy.deepcopy(done.placement)
    assert given
    given["current_rank"], given["levels"][1]["held"] = 2, True
    Assessment.objects.filter(pk=done.pk).update(placement=given)
    text = text_of(as_alice.get(f"/roadmap/{done.public_id}/proof/"))
    assert "The verdict: you are at Level 2." in text
    assert "This verdict was given by the rules of its time, which have changed since" in text
    status, said = checked(downloaded(as_alice, done), tmp_path)
    assert (status, "level is 'level-1', not 'level-2'" in said) == (1, True)


# --- The script ---------------------------------------------------------------------------------


def test_script_follows_the_proof_of_a_real_page(
    as_alice: Client, alice: Any, ml: CareerPath, tmp_path: Path
) -> None:
    skills = level_skills(ml)
    done = assessed(alice, ml, {skill: 4 - n // 20 for n, skill in enumerate(skills)})
    status, said = checked(downloaded(as_alice, done), tmp_path)
    assert (status, said.splitlines()[0][:11]) == (0, "It follows:")
    assert re.search(r"^\d+ of \d+ answers settle it; none can be spared\.$", said, re.M)


def raised(proof: dict[str, Any]) -> None:
    proof["answers"]["gardener-2-1"] = 4


def promoted(proof: dict[str, Any]) -> None:
    proof["verdict"]["level"] = "level-2"


def one_met_more(proof: dict[str, Any]) -> None:
    proof["verdict"]["levels"][1]["met"] = 1


def milder(proof: dict[str, Any]) -> None:
    proof["levels"][1]["threshold_percent"] = 10


def one_less(proof: dict[str, Any]) -> None:
    proof["settled_by"].pop()


def one_more(proof: dict[str, Any]) -> None:
    proof["settled_by"].append("gardener-2-2")


def made_up(proof: dict[str, Any]) -> None:
    proof["settled_by"].append("gardener-2-3")


def twice(proof: dict[str, Any]) -> None:
    proof["settled_by"].append(proof["settled_by"][0])


def left_open(proof: dict[str, Any]) -> None:
    proof["settled_by"] = None


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (raised, "could_hold is True"),
        (promoted, "level is 'level-1', not 'level-2'"),
        (one_met_more, "met is 0, the proof says 1"),
        (milder, "needed is 1, the proof says 2"),
        (one_less, "leave another one possible"),
        (one_more, "the answer to gardener-2-2 could be spared"),
        (made_up, "settled by answers that were not given: gardener-2-3"),
        (twice, "an answer is named twice"),
        (left_open, "the level is settled"),
    ],
)
def test_script_refuses_what_was_tampered_with(
    tamper: Callable[[dict[str, Any]], None], said: str, as_alice: Client, done: Assessment,
    tmp_path: Path,
) -> None:  # fmt: skip
    proof = downloaded(as_alice, done)
    assert checked(proof, tmp_path)[0] == 0
    tamper(proof)
    status, words = checked(proof, tmp_path)
    assert (status, said in words) == (1, True), words


@pytest.mark.parametrize(
    "broken",
    [{}, [], 7, {"format": "careerpath-proof", "version": 2}, {"format": "x", "version": 1}],
)
def test_script_refuses_what_is_no_proof(broken: Any, tmp_path: Path) -> None:
    status, words = checked(broken, tmp_path)
    assert (status, words[:8]) == (2, "Refused:")


@pytest.mark.parametrize(
    ("name", "value"),
    [("proficiency", 9), ("proficiency", 0), ("proficiency", True), ("must_have", "no")],
)
def test_script_refuses_what_no_level_asks(
    name: str, value: Any, as_alice: Client, done: Assessment, tmp_path: Path
) -> None:
    proof = downloaded(as_alice, done)
    proof["levels"][0]["asks"][0][name] = value
    status, words = checked(proof, tmp_path)
    assert (status, "asks nothing that can be answered" in words) == (2, True), words


def any_share(proof: dict[str, Any]) -> None:
    proof["measured_percent"] = 0


def asked_twice(proof: dict[str, Any]) -> None:
    proof["levels"][0]["asks"] += proof["levels"][0]["asks"][:1]


def level_twice(proof: dict[str, Any]) -> None:
    for levels in (proof["levels"], proof["verdict"]["levels"]):
        levels.append(levels[0])


def never_asked(proof: dict[str, Any]) -> None:
    proof["answers"]["juggling"] = 4


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (any_share, "0 is no share of a level"),
        (asked_twice, "level-1 asks a skill twice"),
        (level_twice, "a level stands there twice"),
        (never_asked, "answers to what no level asks: juggling"),
        (lambda proof: proof.update(settled_by={"gardener-1-1": 1}), "settled_by is no list"),
        (lambda proof: proof.pop("path"), "path"),
        (lambda proof: proof.update(version=True), "not a careerpath-proof of version [1]"),
    ],
)
def test_script_refuses_what_no_path_is_like(
    tamper: Callable[[dict[str, Any]], None], said: str, as_alice: Client, done: Assessment,
    tmp_path: Path,
) -> None:  # fmt: skip
    proof = downloaded(as_alice, done)
    tamper(proof)
    status, words = checked(proof, tmp_path)
    assert (status, said in words) == (2, True), words


@pytest.mark.parametrize(
    ("content", "why"),
    [(None, "No such file or directory"), (b"\xff", "can't decode byte")],
)
def test_script_refuses_a_file_that_it_can_not_read(
    content: bytes | None, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "proof.json"
    if content is not None:
        file.write_bytes(content)
    assert script()["main"]([str(file)]) == 2
    said = capsys.readouterr().err
    assert (said[:9], why in said) == ("Refused: ", True), said


def script() -> dict[str, Any]:
    """The script's own functions."""
    found: dict[str, Any] = {"__name__": "check_proof"}
    exec(compile(SCRIPT.read_text(encoding="utf-8"), str(SCRIPT), "exec"), found)  # noqa: S102
    return found


@thorough
@given(paths(), people())
def test_script_finds_no_fault_in_any_proof(spec: PathSpec, ratings: dict[str, Rating]) -> None:
    """A second writing of the rules: it agrees with the first on random paths and people."""
    told = RoadmapBuilder(
        asked=spec, path=spec, placement=place(spec, ratings), ratings=ratings, projects=(),
        keeps_projects=True, to_check={},
    )  # fmt: skip
    proof = document(Assessment(), told, smallest_proof(spec, ratings))
    functions = script()
    assert functions["faults"](functions["read"](json.dumps(proof))) == []


# --- Whose it is, and what it costs -------------------------------------------------------------


@pytest.mark.parametrize("page", ["proof/", "proof.json"])
def test_only_the_owner_sees_it_and_nothing_keeps_it(
    page: str, as_alice: Client, as_bob: Client, done: Assessment
) -> None:
    address = f"/roadmap/{done.public_id}/{page}"
    assert "no-store" in as_alice.get(address).headers["Cache-Control"]
    assert as_bob.get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_a_guest_sees_their_own_and_an_open_one_has_none(client: Client, path: CareerPath) -> None:
    client.post("/assessments/start/gardener/")
    sitting = Assessment.objects.get()
    for page in ("proof/", "proof.json"):
        address = f"/roadmap/{sitting.public_id}/{page}"
        assert client.get(address)["Location"] == f"/roadmap/{sitting.public_id}/"
    client.post(f"/assessments/{sitting.public_id}/finish/")
    for page in ("proof/", "proof.json"):
        assert client.get(f"/roadmap/{sitting.public_id}/{page}").status_code == 200


def test_a_path_that_asked_nothing(as_alice: Client, alice: Any, tmp_path: Path) -> None:
    done = assessed(alice, make_path("Empty", levels=0), {})
    text = text_of(as_alice.get(f"/roadmap/{done.public_id}/proof/"))
    assert "This path has no levels: there is nothing to check." in text
    assert checked(downloaded(as_alice, done), tmp_path)[0] == 0


@pytest.mark.parametrize("size", [1, 3])
def test_queries_do_not_grow(
    size: int, as_alice: Client, alice: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    path = make_path("Baker", levels=size, skills=size + 1)
    done = assessed(alice, path, dict.fromkeys(level_skills(path), 3))
    with django_assert_num_queries(10):
        as_alice.get(f"/roadmap/{done.public_id}/proof/")
    with django_assert_num_queries(4):
        as_alice.get(f"/roadmap/{done.public_id}/proof.json")
