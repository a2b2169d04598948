#!/usr/bin/env bash
# mypy 2.4.1 with the plugin of django-stubs 6.1.2 (Django 5.2.19): once mypy has a cache, a new model in a new
# file, with a foreign key to a model in a file that did not change, gives that model no reverse relation. Correct code
# is refused ("Plan" has no attribute "answers") until the cache is deleted; nothing in the output points there. The plugin puts
# reverse relations on a class when its file is analysed, and mypy takes an unchanged file from its cache.
# Met when a branch is rebased: what others added fails in one checkout and passes in the next.
#
# Seen: first run "Success: no issues found in 5 source files"; with the new file and the old cache
#   shop/use.py: error: "Plan" has no attribute "answers"; without the cache "Success" again.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mypy==2.4.1 django-stubs==6.1.2 django-stubs-ext==6.1.2 django==5.2.19
mkdir -p "$work/shop/models"
cd "$work"
cat > setup.cfg <<'CFG'
[mypy]
plugins = mypy_django_plugin.main
[mypy.plugins.django-stubs]
django_settings_module = settings
CFG
printf 'SECRET_KEY = "x"\nINSTALLED_APPS = ["shop"]\nDEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"\n' > settings.py
touch shop/__init__.py
cat > shop/models/plans.py <<'PY'
from django.db import models


class Plan(models.Model):
    name = models.CharField(max_length=9)
PY
printf 'from .plans import Plan\n\n__all__ = ["Plan"]\n' > shop/models/__init__.py
cat > shop/use.py <<'PY'
from shop.models import Plan


def count(plan: Plan) -> int:
    return len(plan.name)
PY
says() { "$work/venv/bin/mypy" --config-file setup.cfg shop settings.py 2>&1 || true; }
first=$(says)
cat > shop/models/answers.py <<'PY'
from django.db import models

from .plans import Plan


class Answer(models.Model):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="answers")
PY
printf 'from .answers import Answer\nfrom .plans import Plan\n\n__all__ = ["Answer", "Plan"]\n' > shop/models/__init__.py
sed -i 's/len(plan.name)/plan.answers.count()/' shop/use.py
cached=$(says)
rm -r .mypy_cache
clean=$(says)
printf 'before: %s\nwith the cache: %s\nwithout it: %s\n' "$first" "$cached" "$clean"
[[ $first == Success:* && $clean == Success:* ]] || { echo "changed: it fails without a cache as well"; exit 1; }
[[ $cached == *'"Plan" has no attribute "answers"'* ]] || { echo "changed: the relation is seen"; exit 1; }
