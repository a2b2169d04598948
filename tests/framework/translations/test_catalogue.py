"""A translator's file comes back as it was written, and what is none is refused with its line."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careerpath.framework.translations.catalogue import (
    Catalogue,
    CatalogueRefused,
    Entry,
    read,
    write,
)

HEAD = 'msgid ""\nmsgstr "Language: de\\n"\n\n'
FILE = r"""msgid ""
msgstr ""
"Project-Id-Version: baker\n"
"Language: de\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"

#. Level · name
msgctxt "level/baker/junior.name"
msgid "Says \"yes\""
msgstr "Sagt „ja“"

#, fuzzy
#| msgid ""
#| "Bread\n"
#| "and salt"
msgctxt "careerpath/baker.overview"
msgid "Bread"
msgstr ""
"Brot\n"
"und Salz"
"""
SAID = Catalogue(
    "de",
    (
        Entry("level/baker/junior.name", 'Says "yes"', "Sagt „ja“", note="Level · name"),
        Entry(
            "careerpath/baker.overview",
            "Bread",
            "Brot\nund Salz",
            is_outdated=True,
            before="Bread\nand salt",
        ),
    ),
)


def test_a_file_is_written_and_read() -> None:
    assert write(SAID, name="baker") == FILE
    assert read(FILE.encode()) == SAID
    assert [entry.made_of for entry in SAID.entries] == ['Says "yes"', "Bread\nand salt"]


def test_what_translators_tools_add_and_change_is_understood() -> None:
    theirs = (
        '\ufeff# by hand\n#, fuzzy\nmsgid ""\nmsgstr "Language: de_AT\\n"\r\n'
        '#: where\n#, c-format\nmsgctxt "a.name"\nmsgid "One "\n  "two"\nmsgstr "Eins"\n" zwei"\n'
        '#~ msgid "gone"\n#~ msgstr "weg"\n#, fuzzy, no-wrap\nmsgctxt "b.name"\nmsgid "B"\n'
        'msgstr ""\n'
    )
    assert read(theirs.encode()) == Catalogue(
        "de-AT",
        (Entry("a.name", "One two", "Eins zwei"), Entry("b.name", "B", "", is_outdated=True)),
    )


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "does not begin with the head"),
        (b"\xff\xfe", "not UTF-8"),
        (b'msgid "x"\nmsgstr "y"\n', "does not begin with the head"),
        (b'msgid ""\nmsgstr "MIME-Version: 1.0\\n"\n', "which language"),
        ((HEAD + 'msgid "x"\nmsgstr "y"\n').encode(), "Line 4: a text without its place"),
        ((HEAD + 2 * 'msgctxt "a"\nmsgid "x"\nmsgstr "y"\n').encode(), "Line 7: “a” is there"),
        ((HEAD + 'msgctxt "a"\nmsgid "x"\n').encode(), "Line 4: an entry without"),
        ((HEAD + 'msgctxt "a"\nmsgid "x"\nmsgid "x"\n').encode(), "Line 6: a second msgid"),
        ((HEAD + 'msgctxt "a"\nmsgid_plural "x"\n').encode(), "Line 5: “msgid_plural"),
        ((HEAD + 'msgctxt "a\n').encode(), "Line 4: “msgctxt"),
        (
            (HEAD + 'msgctxt "a"\nmsgid "b"\nmsgstr "\\x41"\n').encode(),
            r"Line 6: “\\x” stands for no",
        ),
        ((HEAD + 'msgctxt "a\x00"\n').encode(), "Line 4: a control character"),
        (b'"x"\n' + HEAD.encode(), "Line 1: a text that belongs to nothing"),
        (b"x" * 4_000_001, "longer than 4000000"),
    ],
)
def test_what_is_no_such_file_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(CatalogueRefused, match=why):
        read(data)


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from('\n\t"\\')
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    outdated = draw(st.booleans())
    before = draw(TEXT) if outdated else ""
    return Entry(draw(TEXT.filter(bool)), draw(TEXT), draw(TEXT), outdated, before)


# The first text drawn in a fresh checkout reads all of Unicode, which takes as long as it takes.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(entries(), unique_by=lambda entry: entry.place))
def test_whatever_is_written_comes_back(several: list[Entry]) -> None:
    said = Catalogue("de", tuple(several))
    text = write(said, name="x")
    assert read(text.encode()) == said
    assert write(read(text.encode()), name="x") == text


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="Needs gettext's tools")
def test_gettext_takes_it(tmp_path: Path) -> None:
    file = tmp_path / "baker.de.po"
    file.write_text(FILE, encoding="utf-8")
    command = ["msgfmt", "--check-format", "-o", str(tmp_path / "baker.mo"), str(file)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # our own file


@pytest.mark.parametrize(
    ("flags", "outdated"),
    [
        ("#, fuzzy\n#, python-format\n", True),
        ("#, python-format\n#, fuzzy\n", True),
        ("#, python-format, fuzzy\n", True),
        ("#,fuzzy\n", True),
        ("#, no-fuzzy\n#, python-format\n", False),
    ],
)
def test_flags_may_stand_on_several_lines(flags: str, *, outdated: bool) -> None:
    head = 'msgid ""\nmsgstr "Language: de\\n"\n\n'
    file = f'{head}{flags}msgctxt "a.b"\nmsgid "Hedge"\nmsgstr "Hecke"\n'
    said = read(file.encode()).entries
    assert said == (Entry("a.b", "Hedge", "Hecke", is_outdated=outdated),)
