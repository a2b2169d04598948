"""What ics.py reads of the calendar on standard input, as JSON: name, day, alarms in minutes.

Run by the Python that has it: a program of its own, beside the app's packages.
"""

from __future__ import annotations

import json
import sys

from ics import Calendar  # type: ignore[import-not-found]  # installed beside the app alone

events = [
    (
        event.name,
        event.begin.date().isoformat(),
        [a.trigger.total_seconds() / 60 for a in event.alarms],
    )
    for event in Calendar(sys.stdin.read()).events
]
sys.stdout.write(json.dumps(events))
