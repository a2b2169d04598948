"""Ladders people have already, in any shape: guess, show, let the editor say.

- sources/      files of any kind to that structure, or a refusal that names what came
- structure.py  what a reader finds: blocks of an outline, tables of cells, each with its place
- mapping.py    what an editor is asked about the parts found, and what was chosen
- rows.py       the one shape in the middle: a row says which level, group and kind a text is of
- levels.py     what names of levels tell: code, order, tracks
- rising.py     what a level asks where a text rises from level to level
- outlines/     ladders written as text: headings, labels, lists
- tables/       ladders in sheets and tables
- listing.py    names of skills in a list on one line
- guessing.py   a source to what is asked, and to the ladder that follows
- assemble.py   rows to a career-path document, and the wordings of skills no document carries
"""
