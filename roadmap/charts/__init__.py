"""Where every point of the roadmap's own charts goes. No Django, no drawing: templates print them.

- climb.py     the level over time
- radar.py     the profile by group
- timeline.py  readiness over time
"""

from __future__ import annotations

from .climb import Climb, climb
from .radar import Axis, Radar, radar
from .timeline import Point, Timeline, timeline

__all__ = ["Axis", "Climb", "Point", "Radar", "Timeline", "climb", "radar", "timeline"]
