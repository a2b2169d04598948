"""Links lead by http, https or mailto alone, and the server follows none. COUNT is links.

Made-up links are sent by the form and, past it, put into the rows, as if they had come some other
way; no page makes a link of another kind of them. Then everything that can carry a link is saved
while anything that would open a connection, ask for a name or start a program is noted.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assessments.models import Assessment, SkillRating
from assessments.rating_data import seen_in
from careerpath.framework.models import CareerPath, Responsibility
from tests.framework.admin.pages import address, fields_of
from tests.proofs.conftest import SKILLS, Person
from tests.proofs.counts import count

ALLOWED = {"", "http", "https", "mailto"}
LEADS = {"href", "src", "action", "formaction", "data", "xlink:href", "poster", "srcset"}
SCHEMES = ("javascript:", "data:text/html,", "vbscript:", "file:///", "ftp://", "blob:", "about:")
NOISE = ("", " ", "\t", "\n", "\x01", "\x00", "JaVa", "\u200b", "//", "https:", "\\", "%0a", "&#9;")
OPENS = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
OPENS |= {"urllib.Request", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"}
ELSEWHERE = "https://elsewhere.example/work?x=1"


class _Links(HTMLParser):
    """Every address a page leads to or loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in LEADS and value]


def scheme_of(link: str) -> str:
    """As a browser reads it: it leaves out what is around, and line ends within."""
    bare = re.sub(r"[\t\n\r]", "", re.sub(r"^[\x00-\x20]+", "", link))
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", bare)
    return match[1].lower() if match else ""


def others(page: str) -> list[str]:
    """The links of a page that are of another kind."""
    reader = _Links()
    reader.feed(page)
    icons = [link for link in reader.found if link.startswith("data:image/")]  # the second factor's
    return [x for x in reader.found if x not in icons and scheme_of(x) not in ALLOWED]


def links() -> st.SearchStrategy[str]:
    """What is no link, what is one, and what looks like one to somebody."""
    part = st.one_of(st.sampled_from(NOISE), st.sampled_from(SCHEMES), st.text(max_size=3))
    ends = st.sampled_from(("alert(1)", "example.org/x", "a@example.org", "//example.org"))
    made_up = st.tuples(part, part, part, ends).map("".join)
    after = st.text(st.characters(exclude_categories=("Z", "C")), max_size=9)
    return st.one_of(made_up, made_up, after.map(lambda text: f"https://example.org/{text}"))


def shown(assessment: Assessment, skill: str) -> dict[str, str]:
    """What a page opened now sends along, so that it may change what it shows."""
    return {f"{skill}-seen": seen_in(assessment.ratings.get(skill__public_id=skill))}


def storable(text: str) -> bool:
    """Whether a database takes it at all."""
    return "\x00" not in text and not re.search("[\ud800-\udfff]", text)


def test_no_page_makes_another_kind_of_link(
    alice_and_bob: tuple[Person, Person], as_editor: Client
) -> None:
    alice, _ = alice_and_bob
    row = alice.open.ratings.get(skill__public_id=SKILLS[0])
    then, _new = alice.done.ratings.get_or_create(
        skill=row.skill, defaults={"updated_at": row.updated_at}
    )
    text = Responsibility.objects.create(level=alice.open.path.levels.get(rank=1), text="x")
    group = ("level-1", "craft")
    pages: list[tuple[Client, str]] = [
        (alice.client, reverse("assessments:screen", args=[alice.open.public_id, *group])),
        (alice.client, reverse("framework:level", args=["gardener", "level-1"])),
        (alice.client, reverse("assessments:answers", args=[alice.done.public_id])),
        (as_editor, address(alice.open)),
    ]
    save = reverse("assessments:rate", args=[alice.open.public_id, SKILLS[0]])
    taken: list[bool] = []

    @settings(
        max_examples=count(few=25, full=5_000), deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(links())
    @example("ftp://example.org/x")  # admin made a link of it
    @example("https://example.org/x")  # one at least is taken
    def lead(link: str) -> None:
        SkillRating.objects.filter(pk=row.pk).update(link=ELSEWHERE, version=1)
        alice.client.post(save, {f"{SKILLS[0]}-link": link, **shown(alice.open, SKILLS[0])})
        stored = SkillRating.objects.get(pk=row.pk).link
        taken.append(stored != ELSEWHERE)
        assert scheme_of(stored) in {"", "http", "https"}
        if storable(link):
            SkillRating.objects.filter(pk__in=[row.pk, then.pk]).update(link=link)
            Responsibility.objects.filter(pk=text.pk).update(text=link)
        for client, page in pages:
            assert others(client.get(page).content.decode()) == []

    lead()
    assert any(taken)
    print(  # noqa: T201  # the figure
        f"{len(taken)} made-up links, {sum(taken)} of them taken, on {len(pages)} pages: "
        "0 of another kind"
    )


def test_another_kind_of_link_would_be_seen() -> None:
    """The judge itself."""
    assert others('<a href="java\tscript:x">') == ["java\tscript:x"]
    assert others('<form action=" \x01VBScript:x">') == [" \x01VBScript:x"]
    assert others('<a href="/x:y"><a href="mailto:a@b.example"><img src="https://x">') == []


# --- Nobody follows them --------------------------------------------------------------------------

_heard: list[str] | None = None


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _heard is not None and event in OPENS:
        _heard.append(f"{event} {arguments[-1]!r}")


@contextmanager
def listening() -> Iterator[list[str]]:
    """What Python opens or asks for meanwhile, in any thread; an audit hook can't be taken off."""
    global _heard  # noqa: PLW0603  # the hook stays for ever, this says whether it listens
    if _hook not in _hooked:
        sys.addaudithook(_hook)
        _hooked.append(_hook)
    _heard = []
    try:
        yield _heard
    finally:
        _heard = None


_hooked: list[Callable[..., None]] = []
DOCUMENT = f"""# Career Path: Baker

See {ELSEWHERE} and [here]({ELSEWHERE}) and ![a picture]({ELSEWHERE}/x.png)

## Career Progression

### Junior Baker (0-2 years)

- **Focus:** <{ELSEWHERE}>

**Required Skills:**
- **Craft:** Kneading

## Books

<img src="{ELSEWHERE}/x.png"> [book]: {ELSEWHERE}
"""


def test_nothing_that_carries_a_link_is_followed(
    alice_and_bob: tuple[Person, Person], as_editor: Client
) -> None:
    alice, _ = alice_and_bob
    bring = "/admin/framework/careerpath/document/"
    fields = {
        f"{skill}-{name}": value
        for skill in SKILLS[:2]
        for name, value in {"link": ELSEWHERE, "note": f"see {ELSEWHERE}"}.items()
    }
    for skill in SKILLS[:2]:
        fields |= shown(alice.open, skill)
    screen = reverse("assessments:screen", args=[alice.open.public_id, "level-1", "craft"])
    path = alice.open.path
    rate = reverse("assessments:rate", args=[alice.open.public_id, SKILLS[0]])
    with listening() as heard:
        alice.client.post(screen, fields)
        again = {f"{SKILLS[0]}-link": f"{ELSEWHERE}#2", **shown(alice.open, SKILLS[0])}
        alice.client.post(rate, again)
        alice.client.post(reverse("assessments:finish", args=[alice.open.public_id]))
        alice.client.get(reverse("roadmap:detail", args=[alice.open.public_id]))
        seen = as_editor.post(bring, {"do": "look", "text": DOCUMENT}).content.decode()
        stamp = fields_of(seen)["stamp"]
        as_editor.post(bring, {"do": "apply", "text": DOCUMENT, "stamp": stamp})
        sent = fields_of(as_editor.get(address(path)).content.decode())
        as_editor.post(address(path), sent | {"overview": f"![x]({ELSEWHERE})"})
        for url in (path.get_absolute_url(), "/paths/baker/", "/account/export/"):
            alice.client.get(url)
    assert heard == []
    assert CareerPath.objects.filter(name="Baker").exists()
    kept = alice.open.ratings.filter(skill__public_id__in=SKILLS[:2]).order_by("skill__public_id")
    assert [row.link for row in kept] == [f"{ELSEWHERE}#2", ELSEWHERE]
    path.refresh_from_db()
    assert path.overview == f"![x]({ELSEWHERE})"


def test_a_link_that_is_followed_would_be_heard() -> None:
    """The listener itself."""
    from urllib.request import urlopen

    with listening() as heard, suppress(OSError):
        urlopen("http://127.0.0.1:9/", timeout=1)  # nobody answers there
    assert [line.split()[0] for line in heard] == [
        "urllib.Request", "socket.getaddrinfo", "socket.connect",
    ]  # fmt: skip
