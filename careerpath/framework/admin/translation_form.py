"""One part of a path beside its translation, and the file that translates all of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careerpath.concurrency.shown import SHOWN, digest, shown_of, write
from careerpath.framework.models.translatable import Translation
from careerpath.framework.translations import catalogue
from careerpath.framework.translations.catalogue import CatalogueRefused
from careerpath.framework.translations.exchange import Change
from careerpath.framework.translations.texts import Part, Text

ORIGINAL = forms.CharField(strip=False)
LONG = 45
STILL_RIGHT = "right:"
MOST_BYTES = 4 * 1024 * 1024


class PartForm(forms.Form):
    """The texts of a part in one language, each named by its place.

    The page says what it has seen, as the rest of admin does (careerpath/concurrency): what nobody
    touched stays as it is stored by now, and what was changed meanwhile is told and asked again.
    """

    data: Any

    def __init__(self, data: QueryDict | None, *, part: Part, language: str) -> None:
        super().__init__(data)
        self.part, self.language = part, language
        self.changes: list[Change] = []
        for text in part.texts:
            self.fields[text.place] = _field(text, language)
            if text.is_outdated(language):
                still = forms.BooleanField(required=False, label=_("It is still right"))
                self.fields[STILL_RIGHT + text.place] = still
        if data is not None:
            self.data = data.copy()
            self._keep_what_is_stored()

    def rows(self) -> Iterator[dict[str, Any]]:
        """What the page prints: each text, its field, and where it is out of date the rest."""
        for text in self.part.texts:
            right = STILL_RIGHT + text.place
            yield {
                "text": text,
                "field": self[text.place],
                "before": text.of(self.language) if text.is_outdated(self.language) else "",
                "right": self[right] if right in self.fields else None,
            }

    def shown(self) -> tuple[str, str]:
        """Name and value of the hidden field that says what the page shows."""
        return SHOWN, write({text.place: self._digests(text) for text in self.part.texts})

    def clean(self) -> dict[str, Any]:
        """Find what is to be changed, and what two have changed."""
        cleaned = super().clean() or self.cleaned_data
        for text in self.part.texts:
            if text.place in self.data and not self.has_error(text.place):
                self._look_at(text, cleaned)
        for place, typed in self._lost():
            said = {"place": place, "typed": typed}
            self.add_error(None, gettext("%(place)s is gone. You typed: %(typed)s") % said)
        return cleaned

    def _look_at(self, text: Text, cleaned: dict[str, Any]) -> None:
        said, now = cleaned[text.place], text.said(self.language)
        right = bool(cleaned.get(STILL_RIGHT + text.place)) and bool(said)
        if said == now and not right:
            return
        shown, there = shown_of(self.data, text.place), self._digests(text)
        if shown.get("of") != there["of"]:
            self.add_error(text.place, gettext("The original was changed since. Save again."))
        elif shown.get("text") != there["text"]:
            both = gettext(
                "Somebody else has set this to “%(there)s” since. Save again to keep yours."
            )
            self.add_error(text.place, both % {"there": now or "–"})
        else:
            was = text.row.translation(self.language, text.field)
            self.changes.append(Change(text, Translation(said, text.original), was))

    def _digests(self, text: Text) -> dict[str, str]:
        field = self.fields[text.place]
        return {
            "text": digest(field, text.said(self.language)),
            "of": digest(ORIGINAL, text.original),
        }

    def _keep_what_is_stored(self) -> None:
        """What nobody touched is shown as it is by now."""
        for text in self.part.texts:
            sent = self.data.get(text.place)
            seen = shown_of(self.data, text.place).get("text")
            if sent is not None and digest(self.fields[text.place], sent) == seen:
                self.data[text.place] = text.said(self.language)

    def _lost(self) -> Iterator[tuple[str, str]]:
        """What was typed for texts that are gone meanwhile."""
        for place, value in self.data.items():
            shown = shown_of(self.data, place)
            if shown and place not in self.fields and digest(ORIGINAL, value) != shown.get("text"):
                yield place, value


def _field(text: Text, language: str) -> forms.CharField:
    kind: Any = text.row._meta.get_field(text.field)
    longest = max(text.original, text.said(language), key=len)
    rows = len(longest) // LONG + longest.count("\n")
    area = forms.Textarea(attrs={"rows": min(rows + 2, 20), "cols": 60, "lang": language})
    return forms.CharField(
        required=False,
        max_length=kind.max_length,
        label=text.label,
        initial=text.said(language),
        widget=area,
    )


class FileForm(forms.Form):
    """A translator's file, into one language."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A gettext file (.po), as it is taken out here, at most 4 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".po,text/x-gettext-translation"}),
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language

    def clean_file(self) -> catalogue.Catalogue:
        """What it says; of this language."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(gettext("The file is larger than 4 MB."))
        try:
            said = catalogue.read(file.read())
        except CatalogueRefused as error:
            raise ValidationError(str(error)) from error
        if said.language.split("-")[0] != self.language.split("-")[0]:
            wrong = gettext("It is in another language: %(language)s.")
            raise ValidationError(wrong % {"language": said.language})
        return catalogue.Catalogue(self.language, said.entries)
