#!/usr/bin/env python3
"""Check a careerpath proof without careerpath: python check_proof.py careerpath-proof.json

Works the verdict out again from what was asked and answered, by the rules of proofs.md, and says
which of its numbers do not follow. Then it sees whether the answers that are said to settle the
level do so, whatever the others had been, and whether one of them could be spared. Standard library
only. Ends with 0 where everything follows, with 1 where something does not, with 2 where the file
is no such proof.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

Json = dict[str, Any]
FORMAT, VERSIONS = "careerpath-proof", {1}
NOT_RELEVANT = "not relevant"


class NotAProofError(Exception):
    """The file does not have the form that proofs.md describes."""


def numbers(level: Json, answers: Json, half: int) -> Json:
    """A level's numbers, by its own rule; an answer that is missing is unrated."""
    asks = level["asks"]
    counts = [a for a in asks if a["must_have"] or answers.get(a["skill"]) != NOT_RELEVANT]
    met = [a["skill"] for a in counts if is_met(a, answers)]
    missing = [a["skill"] for a in counts if a["must_have"] and a["skill"] not in met]
    below = [a["skill"] for a in counts if is_below(a, answers)]
    needed = -(-level["threshold_percent"] * len(counts) // 100)  # rounded up
    measured = 100 * len(counts) >= half * len(asks)
    return {
        "id": level["id"],
        "relevant": len(counts),
        "needed": needed,
        "met": len(met),
        "missing_must_haves": missing,
        "measured": measured,
        "held": measured and len(met) >= needed and not missing,
        "could_hold": measured
        and len(counts) - len(below) >= needed
        and not set(missing) & set(below),
    }


def is_met(asks: Json, answers: Json) -> bool:
    """Rated, at least as high as asked."""
    answer = answers.get(asks["skill"])
    return isinstance(answer, int) and answer >= asks["proficiency"]


def is_below(asks: Json, answers: Json) -> bool:
    """Rated, and lower than asked: no other answer to anything can make up for it."""
    answer = answers.get(asks["skill"])
    return isinstance(answer, int) and answer < asks["proficiency"]


def reached(levels: list[Json], told: list[Json], what: str) -> str | None:
    """The highest level of an unbroken run from below; one that asks nothing is passed over."""
    found = None
    for level, one in zip(levels, told, strict=True):
        if not level["asks"]:
            continue
        if not one[what]:
            break
        found = level["id"]
    return found


def stays_held(level: Json, told: Json, kept: Json, insisted: set[str], half: int) -> bool:
    """Whether a level is held by these answers, also where others are marked as not relevant."""
    open_ = [a["skill"] for a in level["asks"] if a["skill"] not in kept]
    sure = told["relevant"] - sum(skill not in insisted for skill in open_)
    return bool(told["held"]) and 100 * sure >= half * len(level["asks"])


def is_settled(levels: list[Json], kept: Json, half: int) -> tuple[bool, str | None]:
    """Whether these answers alone leave one level only, and which."""
    insisted = {a["skill"] for level in levels for a in level["asks"] if a["must_have"]}
    found = None
    for level in levels:
        if not level["asks"]:
            continue
        told = numbers(level, kept, half)
        if not told["could_hold"]:
            return True, found
        if not stays_held(level, told, kept, insisted, half):
            return False, None
        found = level["id"]
    return True, found


def faults(proof: Json) -> list[str]:
    """Everything that does not follow."""
    levels, answers, half = proof["levels"], proof["answers"], proof["measured_percent"]
    verdict = proof["verdict"]
    told = [numbers(level, answers, half) for level in levels]
    wrong = [
        f"{level['name']}: {name} is {one[name]!r}, the proof says {said.get(name)!r}"
        for level, one, said in zip(levels, told, verdict["levels"], strict=True)
        for name in one
        if said.get(name) != one[name]
    ]
    for name, what in (("level", "held"), ("possible_level", "could_hold")):
        if verdict[name] != reached(levels, told, what):
            wrong.append(f"{name} is {reached(levels, told, what)!r}, not {verdict[name]!r}")
    return wrong + settling_faults(proof)


def settling_faults(proof: Json) -> list[str]:
    """What is wrong with the answers that are said to settle the level."""
    levels, answers, half = proof["levels"], proof["answers"], proof["measured_percent"]
    named = proof["settled_by"]
    if named is None:
        open_ = not is_settled(levels, answers, half)[0]
        return [] if open_ else ["the level is settled, the proof says that it is open"]
    if len(set(named)) < len(named):
        return ["an answer is named twice among those that settle the level"]
    unknown = [skill for skill in named if skill not in answers]
    if unknown:
        return [f"settled by answers that were not given: {', '.join(unknown)}"]
    kept = {skill: answers[skill] for skill in named}
    if is_settled(levels, kept, half) != (True, proof["verdict"]["level"]):
        return ["the answers that are said to settle the level leave another one possible"]
    return [
        f"the answer to {skill} could be spared"
        for skill in named
        if is_settled(levels, {k: v for k, v in kept.items() if k != skill}, half)[0]
    ]


def read(text: str) -> Json:
    """The proof in a file; raises NotAProofError."""
    try:
        proof: Json = json.loads(text)
        see_form(proof)
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise NotAProofError(f"not in the form of a proof: {problem!r}") from problem
    return proof


def see_form(proof: Json) -> None:
    """Raise NotAProofError, KeyError or TypeError where something is missing or no answer."""
    version = proof["version"]
    if proof["format"] != FORMAT or isinstance(version, bool) or version not in VERSIONS:
        raise NotAProofError(f"not a {FORMAT} of version {sorted(VERSIONS)}")
    if not isinstance(proof["path"], str):
        raise NotAProofError("the path has no name")
    if not isinstance(proof["settled_by"], list | None):
        raise NotAProofError("settled_by is no list")
    for answer in proof["answers"].values():
        if answer != NOT_RELEVANT and not is_number(answer, 0, 4):
            raise NotAProofError(f"{answer!r} is no answer")
    see_path(proof)
    asked = {asks["skill"] for level in proof["levels"] for asks in level["asks"]}
    if others := sorted(set(proof["answers"]) - asked):
        raise NotAProofError(f"answers to what no level asks: {', '.join(others)}")


def see_path(proof: Json) -> None:
    """Raise one of them where no path is like that."""
    if not is_number(proof["measured_percent"], 1, 100):
        raise NotAProofError(f"{proof['measured_percent']!r} is no share of a level")
    for level in proof["levels"]:
        see_asked(level)
    ids = [level["id"] for level in proof["levels"]]
    if len(set(ids)) < len(ids):
        raise NotAProofError("a level stands there twice")
    if ids != [level["id"] for level in proof["verdict"]["levels"]]:
        raise NotAProofError("the verdict is about other levels than were asked")


def see_asked(level: Json) -> None:
    """Raise one of them where a level asks what nobody can answer."""
    if not is_number(level["threshold_percent"], 1, 100):
        raise NotAProofError(f"{level['threshold_percent']!r} is no threshold")
    for asks in level["asks"]:
        if not is_number(asks["proficiency"], 1, 4) or not isinstance(asks["must_have"], bool):
            raise NotAProofError(f"{asks!r} asks nothing that can be answered")
    skills = [asks["skill"] for asks in level["asks"]]
    if len(set(skills)) < len(skills):
        raise NotAProofError(f"{level['id']} asks a skill twice")


def is_number(found: Any, least: int, most: int) -> bool:
    """A whole number from `least` to `most`; JSON's true is none."""
    return isinstance(found, int) and not isinstance(found, bool) and least <= found <= most


def main(arguments: list[str]) -> int:
    """Check the file that is named."""
    if len(arguments) != 1:
        sys.stderr.write(__doc__ or "")
        return 2
    try:
        proof = read(Path(arguments[0]).read_text(encoding="utf-8"))
        wrong = faults(proof)
    except (NotAProofError, OSError, UnicodeDecodeError, KeyError, TypeError) as problem:
        sys.stderr.write(f"Refused: {problem}\n")
        return 2
    for line in wrong:
        sys.stdout.write(f"WRONG  {line}\n")
    if wrong:
        return 1
    level, answers = proof["verdict"]["level"], proof["settled_by"]
    sys.stdout.write(f"It follows: {level or 'below the first level'} on {proof['path']}.\n")
    if answers is None:
        sys.stdout.write("It is not settled: what is unrated can still change it.\n")
    else:
        sys.stdout.write(
            f"{len(answers)} of {len(proof['answers'])} answers settle it; none can be spared.\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
