"""What the account's templates need: `{% load accounts %}`."""

from __future__ import annotations

from django import forms, template
from django.template.context import Context

from careerpath.accounts import passkeys, user_agents

register = template.Library()


@register.filter
def browser_name(agent: str) -> str:
    """ "Firefox on Windows" of what a browser says of itself."""
    return user_agents.browser_name(agent)


@register.simple_tag(takes_context=True)
def passkeys_elsewhere(context: Context) -> passkeys.Elsewhere | None:
    """Where to go for passkeys, where they can't work at this address."""
    return passkeys.elsewhere(context["request"])


@register.filter
def focused(form: forms.Form) -> forms.Form:
    """Put the focus on the first field with a mistake, so that nobody has to look for it."""
    wrong = next((field for field in form if form.is_bound and field.errors), None)
    if wrong:
        wrong.field.widget.attrs["autofocus"] = True
    return form
