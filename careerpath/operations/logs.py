"""Log lines without personal data: as JSON for machines, or plain for one's own."""

from __future__ import annotations

import datetime as dt
import json
import logging


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, message, facts, and a traceback if there is one.

    A request is named by its route, never by its address: ids and one-time links stand in those.
    What a person typed, and the request that Django attaches, are left out for the same reason.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, object] = {
            "time": dt.datetime.fromtimestamp(record.created, tz=dt.UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": _without_address(record),
        }
        line |= getattr(record, "facts", {})
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if record.exc_info:
            line["exception"] = self._frames(record)
        return json.dumps(line, ensure_ascii=False)

    @staticmethod
    def _frames(record: logging.LogRecord) -> dict[str, object]:
        """The exception's kind and where it was raised.

        Its message is left out: it can quote a person's own words (a failed insert shows the row).
        """
        kind, _, trace = record.exc_info or (None, None, None)
        frames = []
        while trace is not None:
            code = trace.tb_frame.f_code
            frames.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        return {"kind": kind.__name__ if kind else None, "frames": frames}


class PlainFormatter(logging.Formatter):
    """A line to read, with an event's facts behind it."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # logging's name
        """The line before any traceback."""
        facts = getattr(record, "facts", {}).items()
        return " ".join([super().formatMessage(record), *(f"{name}={it}" for name, it in facts)])


def _without_address(record: logging.LogRecord) -> str:
    """The message with the address of its request replaced by the route."""
    message = record.getMessage()
    request = getattr(record, "request", None)
    path = getattr(request, "path", "")
    if not path or path == "/":
        return message
    match = getattr(request, "resolver_match", None)
    instead = f"/{match.route}" if match else "an unknown address"
    as_logged = path.encode("unicode_escape").decode("ascii")  # what Django makes of odd letters
    return message.replace(as_logged, instead).replace(path, instead)
