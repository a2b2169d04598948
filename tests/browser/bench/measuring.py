"""What one first visit and one answer cost in Chromium, on a slow phone over Slow 4G."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

CPU_SLOWDOWN = 4
# Lighthouse's Slow 4G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms for every round trip.
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
BLOCKING = 50  # a task blocks by what it takes beyond 50 ms
SETTLED = 1_500  # ms after load in which nothing more may shift or block
PAINT_KNOWN = 400  # ms after which the browser has told what an answer cost
SHORTEST = 16  # the shortest event the browser tells of; a shorter one counts as this

OBSERVE = """() => {
  window.seen = {lcp: 0, cls: 0, tasks: [], events: []};
  const watch = (type, each, more = {}) => new PerformanceObserver(
    (list) => list.getEntries().forEach(each)).observe({type, buffered: true, ...more});
  watch("largest-contentful-paint", (e) => { window.seen.lcp = e.startTime; });
  watch("layout-shift", (e) => { if (!e.hadRecentInput) window.seen.cls += e.value; });
  watch("longtask", (e) => window.seen.tasks.push(e.duration));
  watch("event", (e) => window.seen.events.push([e.name, e.duration]), {durationThreshold: 16});
}"""


@dataclass(frozen=True, slots=True)
class Visit:
    """A first visit: bytes and requests on the wire, times in ms."""

    wire: int
    requests: int
    largest_paint: float
    blocking: float
    shift: float
    by_file: tuple[tuple[str, int], ...]


def slow_phone(page: Any) -> Any:
    """Make the page's network and processor slow; gives the wire to the browser."""
    page.add_init_script(f"({OBSERVE})()")
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW_4G)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
    return wire


def visit(page: Any, address: str) -> Visit:
    """Open the page with nothing cached and wait until it has settled."""
    wire = slow_phone(page)
    asked: dict[str, str] = {}
    sizes: dict[str, int] = {}
    wire.on(
        "Network.requestWillBeSent", lambda e: asked.update({e["requestId"]: e["request"]["url"]})
    )
    wire.on(
        "Network.loadingFinished",
        lambda e: sizes.update({e["requestId"]: int(e["encodedDataLength"])}),
    )
    page.goto(address, wait_until="load")
    page.wait_for_timeout(SETTLED)
    seen = page.evaluate("window.seen")
    files = sorted(((asked[key], size) for key, size in sizes.items()), key=lambda row: -row[1])
    return Visit(
        wire=sum(sizes.values()),
        requests=len(sizes),
        largest_paint=seen["lcp"],
        blocking=sum(max(0, task - BLOCKING) for task in seen["tasks"]),
        shift=seen["cls"],
        by_file=tuple(files),
    )


def keys(page: Any, address: str, pressed: list[str]) -> list[tuple[str, float]]:
    """From each key to the next paint, in ms, in the first skill of a screen."""
    slow_phone(page)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(SETTLED)
    page.locator(".cp-points input").first.focus()
    return [(key, _cost(page, lambda key=key: page.keyboard.press(key))) for key in pressed]


def clicks(page: Any, address: str) -> list[float]:
    """From a click on a point to the next paint, in ms, for each skill of a screen."""
    slow_phone(page)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(SETTLED)
    costs = []
    for row in page.locator(".cp-points").all():
        points = row.locator("label")
        for n in (3, 1):
            points.nth(n).scroll_into_view_if_needed()
            box = points.nth(n).bounding_box()
            at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            costs.append(_cost(page, lambda at=at: page.mouse.click(*at)))
    return costs


def _cost(page: Any, act: Any) -> float:
    """The longest of the events one action makes."""
    page.evaluate("window.seen.events.length = 0")
    act()
    page.wait_for_timeout(PAINT_KNOWN)
    told: list[float] = [cost for _, cost in page.evaluate("window.seen.events")]
    return max([SHORTEST, *told])
