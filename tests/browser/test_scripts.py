"""Words stay words wherever they are stored or sent. COUNT is rounds of payloads.

Every column that can hold words is filled with scripts and markup, and every page is opened in a
real browser that listens: no element made of them, no script run, no dialog, no request elsewhere,
no link but http, https and mailto, and no complaint of the content policy. In full each column has
held every payload once all rounds are through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Error

from assessments import services
from assessments.models import Assessment, PlanItem
from assessments.plan_data import PlanItemData
from assessments.practice_data import PracticeData
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Requirement, Skill
from tests.browser import people
from tests.browser.payloads import ADDRESS, PAYLOADS, columns, fitting, poison
from tests.browser.scenes.stage import Stage, person, sign_in
from tests.factories import ml_engineer
from tests.framework.admin.pages import address
from tests.proofs.counts import IN_FULL, count
from tests.proofs.routes import routes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BRING = "/admin/framework/careerpath/document/"
# Names that some page reads from the query.
ASKED = (
    "target",
    "try",
    "next",
    "q",
    "on",
    "o",
    "p",
    "e",
    "_popup",
    "_changelist_filters",
    "skill",
)

LISTEN = """addEventListener("securitypolicyviolation", (event) => {
  (window.complaints ??= []).push(`${event.violatedDirective} ${event.blockedURI}`);
});"""
LOOK = """() => ({
  "made of words": [...document.querySelectorAll("[pwn], pwn")].map(e => e.outerHTML.slice(0, 99)),
  "ran": window.pwned ? ["pwned"] : [],
  "policy": window.complaints ?? [],
  "handlers": [...document.querySelectorAll("*")].filter(e => [...e.attributes]
    .some(a => a.name.startsWith("on"))).map(e => e.outerHTML.slice(0, 99)),
  "links": [...document.querySelectorAll("a[href], area[href], form[action]")]
    .map(e => e.href ?? e.action).filter(to => !/^(https?|mailto):/.test(to)),
})"""


@dataclass
class Listener:
    """A tab that hears everything a script in it could do; `wrong` is what it heard."""

    page: Any
    base: str
    wrong: list[str] = field(default_factory=list)
    opened: int = 0

    def __post_init__(self) -> None:
        self.page.context.add_init_script(LISTEN)
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)
        self.page.on("console", lambda line: self._console(line.text))
        self.page.on("response", self._response)

    def open(self, url: str) -> None:
        """Go there and look; an answer without words, or a file to keep, is no page."""
        answer = self.page.request.get(url)
        is_page = answer.headers.get("content-type", "").startswith("text/html")
        if is_page and answer.body() and "content-disposition" not in answer.headers:
            self.page.goto(url)
            self.look()

    def look(self) -> None:
        """Look at the page that is there."""
        self.page.wait_for_load_state()
        self.opened += 1
        for what, found in self.page.evaluate(LOOK).items():
            self.wrong += [f"{self.page.url}: {what}: {one}" for one in found]

    def _dialog(self, dialog: Any) -> None:
        if dialog.type != "beforeunload":
            self.wrong.append(f"{self.page.url}: dialog {dialog.message}")
        dialog.accept()

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.wrong.append(f"{self.page.url}: asks {request.url}")

    def _response(self, response: Any) -> None:
        if response.status >= 500:
            self.wrong.append(f"{response.url}: server error")

    def _console(self, text: str) -> None:
        if "Content Security" in text:
            self.wrong.append(f"{self.page.url}: {text}")


@dataclass
class Everything:
    """One row at least in every table people can write words into."""

    ada: User
    edith: User
    open: Assessment
    done: Assessment
    item: PlanItem


def everything() -> Everything:
    """The shipped path with all its parts, a person with all that a person can have, an editor."""
    ml = ml_engineer()
    ada, edith = person("ada"), person("edith", is_staff=True, is_superuser=True)
    git, docker = Skill.objects.order_by("pk")[:2]
    git.aliases.create(name="an alias")
    git.anchors.create(proficiency=1, text="a wording")
    ml.notes.create(heading="a note", text="its text")
    done = people.assess(ada, ml, now=timezone.now())
    begun = services.start(owner=ada, path=ml, now=timezone.now())
    begun.ratings.update(link="https://example.org/", note="a note")
    for someone in (ada, edith):
        EmailAddress.objects.create(user=someone, email=someone.email, primary=True, verified=True)
    LogEntry.objects.create(user=edith, object_id=str(docker.pk), object_repr="x", action_flag=2)
    own = PlanItemData(title="a book", note="a note", link="https://example.org/")
    item = services.add_item(plan=None, assessment=done, said=own, now=timezone.now())
    answer = PracticeData("gone/why", "Why?", "a note", 3)
    today = timezone.localdate()
    services.save_answer(
        plan=item.plan, assessment=done, said=answer, seen="", today=today, now=timezone.now()
    )
    return Everything(ada, edith, begun, done, item)


def look_at_passkey(listener: Listener, someone: User, start: int) -> None:
    """One whose name is not just a name; only where it is named, as it opens nothing."""
    data = {"name": fitting(None, start), "credential": {}}
    row = Authenticator.objects.create(user=someone, type=Authenticator.Type.WEBAUTHN, data=data)
    listener.open("/accounts/2fa/webauthn/")
    listener.open(f"/accounts/2fa/webauthn/keys/{row.pk}/edit/")
    row.delete()


def own_pages(there: Everything) -> Iterator[str]:
    """An address of every route but admin's, and of what is not there."""
    level = there.done.path.levels.get(public_id="junior")
    asked = Requirement.objects.filter(level=level).select_related("group", "skill").first()
    assert asked
    fits = {
        "path": there.done.path.public_id,
        "level": level.public_id,
        "group": asked.group.public_id,
        "skill": asked.skill.public_id,
        "project": level.projects.earliest("pk").public_id,
        "item": str(there.item.public_id),
        "app_label": "framework",
        "url": "x",
        "key": "none-such",
        "secret": "none-such",
        "uidb36": "1",
        "pk": "1",
    }
    for route in routes():
        if not route.template.startswith("/admin/"):
            for sitting in (there.open, there.done):
                yield route.address(fits | {"assessment": str(sitting.public_id)})
                if "assessment" not in route.parameters:
                    break
    for payload in PAYLOADS if IN_FULL else PAYLOADS[:2]:
        yield f"/{quote(payload)}/"
        yield f"/paths/{quote(payload, safe='')}/"


def admin_pages() -> Iterator[str]:
    """The pages of every table in admin, for its newest row; the less telling ones in full."""
    yield from ("/admin/", "/admin/framework/", BRING)
    path = CareerPath.objects.order_by("pk").last()
    assert path
    yield reverse("admin:framework_careerpath_translate", args=[path.pk, "de"])
    for model in admin.site._registry:
        for page in ("changelist", "add")[: 2 if IN_FULL else 1]:
            yield address(model, page)
        if row := model._base_manager.order_by("pk").last():
            for page in ("change", "history", "delete")[: 3 if IN_FULL else 1]:
                yield address(row, page)


def with_query(url: str, start: int) -> str:
    """The same, with something in all that a page may read from there."""
    query = urlencode({name: PAYLOADS[(start + n) % len(PAYLOADS)] for n, name in enumerate(ASKED)})
    return f"{url}?{query}"


def open_all(listener: Listener, pages: Iterator[str], start: int) -> None:
    """As they are, and with a query."""
    for url in dict.fromkeys(pages):
        listener.open(url)
        if IN_FULL:
            listener.open(with_query(url, start))


# --- Pages that only show once something is sent --------------------------------------------------


def send_and_look(nobody: Listener, ada: Listener, there: Everything, start: int) -> None:
    """What is said of words that were just typed: wrong, in conflict, too old, signed out."""
    words = fitting(None, start)
    first, *_ = there.open.path.levels.order_by("rank")
    asked = Requirement.objects.filter(level=first).select_related("group", "skill").first()
    assert asked
    screen = (
        f"/assessments/{there.open.public_id}/levels/{first.public_id}/{asked.group.public_id}/"
    )
    skill = asked.skill.public_id
    typed = {f"{skill}-note": words, f"{skill}-link": words, f"{skill}-answer": "2"}
    post(ada, screen, typed | {f"{skill}-last_used": words})  # wrong: said beside each
    post(ada, screen, {f"{skill}-note": words, f"{skill}-seen": "9." + "0" * 16})  # in conflict
    post(ada, screen, {f"{words}-note": words})  # asked by nobody
    post(ada, screen, typed, token="stale")  # as from another site: shown to copy
    post(ada, "/language/", {"language": words, "next": words})
    post(nobody, "/accounts/login/", {"login": ADDRESS, "password": words})
    post(nobody, "/accounts/signup/", {"email": ADDRESS, "password1": words})
    post(nobody, screen, {f"{skill}-note": words * 60})  # more than waits anywhere: to copy
    post(nobody, screen, {f"{skill}-note": words})  # waits for the sign-in


def edit_and_look(listener: Listener, start: int) -> None:
    """What admin says of words that were just brought in, saved or refused."""
    page, words = listener.page, fitting(None, start).replace("\n", " ")
    document = f"# Career Path: {fitting(150, start)}\n\n## Career Progression\n\n### {words[:150]}"
    document += (
        f" (0-2 years)\n\n- **Focus:** {words}\n\n**Required Skills:**\n- **{words[:90]}:** "
    )
    document += f"{words[:90]}\n\n## {words[:150]}\n\n{words}\n"
    for text in (words, document):
        page.goto(BRING)
        page.locator("textarea[name=text]").fill(text)
        press(listener, "button[value=look], input[value=look], [name=do][value=look]")
    if page.locator("[name=do][value=apply]").count():
        press(listener, "[name=do][value=apply]")
    skill = Skill.objects.order_by("pk").first()
    page.goto(address(skill))
    press(listener, "input[name=_continue]")  # saved, and says so by name
    page.goto(address(skill))
    page.locator("input[name=name]").fill("")
    press(listener, "input[name=_save]")


def press(listener: Listener, button: str) -> None:
    """Send the form; the server, not the browser, minds what is wrong."""
    page = listener.page
    page.locator("form").evaluate_all("forms => forms.forEach(form => form.noValidate = true)")
    with page.expect_navigation():
        page.locator(button).first.click()
    listener.look()


def post(listener: Listener, url: str, fields: dict[str, str], token: str = "") -> None:
    """Send a form of these fields from a page of ours."""
    listener.page.goto("/")  # the footer has a form, and a token
    send = """([url, fields, token]) => {
      const form = document.createElement("form");
      form.method = "post";
      form.action = url;
      const add = (name, value) => {
        const input = document.createElement("textarea");
        [input.name, input.value] = [name, value];
        form.append(input);
      };
      for (const [name, value] of Object.entries(fields)) add(name, value);
      const own = document.querySelector("[name=csrfmiddlewaretoken]").value;
      add("csrfmiddlewaretoken", token || own);
      document.body.append(form);
      HTMLFormElement.prototype.submit.call(form);
    }"""
    with listener.page.expect_navigation():
        listener.page.evaluate(send, [url, fields, token])
    listener.look()


def test_words_stay_words_on_every_page(browser: Any, live_server: Any) -> None:
    there, stage = everything(), Stage(browser, live_server.url)
    ada = Listener(stage.tab(user_agent=PAYLOADS[1]), live_server.url)
    sign_in(ada.page, there.ada.email)  # through the form: the browser's name is kept
    edith = Listener(stage.tab(there.edith), live_server.url)
    nobody = Listener(stage.tab(), live_server.url)
    rounds, values = count(few=1, full=8), 0
    for start in range(0, rounds * 4, 4):
        values = poison(start)
        open_all(ada, own_pages(there), start)
        if IN_FULL:
            open_all(nobody, own_pages(there), start)
        edit_and_look(edith, start)
        open_all(edith, admin_pages(), start)
        look_at_passkey(ada, there.ada, start)
        send_and_look(nobody, ada, there, start)
    stage.close()
    tabs = (ada, edith, nobody)
    wrong = [one for tab in tabs for one in tab.wrong]
    print(  # noqa: T201  # the figure
        f"{len(list(columns()))} columns, {values} values, {len(PAYLOADS)} payloads, {rounds} "
        f"rounds, {sum(tab.opened for tab in tabs)} pages opened, {len(wrong)} executions or "
        "policy reports"
    )
    assert wrong == []


def test_what_words_could_do_would_be_heard(browser: Any, live_server: Any) -> None:
    """The listener itself: each payload, put into a page as markup, is heard of."""
    stage = Stage(browser, live_server.url)
    markup = [payload for payload in PAYLOADS if re.search(r"<\w+ pwn", payload)]
    unheard = []
    for payload in markup:
        heard = Listener(stage.tab(), live_server.url)  # one leads away, and takes its time
        heard.open("/accounts/login/")
        heard.page.evaluate("text => { document.body.innerHTML = text; }", payload)
        with suppress(Error):  # one leads away at once; where to is heard
            heard.look()
        unheard += [] if heard.wrong else [payload]
        heard.page.close()
    stage.close()
    assert unheard == []
    assert len(markup) > 15
