"""One file, several, an archive; and what can't be read."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.framework.ladders.sources import read_source
from careerpath.framework.ladders.structure import Block, SourceRefused

READABLE = (
    "What can be read: Markdown, CSV, workbooks (xlsx, xls, ods), HTML pages, several of them "
    "together, and a ZIP archive of them."
)


def zipped(**files: bytes) -> bytes:
    """An archive; a double underscore in a name is a slash."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return data.getvalue()


def test_several_files_are_one_source_in_the_order_of_their_names() -> None:
    files = [
        ("10 senior.md", b"# Senior Baker\n\n- Plans\n"),
        ("2 junior.md", b"Weighs.\n"),
        ("skills.csv", b"Skill,Level\nDough,3\n"),
        ("logo.png", b"\x89PNG"),
    ]
    source = read_source(files)
    assert source.outline == (
        Block(
            "heading",
            "2 junior",
            "2 junior.md",
            0,
            (Block("text", "Weighs.", "2 junior.md, line 1"),),
        ),
        Block(
            "heading",
            "Senior Baker",
            "10 senior.md, line 1",
            0,
            (Block("item", "Plans", "10 senior.md, line 3"),),
        ),
    )
    assert [(t.name, t.rows[1][0].place) for t in source.tables] == [("skills", "skills.csv, A2")]
    assert source.remarks == (f"Left out: “logo.png” is a picture. {READABLE}",)
    archive = zipped(**dict(files), **{".hidden__x": b"y"})
    in_one = read_source([("ladder.zip", archive)])
    assert (in_one.outline, in_one.tables) == (source.outline, source.tables)


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.pdf", b"%PDF-1.7", "a PDF document"),
        ("a.md", b"{\\rtf1 x}", "a document in Rich Text Format"),
        ("a.json", b'{"title": "Baker"}', "JSON, but no career path as careerpath writes it"),
        ("a", b"[1]", "JSON, but no career path as careerpath writes it"),
        ("a.yaml", b"a: b", "YAML"),
        ("a", b"<?xml version='1.0'?><a/>", "XML"),
        ("a.docx", zipped(word__document=b"x"), "a Word document"),
        ("a.pptx", zipped(ppt__slide=b"x"), "a presentation"),
        (
            "a.odt",
            zipped(mimetype=b"application/vnd.oasis.opendocument.text"),
            "an OpenDocument text",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "data",  # an archive's bytes have a date
)
def test_what_can_t_be_read_is_named(name: str, data: bytes, what: str) -> None:
    with pytest.raises(SourceRefused) as refused:
        read_source([(name, data)])
    assert str(refused.value) == f"“{name}” is {what}. {READABLE}"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "No file was handed in."),
        ([("a.md", b"")], "“a.md” is empty."),
        ([("a.md", b" \n")], "“a.md” is empty."),
        ([("a.md", b"a\x00b")], "“a.md” is no text."),
        ([("a.zip", zipped())], "“a.zip” is an empty archive."),
        ([("a.zip", zipped(b=b"x")[:-4])], "“a.zip” is an archive that can't be unpacked"),
        ([("a.zip", zipped(b=zipped(c=b"x")))], "“b” is an archive inside an archive."),
        (
            [("a.zip", zipped(**{"..__b.md": b"x"}))],
            "“a.zip” names a file outside itself: “../b.md”.",
        ),
        ([("a.zip", zipped(b=b"\0" * 3_000_000))], "“a.zip” unpacks to 3,000,000 bytes; at most"),
        ([("a.md", b"a" * 3_000_000)] * 2, "That is more than 5 MB"),
        ([(f"{n}.md", b"a") for n in range(201)], "“0.md” has 201 files; at most 200 are read."),
    ],
)
def test_what_is_out_of_bounds_is_refused(files: list[tuple[str, bytes]], said: str) -> None:
    with pytest.raises(SourceRefused) as refused:
        read_source(files)
    assert str(refused.value).startswith(said)


@given(
    st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=60).map(lambda end: b"PK\x03\x04" + end),
        st.binary(max_size=60).map(lambda end: zipped(a=b"# A")[:40] + end),
        st.tuples(
            st.just(zipped(xl__workbook=b"<x>")), st.integers(0, 100), st.integers(0, 255)
        ).map(lambda one: one[0][: one[1]] + bytes([one[2]]) + one[0][one[1] + 1 :]),
    ),
    st.sampled_from(["a.md", "a.csv", "a.xlsx", "a.zip", "a.html", "a"]),
)
def test_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        source = read_source([(name, data)])
    except SourceRefused as refused:
        assert str(refused)  # noqa: PT017  # any sentence
    else:
        assert source.name == name
