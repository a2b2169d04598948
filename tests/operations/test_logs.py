from __future__ import annotations

import json
import logging
import sys

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch

from careerpath.operations.logs import JsonFormatter, PlainFormatter


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


@pytest.mark.parametrize("path", ["/accounts/confirm-email/a-secret-key/", "/grüße/\n/"])
def test_json_line_names_the_route_instead_of_the_address(path: str) -> None:
    request = HttpRequest()
    request.path = path
    message = path.encode("unicode_escape").decode("ascii")  # as Django logs it
    said = line(msg="Not Found: %s", args=(message,), request=request)
    assert said["message"] == "Not Found: an unknown address"
    request.resolver_match = ResolverMatch(
        HttpResponse, (), {}, route="accounts/confirm-email/<key>/"
    )
    said = line(msg="Not Found: %s", args=(message,), request=request)
    assert said["message"] == "Not Found: /accounts/confirm-email/<key>/"


def test_json_line_has_the_facts_of_an_event() -> None:
    said = line(name="careerpath.security", msg="signed in", args=(), facts={"account": "3f2a"})
    del said["time"]
    assert said == {
        "level": "ERROR",
        "logger": "careerpath.security",
        "message": "signed in",
        "account": "3f2a",
    }


def test_no_text_breaks_a_json_line_in_two() -> None:
    formatted = JsonFormatter().format(
        logging.makeLogRecord({"msg": 'a\nb\r\u2028"c', "facts": {"x": "\n{"}})
    )
    assert "\n" not in formatted
    assert json.loads(formatted)["message"] == 'a\nb\r\u2028"c'


def test_plain_line_has_the_facts_behind_it() -> None:
    record = logging.makeLogRecord(
        {"name": "careerpath.security", "msg": "signed in", "levelname": "INFO"}
    )
    assert PlainFormatter().format(record).endswith(" INFO careerpath.security: signed in")
    record.facts = {"account": "3f2a", "how": ["password"]}
    said = PlainFormatter().format(record)
    assert said.endswith(" INFO careerpath.security: signed in account=3f2a how=['password']")
