"""Where everything in a drawing goes. Plain numbers in, plain numbers out; templates draw them.

- stairs.py  the staircase: rungs, how far each is filled, where a person stands
- shares.py  a day as one bar
- pay.py     the pay of several levels on one axis
"""

from __future__ import annotations

from .pay import PayAxis, PayRange, PayRow, pay_axis
from .shares import Share, ShareBar, share_bar
from .stairs import Rung, Staircase, Step, staircase

__all__ = [
    "PayAxis",
    "PayRange",
    "PayRow",
    "Rung",
    "Share",
    "ShareBar",
    "Staircase",
    "Step",
    "pay_axis",
    "share_bar",
    "staircase",
]
