"""Log lines as JSON, without personal data."""

from __future__ import annotations

import datetime as dt
import json
import logging


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and a traceback where there is one.

    Requests are named by method and route, never by address, query, person or form content; the
    request object that Django attaches is left out for that reason.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, object] = {
            "time": dt.datetime.fromtimestamp(record.created, tz=dt.UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
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
