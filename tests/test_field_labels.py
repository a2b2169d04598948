"""Which fields of a form somebody may have typed, and which it only carries along."""

from __future__ import annotations

import pytest

from careerpath.field_labels import is_typed


@pytest.mark.parametrize("name", ["note", "python-note", "levels-0-name", "id", "gone"])
def test_words_are_given_back(name: str) -> None:
    assert is_typed(name, "Shipped a model in spring.")
    assert not is_typed(name, " \n")


@pytest.mark.parametrize(
    "name",
    [
        *("csrfmiddlewaretoken", "go", "next", "seen", "set_all", "password1", "old-password"),
        *("python-seen", "python-called", "levels-0-id", "levels-0-version", "initial-day"),
        *("_save", "levels-TOTAL_FORMS", "levels-MAX_NUM_FORMS"),
    ],
)
def test_what_forms_carry_is_not(name: str) -> None:
    assert not is_typed(name, "7")
