"""What our forms are drawn with, beside crispy's own layout objects."""

from __future__ import annotations

from typing import Any, TypeAlias

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

FIELD = "layout/field.html"


class Part(LayoutObject):
    """Fields, and other parts, in a template of ours.

    It has them printed as `fields`, the form as `form`, and whatever the page around them has.
    """

    template = ""

    def __init__(self, *fields: Drawn) -> None:
        self.fields = list(fields)

    def render(self, form: Any, context: Any, template_pack: Any = "", **more: Any) -> SafeString:
        """Print it."""
        fields = self.get_rendered_fields(form, context, template_pack, **more)
        with_more = {**context.flatten(), "form": form, "fields": fields}
        return render_to_string(self.template, with_more)


class Choices(Part):
    """Some of a field's choices, or all, in a template of ours.

    It has the field as `field`, what is named besides, and whatever the page around it has.
    """

    def __init__(self, field: str, **named: Any) -> None:
        super().__init__()
        self.field, self.named = field, named

    def render(self, form: Any, context: Any, *_: Any, **__: Any) -> SafeString:
        """Print them."""
        with_more = {**context.flatten(), **self.named, "field": form[self.field]}
        return render_to_string(self.template, with_more)


class Send:
    """A button that sends the form."""

    def __init__(self, text: str | Promise, css_class: str = "btn btn-primary", **attributes: str):
        self.text = text
        self.attributes = {"class": css_class, "type": "submit", **attributes}

    def render(self, *_: Any, **__: Any) -> SafeString:  # it needs neither
        """Print it."""
        return format_html("<button{}>{}</button>", flatatt(self.attributes), self.text)


Drawn: TypeAlias = "str | LayoutObject | Send"
"""What stands in a layout; a field by its name."""


def posted(*parts: Drawn, to: str | Promise, **attributes: Any) -> FormHelper:
    """A whole form, with its tag and its token, that is sent to this address.

    Attributes are named as crispy names them: `hx_post` is hx-post, and `class_` is class.
    """
    helper = _helper(*parts)
    helper.attrs = {"action": to} | {name.rstrip("_"): each for name, each in attributes.items()}
    return helper


def inside(*parts: Drawn) -> FormHelper:
    """Fields inside of a form that stands around them."""
    helper = _helper(*parts)
    helper.form_tag, helper.disable_csrf = False, True
    return helper


def _helper(*parts: Drawn) -> FormHelper:
    helper = FormHelper()
    helper.layout, helper.field_template = Layout(*parts), FIELD
    return helper
