"""What a guest rated stays with their browser, whatever ends the session of who signs in there.

While nobody is signed in, the browser's session has the ids and the words that wait. Signing in
puts them into a session of the guest's own, named by a cookie: whatever ends the other (signing
out, here or from elsewhere, a new password, its age, another account) does not know of this one.
Where the browser's session knows of no guest any more, it is told again from there.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from assessments import drafts
from assessments.models import Assessment
from careerpath.accounts import sessions

GUEST_ASSESSMENTS = "guest_assessments"
GUEST_WAS_HERE = "guest_was_here"
GUEST_SESSION = "guest_session"
"""In the session of who signed in: the key of the guest's. Without ids it is set aside."""


def guest_ids(request: HttpRequest) -> list[str]:
    """The public ids of what was started in this browser without an account."""
    ids: list[str] = request.session.get(GUEST_ASSESSMENTS, [])
    return ids


def remember_as_guest(request: HttpRequest, assessment: Assessment) -> None:
    """Let this session see the assessment again."""
    ids = [*guest_ids(request), str(assessment.public_id)]
    request.session[GUEST_ASSESSMENTS] = sorted(set(ids))


def renew(request: HttpRequest) -> None:
    """A guest's thirty days begin anew with every day they are here: their session is saved."""
    today = timezone.now().date().isoformat()
    if request.session.get(GUEST_WAS_HERE) != today:
        request.session[GUEST_WAS_HERE] = today


def reachable_ids(*, now: dt.datetime) -> set[str]:
    """The public ids that any live session still reaches without an account.

    Reads every live session, one by one; sessions are rows also where Redis answers first.
    """
    ids: set[str] = set()
    for session in Session.objects.filter(expire_date__gt=now).iterator():
        ids.update(session.get_decoded().get(GUEST_ASSESSMENTS, []))
    return ids


def keep(request: HttpRequest) -> None:
    """Put what is a guest's into a session that outlasts the one of who signs in.

    Of the words nothing stays here: what comes to wait from now on is the person's.
    """
    ids = guest_ids(request)
    if ids:
        _store(request, ids, drafts.take_out(request, ids))


def keep_typed(request: HttpRequest, assessment: str) -> drafts.Typed:
    """Keep what was posted to a guest's page (public id) while it is not said whose it is.

    Returns what did not fit.
    """
    ids, words = guest_ids(request), _words(request)
    drafts.put_back(request, {name: words.pop(name) for name in ids if name in words})
    too_much = drafts.keep(request, assessment)
    _store(request, ids, words | drafts.take_out(request, ids, paths=False))
    return too_much


def give_words(request: HttpRequest) -> None:
    """It is this person's, and so are the words that wait."""
    drafts.put_back(request, _words(request))


def set_aside(request: HttpRequest) -> None:
    """It is not this person's: they see nothing of it, and nothing of it is lost."""
    ids = guest_ids(request)
    if ids:
        _store(request, ids, _words(request))
        _forget_ids(request)


def forget(request: HttpRequest) -> None:
    """Let this browser know nothing of it any more."""
    _forget_ids(request)
    request.session.pop(GUEST_SESSION, None)
    _name(request, "")


def end(request: HttpRequest) -> None:
    """The same, and let go of what is kept at once; for what may write."""
    for key in {request.session.get(GUEST_SESSION), _named(request)} - {None, ""}:
        sessions.store()(key).delete()
    forget(request)


def bring_back(request: HttpRequest) -> None:
    """Tell this session what the guest's has, if it knows of none; writes nothing itself."""
    named = _named(request)
    if not named:
        return
    is_in = request.user.is_authenticated  # asked first: Django ends an outdated session here
    if not is_in and GUEST_SESSION in request.session:
        request.session.clear()  # of an account that was switched off: that Django leaves
    if {GUEST_ASSESSMENTS, GUEST_SESSION} & set(request.session.keys()):
        return
    kept = sessions.store()(named)
    if GUEST_ASSESSMENTS not in kept:
        _name(request, "")
        return
    request.session[GUEST_ASSESSMENTS] = kept[GUEST_ASSESSMENTS]
    if not is_in:
        drafts.put_back(request, kept[drafts.UNSAVED])


def leave_cookie(request: HttpRequest, response: HttpResponse) -> None:
    """Name the guest's session to the browser, or let it forget the name."""
    name = getattr(request, "guest_cookie", None)
    if name:
        response.set_cookie(
            settings.GUEST_COOKIE_NAME,
            name,
            max_age=_lasts(),
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )
    elif name == "" and settings.GUEST_COOKIE_NAME in request.COOKIES:
        response.delete_cookie(settings.GUEST_COOKIE_NAME, samesite="Lax")


def _store(request: HttpRequest, ids: list[str], words: dict[str, drafts.Typed]) -> None:
    """Keep it under a key that is as new as the sign-in: one known from before is worthless."""
    known = request.session.get(GUEST_SESSION)
    if not known:
        sessions.store()(_named(request) or None).delete()
    kept = sessions.store()(known)
    kept.update({GUEST_ASSESSMENTS: ids, drafts.UNSAVED: words})
    kept.set_expiry(_lasts())
    kept.save()
    request.session[GUEST_SESSION] = kept.session_key
    _name(request, kept.session_key or "")


def _words(request: HttpRequest) -> dict[str, drafts.Typed]:
    """The words in the guest's session, by where they belong."""
    kept = sessions.store()(request.session.get(GUEST_SESSION) or _named(request) or None)
    return dict(kept.get(drafts.UNSAVED, {})) if GUEST_ASSESSMENTS in kept else {}


def _lasts() -> dt.timedelta:
    """A guest's thirty days from when the session beside it ends at the latest."""
    lasts: dt.timedelta = settings.PERSON_SESSION
    return lasts + dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)


def _forget_ids(request: HttpRequest) -> None:
    for name in (GUEST_ASSESSMENTS, GUEST_WAS_HERE):
        request.session.pop(name, None)


def _named(request: HttpRequest) -> str:
    """The key in the cookie, or the one it is about to hold."""
    in_cookie = request.COOKIES.get(settings.GUEST_COOKIE_NAME, "")
    name: str = getattr(request, "guest_cookie", in_cookie)
    return name


def _name(request: HttpRequest, key: str) -> None:
    request.guest_cookie = key  # type: ignore[attr-defined]  # read by leave_cookie
