"""What docs/deploy.md says of a host with SQLite, done as it says: read from the page and run.

In a folder of its own instead of /srv, with a user of its own made and removed again, as root.
systemd is not needed: the service's command is run as the service's user. Only `make proof-deploy`
does it, since it makes a user and installs the packages.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proofs.counts import IN_FULL
from tests.proofs.machines import need, tool, until
from tests.proofs.server import ROOT, Server, Visitor, free_port, skills_on

pytestmark = pytest.mark.xdist_group("servers")
PAGE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
USER = "cp-proof"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def section(title: str) -> str:
    """What stands below a heading, up to the next one."""
    return PAGE.partition(f"## {title}\n")[2].partition("\n## ")[0]


def commands(title: str) -> list[str]:
    """The shell's blocks of a section, in their order."""
    return re.findall(r"```sh\n(.*?)```", section(title), re.DOTALL)


def test_whatever_touches_data_runs_as_the_services_user() -> None:
    """As root it would own the file, and nobody could save."""
    for title in ("First steps on a host", "Backup, restore, and moving to PostgreSQL"):
        told = "".join(commands(title))
        assert set(re.findall(r".*manage\.py.*", told)) <= {
            'manage() { runuser -u careerpath -- .venv/bin/python manage.py "$@"; }'
        }
    assert re.findall(r"^User=(.*)$", section("systemd"), re.M) == ["careerpath"] * 2


class Host:
    """A folder where a bare machine has /srv, /etc and /backups."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.code = folder, folder / "srv" / "careerpath"

    def here(self, text: str) -> str:
        """The page's names as they are in this folder."""
        text = text.replace("/srv/careerpath", str(self.code))
        text = text.replace("/etc/careerpath.env", f"{self.folder}/careerpath.env")
        text = text.replace("/backups", f"{self.folder}/backups")
        return re.sub(r"(useradd .*|-o |-u |User=)careerpath\b", rf"\g<1>{USER}", text)

    def run(self, script: str) -> str:
        """Run lines of the page in one shell, which stops at the first that fails."""
        done = subprocess.run(  # noqa: S603  # the page's commands
            ["/bin/bash", "-euc", self.here(script)],
            cwd=self.folder, env={"PATH": PATH}, capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}"
        return done.stdout


@pytest.fixture
def host() -> Iterator[Host]:
    """Bare but for the code, as git has it; its user is gone afterwards."""
    need("COUNT: it makes a user and installs the packages", found=IN_FULL)
    need("root, as the page does", found=os.geteuid() == 0)
    tool("runuser"), tool("useradd")
    folder = Path(tempfile.mkdtemp(prefix="careerpath-deploy-"))
    folder.chmod(0o755)
    made = Host(folder)
    made.code.mkdir(parents=True)
    tracked = [tool("git"), "ls-files", "-z"]
    listed = subprocess.run(tracked, cwd=ROOT, capture_output=True, check=True)  # noqa: S603  # our own
    for name in filter(None, listed.stdout.decode().split("\0")):
        target = made.code / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)
    try:
        yield made
    finally:
        subprocess.run([tool("userdel"), USER], check=False, capture_output=True)  # noqa: S603  # ours
        shutil.rmtree(folder)


def test_a_bare_host_serves_and_saves(host: Host) -> None:
    first, upgrade = commands("First steps on a host")
    key, port = host.run(first).strip().splitlines()[-1], free_port()
    (host.folder / "careerpath.env").write_text(
        f"CAREERPATH_SECRET_KEY='{key}'\nCAREERPATH_URL='http://localhost:{port}'\n"
    )
    once = "manage createsuperuser"
    again = upgrade.partition(once)[0]
    asked = "export DJANGO_SUPERUSER_EMAIL=ada@example.org DJANGO_SUPERUSER_PASSWORD=proof-of-it\n"
    host.run(asked + upgrade.replace(once, f"{once} --noinput"))
    _serves_and_saves(host, port)
    host.run(again)  # after an upgrade
    ready = again.partition("manage check")[0].replace("python3 -m venv", "true")
    ready = re.sub(r".*pip install.*", "", ready)
    backup, restore = re.findall(r"manage (?:backup|restore) \S+", PAGE)[:2]
    folder = commands("Backup, restore, and moving to PostgreSQL")[0].partition("manage")[0]
    host.run(f"{ready}{folder}{backup}\n{restore} --yes")
    for line in re.findall(r"^ExecStart=(.*manage\.py.*)$", section("systemd"), re.M):
        host.run(f"{ready}runuser -u careerpath -- {line}")
    assert {each.owner() for each in (host.code / "var").iterdir()} == {USER}
    _serves_and_saves(host, port)
    print("deploy.md on SQLite: every line run, the service saves")  # noqa: T201  # the figure


def _serves_and_saves(host: Host, port: int) -> None:
    """Start it as systemd would, with that user and environment; rate something; stop it."""
    start = re.search(r"^ExecStart=(.*serve.*)$", section("systemd"), re.M)
    assert start
    said = (host.folder / "careerpath.env").read_text().replace("'", "").splitlines()
    env = {"PATH": PATH, **dict(line.split("=", 1) for line in said)}
    who = [tool("setpriv"), f"--reuid={USER}", f"--regid={USER}", "--init-groups"]
    command = [*who, *host.here(start[1]).split(), "--port", str(port)]
    with subprocess.Popen(command, cwd=host.code, env=env) as process:  # noqa: S603  # the page's
        try:
            _rate(Server(host.folder, "sqlite://:memory:", 1), port)
        finally:
            process.terminate()


def _rate(server: Server, port: int) -> None:
    server.port, server.name = port, f"localhost:{port}"
    until(lambda: Visitor(server).get("/health/live/").status == 200, "The service")
    ready = Visitor(server).get("/health/ready/")
    assert (ready.status, ready.text) == (200, '{"ready": true, "trouble": ""}')
    visitor = Visitor(server)
    screen = visitor.begin()
    skill = skills_on(visitor.get(screen).text)[0]
    saved = visitor.post(screen, {f"{skill}-answer": "3", "go": "stay"})
    assert (saved.status, saved.location) == (302, screen)
    assert 'value="3" checked' in re.sub(r"\s+", " ", visitor.get(screen).text)
