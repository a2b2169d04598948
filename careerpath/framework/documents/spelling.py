"""How skills are spelled."""

from __future__ import annotations

import re
from functools import lru_cache

from .text import clean

# Names that are written small by those who made them.
SMALL_NAMES = frozenset(
    """
    awk bash bpftrace cgroups conda containerd cron crontab curl dbt dplyr eslint etcd
    fastlane ffmpeg gcc gdb grep htop iptables jq kubectl lxc make matplotlib mdadm ncurses nftables
    nginx npm numba pandas perf pip pnpm poetry psql pytest rsync rustc scikit-learn scipy
    seaborn sed sqlmap strace systemd tcpdump tidyverse tmux tox vim webpack xarray zsh
    """.split()  # noqa: SIM905  # one name a line would be a page
)


@lru_cache(maxsize=4096)
def skill_name(text: str) -> str:
    """How a skill is spelled: an ordinary first word gets a capital, a brand keeps its own.

    A first word with a capital or a digit in it (“eBPF”, “k8s”) or in SMALL_NAMES (“pandas”,
    “scikit-learn basics”) stays as it is.
    """
    name = clean(text)
    word = re.split(r"[\s,;:()]", name, maxsplit=1)[0]
    ordinary = word.islower() and not any(sign.isdigit() for sign in word)
    if not ordinary or {word, re.split(r"[/-]", word)[0]} & SMALL_NAMES:
        return name
    capital = name[0].upper()
    return capital + name[1:] if len(capital) == 1 else name
