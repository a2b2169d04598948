#!/usr/bin/env bash
# python-calamine 0.9.1 reads a cell that shows an error ("#N/A", "#DIV/0!") as an empty text, and so can't tell
# it from a cell with nothing in it; openpyxl writes a text "#N/A" as such an error cell unless it is told that it is a
# text (data_type = "s"). Where the two meet, a word somebody typed is gone on the way from one to the other.
#
# Seen: written by openpyxl 3.1.5 were "#N/A" as it comes, "#N/A" told to be a text, and nothing; python-calamine read
# ['', '#N/A', '']; openpyxl itself reads ['#N/A', '#N/A', None].
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "python-calamine==0.9.1" "openpyxl==3.1.5" "et-xmlfile==2.0.0"
cat > "$work/errors.py" <<'PY'
import sys

import openpyxl
from python_calamine import CalamineWorkbook

book = openpyxl.Workbook()
sheet = book.active
sheet["A1"] = "#N/A"
sheet["B1"] = "#N/A"
sheet["B1"].data_type = "s"
sheet["D1"] = "end"
book.save(sys.argv[1])
(calamine,) = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
(row,) = openpyxl.load_workbook(sys.argv[1]).active.iter_rows(values_only=True)
print("calamine", calamine[:3])
print("openpyxl", list(row[:3]))
PY
said=$("$work/venv/bin/python" "$work/errors.py" "$work/errors.xlsx")
printf '%s\n' "$said"
[ "$said" = "calamine ['', '#N/A', '']
openpyxl ['#N/A', '#N/A', None]" ] || { echo "changed: errors are read otherwise"; exit 1; }
