#!/usr/bin/env bash
# With pytest 9.2.0 pytest-xdist 3.8.0 no longer sees xdist_group: --dist loadgroup spreads the tests of one
# group over the workers as if they had none, and nothing says so (pytest-xdist's issue 1386). Tests that share a
# port or a server then fail by chance. With pytest 9.1.1 the same tests stay on one worker.
#
# Seen: 9.1.1: workers of the group: 1
#       9.2.0: workers of the group: 2
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
cat > "$work/test_group.py" <<'PY'
import os
import time

import pytest


@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("n", range(8))
def test_where(n):
    time.sleep(0.2)  # so that two workers would both get some
    with open("workers.txt", "a") as file:
        file.write(os.environ["PYTEST_XDIST_WORKER"] + "\n")
PY
workers() {
  "$work/venv/bin/pip" install --quiet --disable-pip-version-check "pytest==$1" pytest-xdist==3.8.0
  (cd "$work" && rm -f workers.txt && venv/bin/python -m pytest -q -p no:cacheprovider -n 2 --dist loadgroup >&2 && sort -u workers.txt | wc -l)
}
older=$(workers 9.1.1)
newer=$(workers 9.2.0)
printf '9.1.1: workers of the group: %d\n9.2.0: workers of the group: %d\n' "$older" "$newer"
[ "$older" -eq 1 ] || { echo "changed: with 9.1.1 the group is spread"; exit 1; }
[ "$newer" -eq 2 ] || { echo "changed: with 9.2.0 the group stays together"; exit 1; }
