"""Rows whose texts can be said in other languages than they were written in.

The original stays where it is. Its translations stand beside it in the row's own `translations`:

    {"de": {"name": {"text": "Bäckerei", "of": "Bakery"}}}

`of` is the original that the translation was made of: where the original says something else by
now, the translation is out of date, and is shown all the same. So whatever keeps, copies, exports
or brings back a row does the same with its translations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LANGUAGE = RegexValidator(
    r"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z",
    gettext_lazy("A language's code, as “en”, “de” or “pt-BR”."),
)
Translations = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Language to field to `text` and `of`."""
_read_in: ContextVar[str] = ContextVar("language_that_texts_are_read_in", default="")


class Translated(str):
    """A text in the language that texts are read in. It is no text to store."""

    original: str
    """As it stands in the row."""
    of: str
    """As it stood there when it was translated."""

    @classmethod
    def made(cls, text: str, *, original: str, of: str) -> Self:
        """The text with what it is a translation of."""
        made = cls(text)
        made.original, made.of = original, of
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Copied as the plain original: what leaves the page is what stands in the row."""
        return (str, (self.original,))


@contextmanager
def texts_in(language: str) -> Iterator[None]:
    """Within the block, rows are read with their texts in a language, where they have them in it.

    "" reads the originals, as everywhere outside such a block. Rows read so are to be shown, and
    can't be saved.
    """
    before = _read_in.set(language)
    try:
        yield
    finally:
        _read_in.reset(before)


def language_of_texts() -> str:
    """The language that texts are read in; "" for the originals."""
    return _read_in.get()


def said(original: str, translations: Translations | None, field: str) -> str:
    """A field's text in the language that texts are read in, or its original."""
    there = translations.get(_read_in.get(), {}).get(field) if translations else None
    if not there or not original:
        return original
    return Translated.made(there["text"], original=original, of=there["of"])


def original_of(text: str) -> str:
    """What stands in the row, of a text that may be translated."""
    return text.original if isinstance(text, Translated) else text


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in another language, and the original that it was made of."""

    text: str
    of: str


class Translatable(models.Model):
    """A row with texts of people's own words, named in `texts`."""

    texts: ClassVar[Sequence[str]] = ()

    translations = models.JSONField(
        gettext_lazy("translations"),
        null=True,
        blank=True,
        help_text=gettext_lazy(
            "Its texts in other languages, with the originals they were made of."
        ),
    )

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **more: Any) -> Self:
        """A row as it is stored, with its texts in the language that texts are read in."""
        row = super().from_db(db, field_names, values, **more)
        if _read_in.get() and row.__dict__.get("translations"):
            for name in cls.texts:
                if name in row.__dict__:
                    setattr(row, name, said(row.__dict__[name], row.translations, name))
        return row

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it; a row that was read to be shown would store a translation as the original."""
        if any(isinstance(self.__dict__.get(name), Translated) for name in self.texts):
            raise TypeError(f"{type(self).__name__} was read with translated texts.")
        super().save(*args, **kwargs)

    def clean_fields(self, exclude: Any = None) -> None:
        """Also that translations are of its texts, and fit where those do."""
        super().clean_fields(exclude)
        try:
            self._check_translations()
        except ValidationError as error:
            raise ValidationError({"translations": error}) from error

    def translation(self, language: str, field: str) -> Translation | None:
        """A field's text in a language."""
        there = (self.translations or {}).get(language, {}).get(field)
        return Translation(there["text"], there["of"]) if there else None

    def translate(self, language: str, field: str, text: str, *, of: str) -> None:
        """Say a field in a language; "" takes the translation away. Does not save."""
        others = {key: dict(fields) for key, fields in (self.translations or {}).items()}
        fields = others.setdefault(language, {})
        if text:
            fields[field] = {"text": text, "of": of}
        else:
            fields.pop(field, None)
        self.translations = {key: value for key, value in sorted(others.items()) if value} or None

    def _check_translations(self) -> None:
        for language, fields in _pairs(self.translations):
            LANGUAGE(language)
            for name, there in _pairs(fields):
                if name not in self.texts:
                    raise ValidationError(_("“%(name)s” is no text of it.") % {"name": name})
                match there:
                    case {"text": str(text), "of": str(), **rest} if text and not rest:
                        field: Any = self._meta.get_field(name)
                        field.run_validators(text)
                    case _:
                        raise ValidationError(_("A translation has a “text” and what it is “of”."))


def _pairs(value: Any) -> list[tuple[str, Any]]:
    if value is None:
        return []
    if not isinstance(value, dict):
        raise ValidationError(_("Translations are an object: language, then field."))
    return list(value.items())
