#!/usr/bin/env bash
# markdown-it-py 4.3.0, preset "commonmark": the text of a list nested ten deep is gone, without a word.
# The preset's maxNesting is 20 and a list takes two levels of it; what lies deeper is not put out as text
# either, it is left out. The other presets allow 100. CommonMark itself knows no such limit, and whoever
# turns a document into something else loses its innermost lines: set maxNesting, and refuse what is deeper.
#
# Seen: for lists of 9, 10 and 12 levels, each with one word, the preset "commonmark" leaves out 0, 1 and 3
# words, the preset "default" none.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "markdown-it-py==4.3.0" "mdurl==0.1.2"
cat > "$work/nest.py" <<'PY'
from markdown_it import MarkdownIt

for preset in ("commonmark", "default"):
    lost = []
    for depth in (9, 10, 12):
        text = "".join(f"{'  ' * n}- word{n}.\n" for n in range(depth))
        html = MarkdownIt(preset).render(text)
        lost.append(sum(f"word{n}." not in html for n in range(depth)))
    print(preset, "leaves out", lost)
PY
said=$("$work/venv/bin/python" "$work/nest.py")
printf '%s\n' "$said"
[ "$said" = "commonmark leaves out [0, 1, 3]
default leaves out [0, 0, 0]" ] || { echo "changed: other words are left out"; exit 1; }
