from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from careerpath.accounts.validators import HouseWordsValidator


@pytest.mark.parametrize(
    ("password", "refused"),
    [
        ("careerpath-2026!", True),
        ("CareerPathRoadmap", True),
        ("acmeworks-12345", True),
        ("acmeworks careers", True),
        ("careerpath and lanterns", False),
        ("123456789012", False),  # not made of such words: left to the list of common ones
        ("quiet harbour lantern", False),
    ],
)
def test_house_words(password: str, refused: bool, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["www.acmeworks.com"]
    said = ""
    try:
        HouseWordsValidator().validate(password)
    except ValidationError as error:
        said = str(error.message)
    expected = "This password is made of words that others here would guess first."
    assert said == (expected if refused else "")
