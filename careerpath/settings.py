"""Every setting, in one file.

With no environment at all the app runs on one person's machine: SQLite in `var/`, mail on the
console, plain HTTP on localhost. A company sets the variables listed in docs/deploy.md; a value
that makes no sense stops the start with a sentence that names the variable.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF

from careerpath import bounds
from careerpath.environment.addresses import mail_server, public_address, redis
from careerpath.environment.databases import database, replica
from careerpath.environment.words import (
    boolean,
    folder,
    folder_to_make,
    old_secret_keys,
    secret_key,
    sender,
    time_zone,
    whole_number,
)

django_stubs_ext.monkeypatch()

# --- Where things are -------------------------------------------------------------------------

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = folder("CAREERPATH_DATA_DIR", default=BASE_DIR / "var")
DEBUG = boolean("CAREERPATH_DEBUG", default=False)
SECRET_KEY = secret_key(DATA_DIR)
# Keys of before: what they signed stays good until it runs out. docs/security.md, "Keys".
SECRET_KEY_FALLBACKS = old_secret_keys("CAREERPATH_OLD_SECRET_KEYS")

SCHEME, HOST = public_address("CAREERPATH_URL", default="http://localhost:8000")
HTTPS = SCHEME == "https"
LOCAL = not HTTPS
ALLOWED_HOSTS = [
    urlsplit(f"//{HOST}").hostname or HOST,
    *(["localhost", "127.0.0.1", "[::1]"] if LOCAL else []),
]
CSRF_TRUSTED_ORIGINS = [f"{SCHEME}://{HOST}"]

# --- What the app is made of ------------------------------------------------------------------

INSTALLED_APPS = [
    # Ours, first, so that our templates win over the packages' own.
    "roadmap",
    "assessments",
    "careerpath.framework",
    "careerpath.accounts",
    "careerpath.mail",
    "careerpath.operations",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "careerpath.operations.apps.StaticFilesInUse",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "js_lib_bootstrap5",
    "django_htmx",
    "simple_history",
    "csp",
]

MIDDLEWARE = [
    # First: it answers without the host check, sessions or the database.
    "careerpath.operations.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages, a fifth of their size; with a random length against BREACH, see docs/decisions.md.
    "django.middleware.gzip.GZipMiddleware",
    "careerpath.operations.headers.SecurityHeadersMiddleware",
    "careerpath.operations.capacity.CapacityMiddleware",
    "careerpath.operations.reading.ReadersSessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "careerpath.framework.middleware.TextsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "careerpath.errors.WholeRequestMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "careerpath.accounts.middleware.PersonMiddleware",
    "careerpath.accounts.middleware.SecurityLogMiddleware",
    "careerpath.accounts.middleware.NoStoreMiddleware",
    "careerpath.accounts.known_browsers.KnownBrowserMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "careerpath.accounts.pending.PendingSignInMiddleware",
    "careerpath.accounts.middleware.StaffSecondFactorMiddleware",
    "careerpath.accounts.kept_forms.KeptFormsMiddleware",
    "assessments.guests.GuestsWorkMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "careerpath.urls"
WSGI_APPLICATION = "careerpath.wsgi.application"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "careerpath" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- Data -------------------------------------------------------------------------------------


DATABASES = {"default": database(DATA_DIR)}
if replica_database := replica():
    # Public pages only: careerpath/framework/caching/replica.py.
    DATABASES["replica"] = replica_database
# Which accounts were erased, by marks that name nobody: careerpath/accounts/erasures.py.
ERASED_LIST = DATA_DIR / "erased.txt"
DATABASE_ROUTERS = ["careerpath.framework.caching.replica.ReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The sign-in limits live in the cache, so every worker has to see the same one: without Redis, and
# while Redis does not answer, it is a table (careerpath.accounts.models.CacheEntry, by `migrate`).
TABLE = {
    "BACKEND": "careerpath.operations.table_cache.TableCache",
    "LOCATION": "careerpath_cache",
    # What ran out is only thrown away above this many; the default of 300 would let someone push
    # the count of their own failures out.
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}
CACHES: dict[str, dict[str, Any]] = {"default": TABLE, "database": TABLE}
if REDIS_URL := redis("REDIS_URL"):
    CACHES["default"] = {
        "BACKEND": "careerpath.operations.cache.RedisOrDatabaseCache",
        "LOCATION": REDIS_URL,
        # Longer than any answer of a Redis that is worth asking.
        "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.2},
    }
# In the database always: what Redis forgets, or is not told while it is away, must neither sign
# anybody out nor keep an ended session alive.
SESSION_ENGINE = "careerpath.accounts.session_store"

# --- Mail ---------------------------------------------------------------------------------------

# A server is never waited for by a request: careerpath/mail. Everything else is done at once.
email = mail_server("EMAIL_URL", default="consolemail://")
EMAIL_BACKEND = email.backend
EMAIL_HOST, EMAIL_PORT = email.host, email.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = email.user, email.password
EMAIL_USE_TLS, EMAIL_USE_SSL = email.starttls, email.tls
EMAIL_TIMEOUT = email.timeout
EMAIL_FILE_PATH = email.folder
DEFAULT_FROM_EMAIL = sender("CAREERPATH_MAIL_FROM", default=f"careerpath@{ALLOWED_HOSTS[0]}")
# The console of one's own machine is read by nobody: without EMAIL_URL no address is confirmed.
SENDS_MAIL = "console" not in EMAIL_BACKEND and "dummy" not in EMAIL_BACKEND

# --- People -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["careerpath.accounts.backends.AddressBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "careerpath.accounts.validators.MaximumLengthValidator"},
    {"NAME": "careerpath.accounts.validators.HouseWordsValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60  # seconds; the link in the mail works once anyway
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "assessments:list"
LOGOUT_REDIRECT_URL = "framework:home"

ACCOUNT_ADAPTER = "careerpath.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "add_email": "careerpath.accounts.forms.AddEmailForm",
    "change_password": "careerpath.accounts.forms.ChangePasswordForm",
    "login": "careerpath.accounts.forms.SignInForm",
    "reauthenticate": "careerpath.accounts.forms.PasswordAgainForm",
    "reset_password": "careerpath.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "careerpath.accounts.forms.NewPasswordForm",
    "set_password": "careerpath.accounts.forms.SetPasswordForm",
    "signup": "careerpath.accounts.forms.SignUpForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 3
# Where mail is sent, an account begins and signs in only with a confirmed address, and nobody
# learns whether there is one. Where none is (one's own machine), nobody could confirm anything:
# signing up takes seconds there, and says so when an address is taken.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if SENDS_MAIL else "none"
ACCOUNT_PREVENT_ENUMERATION = SENDS_MAIL
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "careerpath.accounts.tokens.ResetTokens"  # noqa: S105  # a class
ACCOUNT_EMAIL_CONFIRMATION_AUTHENTICATED_REDIRECT_URL = "/account/"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SCHEME
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# No code by mail: who reads somebody's mail could then change what they sign in with.
ACCOUNT_REAUTHENTICATION_METHODS = {"password", "mfa"}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# Every limit there is, each tried by a burst (tests/accounts/bursts.py). What is wrong counts per
# account ("key") and per network address ("ip"); a browser known to the account has counts of its
# own, so that nobody is kept out by others: careerpath.accounts.guessing.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/h/key",
    "login_failed_from": "20/h/ip",
    "login_failed_known": "20/h/key",
    "code_failed": "20/h/key",
    "code_failed_known": "20/h/key",
    # Mails to an address that strangers can ask for; and those that say somebody added it, counted
    # apart, since they lead its owner nowhere (careerpath.accounts.mails).
    "way_in": "5/h/key",
    "added": "5/h/key",
    "reset_password_unknown": "20/h/ip",
    "reauthenticate": "20/h/user",
    "change_password": "20/h/user",
    "manage_email": "10/m/user",
    # An office of 200 behind one network address signs up in a morning, each twice if need be. It
    # stops writing to the world from here: nobody has anything yet that would show who they are.
    "signup": "400/h/ip",
    # Not allauth's: the first would keep a whole office out, right passwords and known browsers
    # too; the second silences who asks for a link; what the third counts can't be guessed.
    "login": None,
    "reset_password": None,
    "reset_password_from_key": None,
    # allauth's of the same mails: it takes another spelling of a domain for another address.
    "confirm_email": None,
    # Of ways in that are switched off.
    "change_phone": None,
    "request_login_code": None,
    "verify_phone": None,
}
# Signing in by passkey: a signature can't be guessed, and a count would keep an office out.
MFA_RATE_LIMITS = {"webauthn_login": None}
# How many proxies of ours stand in front: that many entries of X-Forwarded-For are believed.
ALLAUTH_TRUSTED_PROXY_COUNT = whole_number(
    "CAREERPATH_TRUSTED_PROXIES", default=0, least=0, most=20
)

USERSESSIONS_ADAPTER = "careerpath.accounts.adapter.SignInsAdapter"
# From signing in, however much it is used; then one signs in anew: docs/security.md says why.
MOST_DAYS = 400  # browsers keep no cookie longer
PERSON_SESSION = dt.timedelta(
    days=whole_number("CAREERPATH_SESSION_DAYS", default=30, least=1, most=MOST_DAYS)
)
EDITOR_SESSION = dt.timedelta(
    hours=whole_number(
        "CAREERPATH_EDITOR_SESSION_HOURS",
        default=12 if HTTPS else 30 * 24,
        least=1,
        most=MOST_DAYS * 24,
    )
)

MFA_ADAPTER = "careerpath.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "activate_totp": "careerpath.accounts.forms.SetUpAppForm",
    "add_webauthn": "careerpath.accounts.forms.AddPasskeyForm",
    "authenticate": "careerpath.accounts.forms.CodeForm",
    "authenticate_webauthn": "careerpath.accounts.forms.PasskeyAsSecondFactorForm",
    "login_webauthn": "careerpath.accounts.forms.SignInWithPasskeyForm",
    "reauthenticate": "careerpath.accounts.forms.CodeAgainForm",
    "reauthenticate_webauthn": "careerpath.accounts.forms.PasskeyAgainForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "careerpath"
MFA_TOTP_TOLERANCE = 1  # a clock half a minute off still counts
# Where mail is sent nobody is in without a confirmed address; a further one is no reason to wait.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL
# Editors need a second factor for admin; on one's own machine it is only advised.
STAFF_NEED_SECOND_FACTOR = boolean("CAREERPATH_STAFF_SECOND_FACTOR", default=HTTPS)

# --- Language and time ------------------------------------------------------------------------

# What a browser asks for, until the footer's choice is kept in a cookie.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "careerpath" / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
# Dates: "22 Nov 2026", "22. Nov. 2026"; never the American order.
FORMAT_MODULE_PATH = "careerpath.formats"
TIME_ZONE = time_zone("CAREERPATH_TIME_ZONE", default="UTC")
USE_I18N = True
USE_TZ = True

# --- Files served -----------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = str(folder_to_make("CAREERPATH_STATIC_DIR", default=DATA_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "careerpath" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Against strangers ------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # data: for the second factor's QR code and Bootstrap's icons
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
KNOWN_BROWSER_COOKIE_NAME = "known"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
# Who signed in here last, so that a form sent after the session ended is shown to nobody else.
LAST_PERSON_COOKIE = "__Host-last-person" if HTTPS else "last-person"
# The session of a guest beside the one of who is signed in: assessments/guest_session.py.
GUEST_COOKIE_NAME = "__Host-guest" if HTTPS else "guest"
CSRF_FAILURE_VIEW = "careerpath.errors.csrf_failure"
# Read where they have no use, too: what makes no sense is refused by its name in any case.
REDIRECT_TO_HTTPS = boolean("CAREERPATH_REDIRECT_TO_HTTPS", default=True)
BEHIND_PROXY = boolean("CAREERPATH_BEHIND_PROXY", default=False)
if HTTPS:
    SECURE_SSL_REDIRECT = REDIRECT_TO_HTTPS
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    KNOWN_BROWSER_COOKIE_NAME = "__Host-known"
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = bounds.MOST_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = bounds.MOST_FIELDS

# --- What is written down while running -------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "careerpath.operations.logs.PlainFormatter"},
        "json": {"()": "careerpath.operations.logs.JsonFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain" if LOCAL else "json",
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handlers are silent without DEBUG or mail the admins; ours say it all once.
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # Who came in, who did not, what was changed: docs/security.md.
        "careerpath.security": {"level": "INFO"},
    },
}
