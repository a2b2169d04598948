"""The form that takes a career-path document, as a file or as text."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careerpath.framework.documents.guard import decoded
from careerpath.framework.documents.model import DocumentRefused
from careerpath.framework.importing import HandedIn
from careerpath.framework.importing.sources import File
from careerpath.framework.ladders.guessing import parts_of
from careerpath.framework.ladders.sources import MOST_BYTES, read_source
from careerpath.framework.ladders.structure import Source, SourceRefused
from careerpath.framework.models import CareerPath

# A document changes rows of all these; who may not change them by hand may not do it this way.
RIGHTS = tuple(
    f"framework.{right}_{model}"
    for right in ("add", "change")
    for model in ("careerpath", "level", "skill", "requirement")
)
TOO_LARGE = _(
    "This is more than is read at once: a ladder may have at most %(megabytes)d MB. Nothing was "
    "brought in. Go back in your browser to have a pasted text again."
)


class _Keys(forms.MultipleChoiceField):
    """Keys of ticked boxes; those that name nothing are left out where they are looked up."""

    def valid_value(self, value: Any) -> bool:
        """Any short key."""
        return len(str(value)) <= 16  # noqa: PLR2004  # as key_of makes them


class _Files(forms.FileField):
    """One file or several; empty where none was chosen."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each of them."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(_Files, self).clean(one, initial) for one in given]


class _FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class DocumentForm(forms.Form):
    """A document, looked at (`do` = look), mapped (map) or applied (apply) as it was looked at.

    Once valid, `handed` is a document in the canonical form or near it, `files` is a ladder in any
    other hand, which a mapping reads.
    """

    file = _Files(
        required=False,
        label=_("Files"),
        help_text=_(
            "Markdown, CSV, workbooks (xlsx, xls, ods), HTML pages, or a ZIP archive of them; "
            "at most 5 MB. Several files are one ladder, for example a file a level."
        ),
        widget=_FilesInput,
    )
    text = forms.CharField(
        required=False,
        strip=False,
        label=_("Or paste the text"),
        help_text=_("Markdown, HTML, or a table copied from a sheet."),
        widget=forms.Textarea(attrs={"rows": 16, "cols": 90, "spellcheck": "false"}),
    )
    put = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    """Which text the page itself put into the text field: a newly chosen file wins over that."""
    rename = _Keys(required=False)
    stamp = forms.CharField(required=False, max_length=64)
    source = forms.IntegerField(required=False)
    publish = forms.BooleanField(required=False)
    do = forms.ChoiceField(choices=[("look", "look"), ("map", "map"), ("apply", "apply")])

    def clean(self) -> dict[str, Any]:
        """Read the document once, so that what is wrong stands beside where it came from."""
        cleaned = super().clean() or self.cleaned_data
        files, text = cleaned.get("file"), cleaned.get("text") or ""
        if self.errors:
            return cleaned
        if files and text.strip() and digest(text) != cleaned.get("put"):
            self.add_error("file", gettext("Choose a file or paste a text, not both."))
        elif files:
            self._show("")
            self._take_files(files)
        elif text.strip():
            self._take("text", [(gettext("Pasted text"), text.encode())])
        else:
            self.add_error("file", gettext("Choose a file, or paste a text below."))
        return cleaned

    def _take_files(self, files: list[UploadedFile[Any]]) -> None:
        if sum(file.size or 0 for file in files) > MOST_BYTES:
            self.add_error("file", too_large())
            return
        read = [(str(file.name), file.read()) for file in files]
        if len(read) == 1:
            self._keep(read[0][1])
        self._take("file", read)

    def _take(self, field: str, files: list[File]) -> None:
        """A document as it is; else a ladder to be mapped; else a reason why it is neither."""
        wants_mapping = self.cleaned_data["do"] == "map"
        refused = None
        if len(files) == 1 and not wants_mapping:
            try:
                handed = HandedIn.read(files[0][1])
            except DocumentRefused as error:
                refused = error
            else:
                if self.cleaned_data["do"] == "apply" or any(
                    level.groups for level in handed.reading.document.levels
                ):
                    self.cleaned_data["handed"] = handed
                    return
        try:
            source = read_source(files)
            if parts_of(source, {}):
                self.cleaned_data["files"] = files
                return
        except SourceRefused as error:
            self.add_error(field, str(error))
            return
        self.add_error(field, _no_levels(source, refused))

    def _keep(self, data: bytes) -> None:
        """A file's text goes on in the text field: a browser never fills a file in again."""
        try:
            self._show(decoded(data))
        except DocumentRefused:
            return  # no text, or beyond all bounds: reading says so beside the file

    def _show(self, text: str) -> None:
        """Put a text into the text field, and note that it was the page that did."""
        self.data = {**self.data, "text": text, "put": digest(text) if text else ""}

    def handed_in(self, path: CareerPath | None) -> HandedIn:
        """What the editor hands in; only once it is valid."""
        handed: HandedIn = self.cleaned_data["handed"]
        renames = frozenset(self.cleaned_data["rename"])
        publish = self.cleaned_data["publish"]
        return replace(handed, path=path, renames=renames, publish=publish)


def _no_levels(source: Source, refused: DocumentRefused | None) -> str:
    """Why nothing can be made of what came."""
    if refused and source.kind == "markdown":
        where = {"line": refused.line, "reason": refused.reason}
        return gettext("Line %(line)d: %(reason)s") % where
    return gettext("No level was found in it.")


class RevertForm(forms.Form):
    """The state of the path that was looked at before reverting."""

    stamp = forms.CharField(max_length=64)


def digest(text: str) -> str:
    """A text in a few letters, whichever line ends a browser sends it with."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return hashlib.sha256(lines.strip().encode()).hexdigest()


def too_large() -> str:
    """What is said of a document beyond all bounds."""
    return str(TOO_LARGE) % {"megabytes": MOST_BYTES // 1024**2}
