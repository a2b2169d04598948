"""The form that takes a career-path document, as a file or as text."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careerpath.framework.documents.guard import MAX_BYTES, decoded
from careerpath.framework.documents.model import DocumentRefused
from careerpath.framework.importing import HandedIn
from careerpath.framework.models import CareerPath

TOO_LARGE = _(
    "This is more than is read at once: a document may have at most %(kilobytes)d KB. Nothing was "
    "brought in. Go back in your browser to have a pasted text again."
)


class _Keys(forms.MultipleChoiceField):
    """Keys of ticked boxes; those that name nothing are left out where they are looked up."""

    def valid_value(self, value: Any) -> bool:
        """Any short key."""
        return len(str(value)) <= 16  # noqa: PLR2004  # as key_of makes them


class DocumentForm(forms.Form):
    """A document, looked at (`do` = look) or applied (apply) as it was looked at."""

    file = forms.FileField(
        required=False,
        label=_("File"),
        help_text=_("A Markdown file (.md), UTF-8, at most 256 KB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".md,.markdown,.txt,text/markdown"}),
    )
    text = forms.CharField(
        required=False,
        strip=False,
        label=_("Or paste the text"),
        widget=forms.Textarea(attrs={"rows": 16, "cols": 90, "spellcheck": "false"}),
    )
    put = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    """Which text the page itself put into the text field: a newly chosen file wins over that."""
    rename = _Keys(required=False)
    stamp = forms.CharField(required=False, max_length=64)
    do = forms.ChoiceField(choices=[("look", "look"), ("apply", "apply")])

    def clean(self) -> dict[str, Any]:
        """Read the document once, so that what is wrong stands beside where it came from."""
        cleaned = super().clean() or self.cleaned_data
        file, text = cleaned.get("file"), cleaned.get("text") or ""
        if self.errors:
            return cleaned
        if file and text.strip() and digest(text) != cleaned.get("put"):
            self.add_error("file", gettext("Choose a file or paste a text, not both."))
        elif file:
            self._show("")
            self._take("file", b"" if file.size > MAX_BYTES else file.read(), file.size)
        elif text.strip():
            self._take("text", text.encode(), 0)
        else:
            self.add_error("file", gettext("Choose a file, or paste a text below."))
        return cleaned

    def _take(self, field: str, data: bytes, size: int) -> None:
        if size > MAX_BYTES:
            self.add_error(field, too_large())
            return
        if field == "file":
            self._keep(data)
        try:
            self.cleaned_data["handed"] = HandedIn.read(data)
        except DocumentRefused as refused:
            where = {"line": refused.line, "reason": refused.reason}
            self.add_error(field, gettext("Line %(line)d: %(reason)s") % where)

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
        return replace(handed, path=path, renames=renames)


class RevertForm(forms.Form):
    """The state of the path that was looked at before reverting."""

    stamp = forms.CharField(max_length=64)


def digest(text: str) -> str:
    """A text in a few letters, whichever line ends a browser sends it with."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return hashlib.sha256(lines.strip().encode()).hexdigest()


def too_large() -> str:
    """What is said of a document beyond all bounds."""
    return str(TOO_LARGE) % {"kilobytes": MAX_BYTES // 1024}
