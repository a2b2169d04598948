from __future__ import annotations

import json
import logging
import sys

from careerpath.operations.logs import JsonFormatter


def line(**extra: object) -> dict[str, object]:
    record = logging.LogRecord(
        "django.request",
        logging.ERROR,
        "x.py",
        1,
        "Internal Server Error: %s",
        ("/roadmap/",),
        None,
    )
    record.__dict__.update(extra)
    formatted: dict[str, object] = json.loads(JsonFormatter().format(record))
    return formatted


def test_json_line_has_level_logger_message_and_status() -> None:
    said = line(status_code=500)
    del said["time"]
    assert said == {
        "level": "ERROR",
        "logger": "django.request",
        "message": "Internal Server Error: /roadmap/",
        "status": 500,
    }


def fail() -> None:
    raise ValueError("alice@example.org said something private")


def test_json_line_of_an_exception_leaves_its_message_out() -> None:
    try:
        fail()
    except ValueError:
        said = line(exc_info=sys.exc_info())
    assert "alice" not in json.dumps(said)
    exception = said["exception"]
    assert isinstance(exception, dict)
    assert exception["kind"] == "ValueError"
    assert [frame.split()[-1] for frame in exception["frames"]] == [
        "test_json_line_of_an_exception_leaves_its_message_out",
        "fail",
    ]
