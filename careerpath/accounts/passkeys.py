"""Where passkeys work: browsers keep one for a name, never for a number like 127.0.0.1."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Passkeys don't work at this number; `url` is the same page at a name, where there is one."""

    number: str
    url: str = ""


def elsewhere(request: HttpRequest) -> Elsewhere | None:
    """Where to go for passkeys; None where the address is a name, so that they work here.

    This very machine is also called localhost, whichever of its numbers was typed.
    """
    host = urlsplit(f"//{request.get_host()}")
    try:
        number = ip_address(host.hostname or "")
    except ValueError:
        return None
    if not number.is_loopback:
        return Elsewhere(str(number))
    port = f":{host.port}" if host.port else ""
    page = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    return Elsewhere(str(number), f"{request.scheme}://localhost{port}{page}")
