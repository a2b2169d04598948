"""Serve the app on one machine: `python -m careerpath.operations.serve --port 8000`.

A port that is taken is said in a sentence before the server starts, instead of in its log after.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
from importlib import import_module

from django.core.exceptions import ImproperlyConfigured

WORKERS = 1
# Of a worker's threads; careerpath.operations.capacity sees to it.
AT_ONCE = 8  # in the app: it holds no more connections to the database
WAITING = 48  # for their turn
FREE = 8  # never in the app nor waiting for it, so that one is there for who asks how it is
THREADS = AT_ONCE + WAITING + FREE
HERE = "127.0.0.1"
LAST_PORT = 65_535


def port_is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def gunicorn(application: str, *, host: str, port: int, workers: int) -> list[str]:
    """The command that serves a WSGI application.

    Without gunicorn's control socket: nobody here uses it, and it wants a home folder to write to.
    """
    return [
        *(sys.executable, "-m", "gunicorn", application),
        *("--bind", f"{host}:{port}", "--workers", str(workers)),
        *("--threads", str(THREADS), "--log-level", "warning", "--no-control-socket"),
    ]


def look_at_settings() -> None:
    """End with the sentence that names a variable, before a server shows it below a traceback."""
    try:
        import_module(os.environ.get("DJANGO_SETTINGS_MODULE", "careerpath.settings"))
    except ImproperlyConfigured as error:
        sys.exit(str(error))


def main() -> None:
    """Check the port, then become gunicorn."""
    parser = argparse.ArgumentParser(
        prog="careerpath.operations.serve", description="Serve careerpath."
    )
    parser.add_argument("--host", default=HERE)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=WORKERS)
    args = parser.parse_args()
    if not 1 <= args.port <= LAST_PORT:
        sys.exit(f"{args.port} is no port: choose one from 1 to 65535, as in make run PORT=8123.")
    if args.workers < 1:
        sys.exit(f"{args.workers} workers serve nobody: choose 1 or more.")
    look_at_settings()
    if not port_is_free(args.host, args.port):
        sys.exit(
            f"Port {args.port} on {args.host} can't be used; something else may be using it.\n"
            f"Choose another: make run PORT={args.port % LAST_PORT + 1}"
        )
    name = "localhost" if args.host == HERE else args.host  # passkeys are for a name
    sys.stdout.write(f"careerpath is on http://{name}:{args.port}/ (Ctrl+C stops it)\n")
    sys.stdout.flush()
    command = gunicorn("careerpath.wsgi", host=args.host, port=args.port, workers=args.workers)
    os.execv(sys.executable, command)  # noqa: S606  # no shell, fixed arguments


if __name__ == "__main__":
    main()
