"""Everything that an installation may choose, read from the environment once.

With neither DATABASE_URL nor REDIS_URL this is the one-machine size: SQLite, in-memory channel
layer, worker and scheduler inside the web process. README.md lists every variable.
"""

import os
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from accounts import company_settings
from accounts.sign_in_settings import *  # noqa: F403  the same for every installation
from wellbeing.core.keys import Keys, load_keys
from wellbeing.core.logs import LOGGING  # noqa: F401  Django reads it here
from wellbeing.enum_names import ENUM_NAMES
from wellbeing.installed import INSTALLED_APPS  # noqa: F401  Django reads it here

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("AFTERCALL_DATA", BASE_DIR / "var")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
FRONTEND_DIR = Path(os.environ.get("AFTERCALL_FRONTEND", BASE_DIR / "frontend" / "dist"))
_FONTS = BASE_DIR / "frontend" / "node_modules"
FONTS_DIRS = (
    [Path(os.environ["AFTERCALL_FONTS"])]
    if "AFTERCALL_FONTS" in os.environ
    else [
        *(
            _FONTS / f"@embedpdf/fonts-{of}/fonts"
            for of in ("latin", "sc", "kr", "arabic", "hebrew")
        ),
        _FONTS / "@expo-google-fonts/noto-emoji/400Regular",
    ]
)

DATABASE_URL = os.environ.get("DATABASE_URL", "")
REDIS_URL = os.environ.get("REDIS_URL", "")
KEY_FILE = Path(os.environ.get("AFTERCALL_KEYS", DATA_DIR / "keys.json"))
# Where several machines share a database, one made up here would fit no other (core/checks.py).
KEYS_MISSING = bool(DATABASE_URL) and not ("AFTERCALL_KEYS" in os.environ and KEY_FILE.exists())
keys = Keys.fresh() if KEYS_MISSING else load_keys(KEY_FILE)
SECRET_KEY = keys.session
SUBJECT_KEY = keys.subject
PUSH_KEY = keys.push
AUDIT_KEY = keys.audit
CUSTOMER_KEY = keys.customer
SEALING_KEYS = keys.ring

DEBUG = False
DEMO = os.environ.get("AFTERCALL_DEMO") == "1"
ORIGIN = os.environ.get("AFTERCALL_ORIGIN", "http://localhost:8000").rstrip("/")
HTTPS = ORIGIN.startswith("https://")
OPERATOR = os.environ.get("AFTERCALL_OPERATOR", "").strip()
SERVICE_WORKER_OFF = os.environ.get("AFTERCALL_SERVICE_WORKER") == "off"

_host = urlsplit(ORIGIN).hostname or "localhost"
_more_hosts = os.environ.get("AFTERCALL_HOSTS", "").split()
ALLOWED_HOSTS = [_host, *_more_hosts, *([] if HTTPS else ["localhost", "127.0.0.1"])]
CSRF_TRUSTED_ORIGINS = [ORIGIN]
SOCKET_ORIGINS = [ORIGIN, *([] if HTTPS else ["http://localhost:*", "http://127.0.0.1:*"])]

MIDDLEWARE = [
    # First, so that redirects, files and refusals of all the others carry these headers too.
    "wellbeing.core.headers.Defences",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Load balancers ask by address, without a name or a certificate.
    "wellbeing.health.Answer",
    "wellbeing.core.static.StaticFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.headless.Presence",
    "accounts.headless.HeadlessDoor",
]
ROOT_URLCONF = "wellbeing.urls"
ASGI_APPLICATION = "wellbeing.asgi.application"
WSGI_APPLICATION = "wellbeing.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
APPEND_SLASH = False
# Numbers that differ only in case are one number: a constraint on lower() is stricter than unique.
# Whether a domain joins the browsers' preload list is for its owner to say, not for us.
SILENCED_SYSTEM_CHECKS = ["auth.W004", "security.W021"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Where things are kept -------------------------------------------------------------------
if DATABASE_URL:
    DATABASES = {
        "default": dj_database_url.parse(DATABASE_URL, conn_max_age=600, conn_health_checks=True)
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(DATA_DIR / "aftercall.sqlite3"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": (
                    # FULL: a phone forgets what we said is stored, also if the power fails.
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                    "PRAGMA busy_timeout=20000;PRAGMA cache_size=-16000;"
                ),
            },
        }
    }

if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            # A Redis that is away costs a moment, never the request.
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
    }
    # The pub/sub layer: redis-py 8 breaks the other one's defaults.
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL]},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    CHANNEL_LAYERS = {
        "default": {"BACKEND": "wellbeing.core.channel_layer.ThreadSafeInMemoryChannelLayer"}
    }

# --- Work in the background ------------------------------------------------------------------
# The host says nothing, but Kombu warns where there is none.
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
CELERY_BROKER_TRANSPORT = None if REDIS_URL else "wellbeing.core.file_broker:Transport"
CELERY_BROKER_DIR = DATA_DIR / "broker"
EMBEDDED_WORKER = not REDIS_URL

# --- Serving ---------------------------------------------------------------------------------
# The stock ASGI handler starts a thread for each request; see core/handler.py.
POOLED_HANDLER = os.environ.get("AFTERCALL_HANDLER", "pooled") == "pooled"
HANDLER_THREADS = int(os.environ.get("AFTERCALL_THREADS", "4"))
STATIC_URL = "/static/"
WHITENOISE_ROOT = FRONTEND_DIR
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = True  # the admin's own files, with nothing to collect first

# --- Who somebody is: the rest is in accounts/sign_in_settings.py ---------------------------
TRUSTED_PROXIES = int(os.environ.get("AFTERCALL_TRUSTED_PROXIES", "0"))
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
HEADLESS_FRONTEND_URLS = {
    "account_reset_password_from_key": f"{ORIGIN}/#/new-password/{{key}}",
    "account_confirm_email": f"{ORIGIN}/#/me",
    "account_signup": f"{ORIGIN}/#/",
    "socialaccount_login_error": f"{ORIGIN}/#/signin",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SOCIALACCOUNT_PROVIDERS = company_settings.providers(os.environ)

# --- Mail: shown on the console until a server is named ---------------------------------------
EMAIL_HOST = os.environ.get("AFTERCALL_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("AFTERCALL_MAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("AFTERCALL_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("AFTERCALL_MAIL_PASSWORD", "")
EMAIL_USE_SSL = os.environ.get("AFTERCALL_MAIL_TLS", "starttls") == "implicit"
EMAIL_USE_TLS = os.environ.get("AFTERCALL_MAIL_TLS", "starttls") == "starttls"
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("AFTERCALL_MAIL_FROM", f"Aftercall <aftercall@{_host}>")

# --- Push: to the browsers of people who asked for it -----------------------------------------
PUSH_CONTACT = f"mailto:{parseaddr(DEFAULT_FROM_EMAIL)[1]}"  # where push services may write to
PUSH_PROXY = os.environ.get("AFTERCALL_PUSH_PROXY", "")
# Browsers name their own makers' services. Anybody could name any other machine.
PUSH_HOSTS = os.environ.get(
    "AFTERCALL_PUSH_HOSTS",
    "fcm.googleapis.com *.push.services.mozilla.com *.notify.windows.com *.push.apple.com",
).split()
# Addresses inside the house are refused; a push service on this machine is for trying it out.
PUSH_INSIDE = os.environ.get("AFTERCALL_PUSH_INSIDE") == "1"

# --- The customer system (CRM): told who is flagged, and when that ends -----------------------
CRM_WEBHOOK = os.environ.get("AFTERCALL_CRM_WEBHOOK", "")
CRM_SECRET = os.environ.get("AFTERCALL_CRM_SECRET", "")

# --- Sessions --------------------------------------------------------------------------------
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 24 * 3600  # until the app says what it runs on; see accounts/devices.py
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"

# --- Defences --------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # load balancers ask from inside, without TLS
CSRF_FAILURE_VIEW = "wellbeing.core.problems.csrf_failed"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Nothing leaves the house; a form post to ourselves still says where it comes from.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        # Evidence is shown from the page's own memory, and nowhere kept.
        "media-src": ["blob:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "font-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF, *company_settings.origins(os.environ)],
        "frame-ancestors": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["svelte-trusted-html", "aftercall"],
    }
}
_DENIED = "camera microphone geolocation payment usb serial midi display-capture"
PERMISSIONS_POLICY: dict[str, list[str]] = {name: [] for name in _DENIED.split()}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- The API ---------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.rights.ByTable"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["wellbeing.core.parsers.JsonParser"],
    "DEFAULT_SCHEMA_CLASS": "wellbeing.core.schema.Schema",
    "EXCEPTION_HANDLER": "wellbeing.core.problems.handle",
    "NUM_PROXIES": TRUSTED_PROXIES,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Aftercall",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["accounts.rights.ByTable"],
    "ENUM_NAME_OVERRIDES": ENUM_NAMES,
}

# --- Languages and time ----------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Chinese")), ("ru", _("Russian"))]
LOCALE_PATHS = [BASE_DIR / "wellbeing" / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# --- Talks -----------------------------------------------------------------------------------
# How long a talk stays to be read once it is closed; then its key is destroyed.
CASES_KEPT: timedelta = timedelta(days=int(os.environ.get("AFTERCALL_CASES_KEPT_DAYS", "365")))
TALKS_KEPT: timedelta = timedelta(hours=int(os.environ.get("AFTERCALL_TALKS_KEPT_HOURS", "24")))

# --- Counselling: how long appointments and the counsellor's own notes on them are kept ------
COUNSELLING_WEEKS: int = int(os.environ.get("AFTERCALL_COUNSELLING_WEEKS", "26"))

# --- Evidence: a ClamAV to ask, host:port or the path of its socket --------------------------
CLAMAV: str = os.environ.get("AFTERCALL_CLAMAV", "")

# --- Trends ----------------------------------------------------------------------------------
# On whose clock a week ends, and the copy of what was released; keep it out of database backups.
ORGANISATION_TIME_ZONE: str = os.environ.get("AFTERCALL_TIME_ZONE", "UTC")
RELEASES_FILE: Path = Path(os.environ.get("AFTERCALL_RELEASES", DATA_DIR / "releases.jsonl"))

# --- Clocks of cases (docs/decisions/0011) -----------------------------------------------------
# Whose law holds where nobody signed, and when somebody works; a reporter has their own country.
ORGANISATION_COUNTRY: str = os.environ.get("AFTERCALL_COUNTRY", "").strip().upper()
BUSINESS_HOURS: str = os.environ.get("AFTERCALL_BUSINESS_HOURS", "Mon-Fri 09:00-17:00")
