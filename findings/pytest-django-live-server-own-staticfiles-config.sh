#!/usr/bin/env bash
# pytest-django's live_server looks for "django.contrib.staticfiles" as a text in INSTALLED_APPS. Django's
# documentation names another way to have that app: a subclass of StaticFilesConfig with its own
# ignore_patterns, named in INSTALLED_APPS instead. Then the app is installed (apps.is_installed says
# so) and Django's own StaticLiveServerTestCase serves its files, but with live_server each
# of them is a 404, and pages are tested without style and script.
#
# Seen with pytest-django 4.14.0, pytest 9.2.0 and Django 5.2.19:
#   named as django.contrib.staticfiles: 200
#   named as a config of it: installed True, 404
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check django==5.2.19 pytest==9.2.0 pytest-django==4.14.0
cd "$work"
mkdir -p shop/static/shop
printf 'body { color: green }\n' > shop/static/shop/page.css
touch shop/__init__.py
cat > shop/apps.py <<'PY'
from django.contrib.staticfiles.apps import StaticFilesConfig


class FewerStaticFiles(StaticFilesConfig):
    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "*.map"]
PY
cat > settings.py <<'PY'
import os

SECRET_KEY = "for a moment"
INSTALLED_APPS = ["shop", os.environ["STATICFILES"]]
ROOT_URLCONF = "urls"
STATIC_URL = "/static/"
STATIC_ROOT = "collected"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
PY
printf 'urlpatterns = []\n' > urls.py
cat > test_static.py <<'PY'
from urllib.error import HTTPError
from urllib.request import urlopen

from django.apps import apps


def test_status(live_server, transactional_db):
    try:
        status = urlopen(f"{live_server.url}/static/shop/page.css").status
    except HTTPError as error:
        status = error.code
    print(f"installed {apps.is_installed('django.contrib.staticfiles')}, {status}")
PY
said() {
  STATICFILES=$1 "$work/venv/bin/python" -m pytest -q -s -p no:cacheprovider --ds=settings test_static.py | grep installed | sed 's/\.*$//'
}
plain=$(said django.contrib.staticfiles)
own=$(said shop.apps.FewerStaticFiles)
printf 'named as django.contrib.staticfiles: %s\nnamed as a config of it: %s\n' "$plain" "$own"
[ "$plain" = "installed True, 200" ] || { echo "changed: the plain name is not served"; exit 1; }
[ "$own" = "installed True, 404" ] || { echo "changed: a config of one's own is served"; exit 1; }
