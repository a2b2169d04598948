"""The WSGI entry point, for gunicorn and its like."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerpath.settings")

application = get_wsgi_application()

# Here and nowhere else: what serves also sends mail, a command does not, nor does what only watches
# over those who serve.
from careerpath.mail import sender  # noqa: E402  # its tables are known only now

sender.start()
