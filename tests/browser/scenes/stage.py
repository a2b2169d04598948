"""Where scenes are played: the server's address, and tabs of people signed in or not."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import translation

from careerpath.accounts.models import User

PASSWORD = "a long enough password"
WIDE = {"width": 1280, "height": 900}


class Stage:
    """Tabs in one language; what a tab complains of is kept in `complaints`."""

    def __init__(self, browser: Any, base: str, locale: str = "en-GB") -> None:
        self.browser, self.base, self.locale = browser, base, locale
        self.complaints: list[str] = []
        self._contexts: list[Any] = []

    def tab(self, user: User | None = None, **more: Any) -> Any:
        """A tab in a browser of its own, of a person signed in, or of nobody."""
        context = self.browser.new_context(
            base_url=self.base, locale=self.locale, viewport=WIDE, reduced_motion="reduce", **more
        )
        context.on("weberror", lambda problem: self.complaints.append(str(problem.error)))
        context.on("console", self._hear)
        self._contexts.append(context)
        if user:
            client = Client()
            client.force_login(user)
            name = settings.SESSION_COOKIE_NAME
            cookie = {"name": name, "value": client.cookies[name].value, "url": self.base}
            context.add_cookies([cookie])
        return context.new_page()

    def opened(self, address: str, user: User | None = None) -> Any:
        """A tab with that page in it."""
        page = self.tab(user)
        page.goto(address)
        return page

    def show(self, page: Any, html: str) -> None:
        """Show a page the server would only give in trouble; its styles come from the server."""
        page.route("**/as-if/", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto("/as-if/")
        page.unroute("**/as-if/")

    def in_language(self) -> Any:
        """What is rendered inside is in the stage's language."""
        return translation.override(self.locale.split("-")[0])

    def at(self, base: str) -> Stage:
        """The same server at another of its addresses; closed and heard with this one."""
        there = Stage(self.browser, base, self.locale)
        there.complaints, there._contexts = self.complaints, self._contexts
        return there

    def close(self) -> None:
        """Close every tab."""
        for context in self._contexts:
            context.close()

    def _hear(self, line: Any) -> None:
        if "Content Security" in line.text:
            self.complaints.append(line.text)


def person(name: str, **fields: Any) -> User:
    """Someone with an account."""
    address = f"{name}@example.org"
    return User.objects.filter(email=address).first() or User.objects.create_user(
        address, PASSWORD, **fields
    )


def sign_in(page: Any, email: str, password: str = PASSWORD) -> None:
    """Through the form, as a person does."""
    page.goto("/accounts/login/?next=/account/")
    page.locator('input[name="login"]').fill(email)
    page.locator('input[name="password"]').fill(password)
    send(page)


def show_who_one_is(page: Any) -> None:
    """Give the password once more: for a while it is not asked again."""
    page.goto("/accounts/reauthenticate/")
    page.locator("main input[type=password]").fill(PASSWORD)
    send(page)


def send(page: Any) -> None:
    """Press the main button of the form; the server, not the browser, minds what is wrong."""
    page.locator("main form").evaluate_all("forms => forms.forEach(form => form.noValidate = true)")
    with page.expect_navigation():
        page.locator("main form button[type=submit]:visible").first.click()
