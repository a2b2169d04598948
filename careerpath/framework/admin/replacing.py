"""The page on which skills take the place of others: replace, split, merge."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from careerpath.folding import folded
from careerpath.framework.fullness import TooManySkills
from careerpath.framework.models import Requirement, Skill, SkillAlias
from careerpath.framework.succession import replace
from careerpath.keys import is_key

from .previews import BACK
from .selects import LookedUp

LONGEST_NAME = 200


class SeveralSkills(LookedUp, AutocompleteSelectMultiple):
    """Skills in use, looked up as one types."""

    def __init__(self) -> None:
        super().__init__(Requirement._meta.get_field("skill"), admin.site)


class SkillsField(forms.ModelMultipleChoiceField[Skill]):
    """Some skills, by key."""

    def clean(self, value: Any) -> Any:
        """A number beyond any key is refused here: Django's would ask the database, and fail."""
        key = Skill._meta.pk
        for one in value or ():
            try:
                key.clean(one, None)
            except ValidationError as error:
                message = self.error_messages["invalid_pk_value"]
                raise ValidationError(message, "invalid_pk_value", {"pk": one}) from error
        return super().clean(value)


class ReplaceForm(forms.Form):
    """Which skills go, and which take their place: there already, or new ones by name."""

    olds = SkillsField(
        Skill.objects.none(),
        label=_("Skills that go"),
        widget=SeveralSkills,
        help_text=_("One to replace or split, several to merge. They are retired, never deleted."),
    )
    news = SkillsField(
        Skill.objects.none(),
        label=_("Skills that take their place"),
        widget=SeveralSkills,
        required=False,
        help_text=_("Several to split one skill."),
    )
    names = forms.CharField(
        label=_("New skills"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Names of skills that are not there yet, one a line."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("olds", "news"):
            field: Any = self.fields[name]
            field.queryset = Skill.objects.current()

    def clean_names(self) -> list[str]:
        """Names nobody goes by yet, each once."""
        once: dict[str, str] = {}
        for line in filter(str.strip, self.cleaned_data["names"].splitlines()):
            once.setdefault(folded(line.strip()), line.strip())
        names = list(once.values())
        for name in names:
            if len(name) > LONGEST_NAME:
                raise ValidationError(gettext("“%s …” is too long for a name.") % name[:40])
            for model in (Skill, SkillAlias):
                if model.objects.filter(name__iexact=name).exists():
                    raise ValidationError(
                        gettext("There is a skill called “%s” already. Choose it above.") % name
                    )
        return names

    def clean(self) -> dict[str, Any]:
        """One becomes several or several become one."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        olds, news = list(cleaned["olds"]), list(cleaned["news"])
        count = len(news) + len(cleaned["names"])
        if not count:
            self.add_error(
                "news",
                gettext(
                    "Say which skill takes their place. To take a skill out of "
                    "use without one, retire it on its own page."
                ),
            )
        elif set(olds) & set(news):
            self.add_error("news", gettext("A skill can't take its own place."))
        elif len(olds) > 1 and count > 1:
            self.add_error(
                "news",
                gettext("Several skills become one, or one becomes several. Do it in two steps."),
            )
        return cleaned

    def replace(self) -> None:
        """Do it; only after is_valid()."""
        with transaction.atomic():
            made = [Skill.objects.create(name=name) for name in self.cleaned_data["names"]]
            news = [*self.cleaned_data["news"], *made]
            olds = Skill.objects.filter(pk__in=[old.pk for old in self.cleaned_data["olds"]])
            replace(list(olds), news, now=timezone.now())


def replace_view(page: Any, request: HttpRequest) -> HttpResponse:
    """Ask what becomes what, say whom that moves, then do it. `page` is the skills' admin."""
    if not (page.has_change_permission(request) and page.has_add_permission(request)):
        raise PermissionDenied
    if request.method != "POST":
        chosen = [pk for pk in request.GET.getlist("skill") if is_key(pk)]
        return replace_form(page, request, ReplaceForm(initial={"olds": chosen}))
    form = ReplaceForm(request.POST)
    if not form.is_valid() or BACK in request.POST:
        return replace_form(page, request, form)
    try:
        if whom := page.whom_to_ask(request, form.replace):
            answer: HttpResponse = page.ask(request, whom)
            return answer
        form.replace()
    except TooManySkills as error:
        form.add_error("news", error)
        return replace_form(page, request, form)
    gone = list(form.cleaned_data["olds"])
    for skill in gone:
        page.log_change(request, skill, gettext("Replaced."))
    text = ngettext("%(count)d skill replaced.", "%(count)d skills replaced.", len(gone))
    page.message_user(request, text % {"count": len(gone)}, messages.SUCCESS)
    return redirect("admin:framework_skill_changelist")


def replace_form(page: Any, request: HttpRequest, form: ReplaceForm) -> HttpResponse:
    """The page that asks which skills go and which take their place."""
    context = {
        **page.admin_site.each_context(request),
        "title": gettext("Replace, split or merge skills"),
        "opts": page.opts,
        "form": form,
        "media": page.media + form.media,
    }
    return TemplateResponse(request, "admin/framework/replace.html", context)
