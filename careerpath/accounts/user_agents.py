"""What a browser says of itself, in words: "Firefox on Windows"."""

from __future__ import annotations

from django.utils.translation import gettext as _

# The first that is found wins: nearly all of them also call themselves Chrome, Safari and Mozilla.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "Chrome/": "Chrome",
    "CriOS/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Macintosh": "macOS",
    "Linux": "Linux",
}


def browser_name(agent: str) -> str:
    """The browser and its system in words of ours: whoever asks can send any text as their name.

    It goes into mails and pages, where a sentence or an address of a stranger's would be believed.
    """
    browser = next((name for sign, name in BROWSERS.items() if sign in agent), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    if system:
        return _("another browser on %(system)s") % {"system": system}
    return browser or _("unknown")
