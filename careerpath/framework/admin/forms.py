"""One row's form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import BaseConstraint, Max, Model
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careerpath.concurrency.forms import ShownForm

from .selects import known_selects

# Where a broken constraint is told: beside this field, where the form has it.
BESIDE = {
    "level_rank_unique_in_use": "rank",
    "level_rank_from_1": "rank",
    "level_threshold_1_to_100": "threshold_percent",
    "level_years_ordered": "years_to",
    "level_pay_ordered": "pay_to",
    "level_pay_has_currency": "pay_currency",
    "path_threshold_1_to_100": "threshold_percent",
    "growth_phase_years_ordered": "years_to",
    "requirement_once_a_level": "skill",
    "project_skill_once": "skill",
    "skill_name_any_case": "name",
    "skill_alias_any_case": "name",
    "skill_anchor_once": "proficiency",
    "learning_resource_link_once": "url",
    "learning_resource_hours": "hours",
    "skill_group_name_any_case": "name",
}
ID_TAKEN = _("Another one has this public id already.")
RANK_TAKEN = _(
    "Another level of this path has this rank. To swap two levels, change both ranks on the "
    "path's page."
)


def place_of(constraint: BaseConstraint) -> str:
    """The field a broken constraint is told beside; "" for none."""
    return "public_id" if "public_id" in constraint.name else BESIDE.get(constraint.name, "")


class RowForm(ShownForm):
    """A row of the framework: an empty place is the last one, errors stand beside their field."""

    skip: frozenset[str] = frozenset()
    """Constraints that the formset looks at instead, over all its rows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].required = False
            if self.instance.pk is None:
                self.initial["position"] = None
        for name, select in known_selects(self).items():
            if type(self.instance)._meta.get_field(name).is_cached(self.instance):
                select.known = getattr(self.instance, name)

    def name_fields(self, row: int) -> None:
        """Name every field of a table's row, where the label is a column away."""
        for field in self.fields.values():
            widget: Any = getattr(field.widget, "widget", field.widget)
            name = {"field": field.label, "row": row}
            widget.attrs["aria-label"] = gettext("%(field)s, row %(row)d") % name

    def _post_clean(self) -> None:
        """Leave the constraints to us: the model would tell them without naming a field."""
        self.instance.validate_constraints = lambda exclude=None: None  # noqa: ARG005  # Django's signature
        super()._post_clean()  # type: ignore[misc]  # Django's own, unlisted in the stubs
        del self.instance.validate_constraints
        self._look_at_constraints()

    def _look_at_constraints(self) -> None:
        """Every one, also those on fields that this form doesn't show."""
        left_out: set[str] = self._get_validation_exclusions()  # type: ignore[attr-defined]
        exclude = left_out & set(self.fields)
        for constraint in type(self.instance)._meta.constraints:
            if constraint.name in self.skip:
                continue
            try:
                constraint.validate(type(self.instance), self.instance, exclude=exclude)
            except ValidationError as error:
                self.tell(constraint, error)

    def tell(self, constraint: BaseConstraint, error: Any) -> None:
        """Say that a constraint is broken, beside the field it is about."""
        place = place_of(constraint)
        if place == "public_id":
            error = ID_TAKEN
        elif constraint.name == "level_rank_unique_in_use":
            error = RANK_TAKEN
        self.add_error(place if place in self.fields else None, error)

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  # Django's signature
        """Give a row without a place the last one, then save it."""
        if "position" in self.fields and self.instance.position is None:
            self.instance.position = last_position(self.instance) + 1
        return super().save(commit)


def overtaken(form: type[Any]) -> type[Any]:
    """The same form, which says that the row was changed since the page was opened."""

    class Overtaken(form):  # chosen at run time
        def clean(self) -> Any:
            cleaned = super().clean()
            text = gettext(
                "Somebody else has changed this since you opened this version. Look at the "
                "history, or press again to go back all the same."
            )
            self.add_error(None, text)
            return cleaned

    return Overtaken


class OnPathForm(RowForm):
    """A row of a path that may be about one of its levels."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        select = known_selects(self).get("level")
        if select and self.instance.path_id:
            select.narrowed_by = {"of_path": self.instance.path_id}

    def clean_level(self) -> Any:
        """A level of another path would be nowhere on this one."""
        level, path = self.cleaned_data["level"], self.cleaned_data.get("path")
        if level and level.path_id != (path.pk if path else self.instance.path_id):
            raise ValidationError(gettext("Choose a level of this path."))
        return level


class RetirableForm(RowForm):
    """A row that can be taken out of use and brought back."""

    retired = forms.BooleanField(
        required=False,
        label=_("Retired"),
        help_text=_(
            "Out of use: left out of new assessments and pages; what people said about it stays "
            "in their history."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["retired"] = self.instance.is_retired

    def clean(self) -> dict[str, Any]:
        """Retire or restore before the constraints on rows in use are looked at."""
        cleaned = super().clean() or self.cleaned_data
        wanted = bool(cleaned.get("retired"))
        if wanted != self.instance.is_retired:
            self.instance.retired_at = timezone.now() if wanted else None
        return cleaned


def last_position(row: Model) -> int:
    """The largest place among the row's siblings; 0 where there are none."""
    siblings = type(row)._default_manager.all()
    parent = parent_of(row)
    if parent:
        siblings = siblings.filter(**{parent: getattr(row, parent)})
    return siblings.aggregate(last=Max("position"))["last"] or 0


def parent_of(row: Model) -> str | None:
    """The foreign key that says whose row it is."""
    own: str | None = getattr(row, "parent", None)
    return own or {"Requirement": "level", "ProjectSkill": "project"}.get(type(row).__name__)
