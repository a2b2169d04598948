"""Career-path documents: read, write, compare, apply.

- model.py    what a document says: a frozen tree, without a database
- guard.py    what is refused before anything is parsed
- text.py     lines, labels, lists and escapes
- names.py    the headings and labels a document may use, and how skills are spelled
- figures.py  years, pay, shares of a day
- outline.py  Markdown to headings, labelled lines and items, with line numbers
- parts/      what each section says
- read.py     bytes to a document and a report of what was not understood
- assembly.py what was found, put together
- write.py    a document in its one canonical form
- rows/       between documents and framework rows

`docs/documents.md` describes the notation for people who write documents.
"""
