"""What was sent to something of a plan that this browser may not see, or that is gone."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from assessments.guest_session import guest_ids
from assessments.permissions import claim_address
from careerpath.field_labels import FieldLabels, is_typed


def lost(request: HttpRequest) -> HttpResponse:
    """Nobody signed in: the way to sign in. Else 404. What was typed stands there to be copied."""
    pairs = [(name, str(value)) for name, value in request.POST.items()]
    labels = FieldLabels(request, pairs)
    typed = [(labels[name], value) for name, value in pairs if is_typed(name, value)]
    here = request.get_full_path()
    is_in = request.user.is_authenticated
    if not typed:
        if is_in:
            raise Http404("Nothing of this person's.")
        return redirect_to_login(here)
    context = {
        "typed": typed,
        "sign_in": "" if is_in else f"{reverse('account_login')}?{urlencode({'next': here})}",
        "claim": claim_address(here) if is_in and guest_ids(request) else "",
    }
    return render(request, "roadmap/plan_lost.html", context, status=404 if is_in else 401)
