"""Django's settings, read from the data folder and three variables of the environment.

HANDBILL_DATA    the data folder (default: ~/.local/share/handbill)
HANDBILL_ORIGIN  the address people type, e.g. https://desk.example.org (default: http://127.0.0.1:8765)
DATABASE_URL     postgresql://user:password@host:port/name; absent or empty: SQLite in the data folder
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from handbill.base.catalogues import SOURCE, compiled_in, languages_in
from handbill.base.instance import DATABASE_FILE, database_from_url, secret_of
from handbill.base.logs import REQUESTS, level_of_requests

DATA = Path(os.environ.get("HANDBILL_DATA") or Path.home() / ".local/share/handbill")
ORIGIN = os.environ.get("HANDBILL_ORIGIN") or "http://127.0.0.1:8765"
SECRET_KEY = secret_of(DATA)

IS_HTTPS = ORIGIN.startswith("https://")
HOST = urlsplit(ORIGIN).hostname or "127.0.0.1"
DEBUG = False
ALLOWED_HOSTS = [HOST, "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [ORIGIN]
ROOT_URLCONF = "handbill.urls"
WSGI_APPLICATION = "handbill.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "handbill.base",
    "handbill.accounts",
    "handbill.copies",
    "handbill.plan",
    "handbill.press",
    "handbill.facts",
    "handbill.people",
    "handbill.followup",
    "handbill.sync",
    "handbill.sheets",
    "handbill.field",
    "handbill.learn",
    "handbill.debrief",
    "handbill.mail",
    "handbill.notices",
    "handbill.signup",
    "handbill.exchange",
    "handbill.desk",
]

MIDDLEWARE = [
    "handbill.base.logs.RequestLines",
    "handbill.base.middleware.SecureOrigin",
    "handbill.base.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "handbill.accounts.middleware.MemberAtTheDesk",
    "django.contrib.messages.middleware.MessageMiddleware",
    "handbill.base.middleware.RefusalsAsPages",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["handbill.base.templatetags.parts"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "handbill.accounts.context.desk_frame",
            ],
        },
    }
]

# The masthead and the tabs, in this order. A room brings its line when it has a page.
DESK_SECTIONS = [
    {"address": "/", "label": _("Today"), "icon": "list", "letter": "t"},
    {
        "address": "/outings/",
        "label": _("Outings"),
        "icon": "calendar",
        "letter": "o",
        "also": ("/places/",),
    },
    {"address": "/people/", "label": _("People"), "icon": "person", "letter": "p", "needs": "has_people"},
    {"address": "/paper/", "label": _("Paper"), "icon": "pen", "letter": "r"},
    {"address": "/copies/", "label": _("Copies"), "icon": "sheet", "letter": "c"},
    {"address": "/learn/", "label": _("Learn"), "icon": "range", "letter": "l"},
    {
        "address": "/set-up/",
        "label": _("Set-up"),
        "icon": "more",
        "needs": "is_organiser",
        "is_end": True,
        "also": ("/first-sentences/",),
    },
]

# SQLite: WAL with FULL, since a phone forgets what the server said it has; IMMEDIATE, since read-then-write must not fail.
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA / DATABASE_FILE,
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
        "PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-20000;",
    },
    "TEST": {"NAME": DATA / "test.sqlite3"},
}
DATABASES = {"default": database_from_url(os.environ.get("DATABASE_URL", "")) or SQLITE}

AUTH_USER_MODEL = "accounts.Member"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "handbill.accounts.backends.UnlockBackend"]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"

SESSION_ENGINE = "handbill.accounts.sessions"
SESSION_COOKIE_NAME = "__Host-handbill" if IS_HTTPS else "handbill"
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "handbill.base.views.form_expired"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 31536000 if IS_HTTPS else 0

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 0
WHITENOISE_ALLOW_ALL_ORIGINS = False

LANGUAGE_CODE = SOURCE
LOCALE = Path(__file__).parent / "locale"
LOCALE_PATHS = [compiled_in(LOCALE, DATA / "locale")]
LANGUAGES = languages_in(LOCALE)
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1 / 6  # hours: ten minutes
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "handbill.accounts.tries.network_of"
AXES_USERNAME_CALLABLE = "handbill.accounts.tries.name_of_tries"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "handbill.accounts.tries.page_of_its_own"
AXES_VERBOSE = False
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_SENSITIVE_PARAMETERS = ["username", "password", "login"]
AXES_DISABLE_ACCESS_LOG = True

# Ids and counts only: never a request body, a query string, a card or a key.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "formatters": {"plain": {"()": "handbill.base.logs.PlainFormatter"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},
        "axes": {"level": "ERROR"},
        REQUESTS: {"level": level_of_requests()},
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
