#!/usr/bin/env bash
# highspy 1.16.0 prints its banner on standard output when a Highs object is made, before any option
# can be set. So `output_flag` (off by setOptionValue or silent()) comes too late: a program whose standard output is
# data, a command in a pipe or a server that logs there, gets two lines it did not write, once an object.
# highspy 1.15.1 prints nothing on construction.
#
# Seen: with 1.15.1 "solved: 1.0" alone; with 1.16.0 the same behind
#   Running HiGHS 1.16.0 (git hash: ...): Copyright (c) 2026 under MIT licence terms
#   Includes third-party software components, see THIRD_PARTY_NOTICES.md for full details
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
cat > "$work/model.py" <<'PY'
import highspy

solver = highspy.Highs()
solver.setOptionValue("output_flag", False)
solver.addVar(0, 1)
solver.changeColCost(0, -1)
solver.run()
print("solved:", solver.getSolution().col_value[0])
PY
said() {
  "$work/venv/bin/pip" install --quiet --disable-pip-version-check "highspy==$1" "numpy==2.4.6"
  "$work/venv/bin/python" "$work/model.py"
}
older=$(said 1.15.1)
newer=$(said 1.16.0)
printf '1.15.1 wrote:\n%s\n1.16.0 wrote:\n%s\n' "$older" "$newer"
[ "$older" = "solved: 1.0" ] || { echo "changed: 1.15.1 writes something else"; exit 1; }
[ "$(printf '%s\n' "$newer" | head -n 1 | cut -d' ' -f1-3)" = "Running HiGHS 1.16.0" ] || { echo "changed: no banner"; exit 1; }
[ "$(printf '%s\n' "$newer" | tail -n 1)" = "solved: 1.0" ] || { echo "changed: another answer"; exit 1; }
