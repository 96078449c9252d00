"""Settings: one file, read from the environment, with an embedded default that needs none of it."""

from datetime import timedelta
from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.path("VAR_DIR", BASE_DIR / "var")
KEYS_DIR = env.path("KEYS_DIR", VAR_DIR / "keys")
SECRET_KEY = env.secret("SECRET_KEY", KEYS_DIR / "secret_key", least=50)
RECORD_KEYS_FILE = env.path("RECORD_KEYS_FILE", KEYS_DIR / "record_keys")
ACCOUNT_KEYS_FILE = env.path("ACCOUNT_KEYS_FILE", KEYS_DIR / "account_keys")
CHECKPOINT_KEYS_FILE = env.path("CHECKPOINT_KEYS_FILE", KEYS_DIR / "checkpoint_keys")
EVIDENCE_DIR = env.path("EVIDENCE_DIR", VAR_DIR / "evidence")
REPORTS_DIR = env.path("REPORTS_DIR", VAR_DIR / "reports")
BACKUP_DIR = env.path("BACKUP_DIR", VAR_DIR / "backups")
FONTS_DIR = env.path("FONTS_DIR", VAR_DIR / "fonts")
LAW_DIR = BASE_DIR / "casework" / "law"

DEBUG = env.flag("DEBUG", False)
ORIGIN = env.origin("ORIGIN", "http://localhost:8000")
HTTPS = ORIGIN.startswith("https://")
# A second name for the files that people uploaded, so that none of them ever shares an origin with a session.
FILES_ORIGIN = env.second_origin("FILES_ORIGIN", ORIGIN)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", f"{env.host_of(ORIGIN)} localhost 127.0.0.1 [::1] {env.host_of(FILES_ORIGIN)}")
CSRF_TRUSTED_ORIGINS = [ORIGIN]
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)  # how many stand before the server, each adding whom it saw

INSTALLED_APPS = [
    "config",
    "reports",
    "casework",
    "incidents",
    "accounts",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "config.headers.ExactHeaders",
    "config.headers.FilesHost",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.headers.PageMethods",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.SessionBounds",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SecondFactorFirst",
    "axes.middleware.AxesMiddleware",
    "config.unreadable.UnreadableRecord",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
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

# Forms are drawn by the templates in config/templates/forms, so that `{{ form }}` looks alike on every page.
FORM_RENDERER = "config.rendering.Renderer"

# IMMEDIATE: a writer waits for the lock at its first statement and never fails halfway (SQLite's upgrade deadlock).
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
DATABASES = {"default": dj_database_url.parse(env.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'threshold.sqlite3'}"))}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
# Limits and used-up codes hold for all workers together, so they need a memory that all share.
CACHE_URL = env.text("CACHE_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
    if CACHE_URL
    # Never culled within reach: whoever comes from many addresses must not push the counters of others out.
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
API_PREFIX = "/api/"

# Signing in. Nobody signs up; an invitation makes the person.
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_FORMS = {
    "login": "accounts.signing.forms.SignInForm",
    "reauthenticate": "accounts.signing.forms.ConfirmForm",
    "change_password": "accounts.signing.forms.NewPasswordForm",
}
# Tries in a quarter of an hour: ten for an account or its codes, thirty from an address (or all that stand behind it).
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "10/15m/key", "tries_from_address": "30/15m/ip"}
MFA_ADAPTER = "accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "accounts.signing.forms.SecondStepForm",
    "reauthenticate": "accounts.signing.forms.ConfirmCodeForm",
    "activate_totp": "accounts.signing.forms.CodeAppForm",
    "add_webauthn": "accounts.signing.forms.PasskeyForm",
    "edit_webauthn": "accounts.signing.forms.RenamePasskeyForm",
}
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_CALLABLE = "accounts.signing.locked.address_tried"
AXES_CLIENT_IP_CALLABLE = "accounts.addresses.of"
AXES_LOCKOUT_CALLABLE = "accounts.signing.locked.page"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "next", "csrfmiddlewaretoken"]
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # an address is limited by the rate above; a whole shelter can stand behind one
AXES_VERBOSE = False
CSRF_FAILURE_VIEW = "config.views.form_expired"
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" makes browsers send `Origin: null`, and every form is refused
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", *([FILES_ORIGIN] if FILES_ORIGIN else [])],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *([FILES_ORIGIN] if FILES_ORIGIN else [])],  # asking for an original leads there
        "frame-ancestors": [NONE],
    }
}

# Without a mail server nothing is ever sent: links are handed over by people.
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", True)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("EMAIL_FROM", f"threshold@{env.host_of(ORIGIN)}")
EMAIL_TIMEOUT = 10

# Signed checkpoints of the ledger are kept where whoever has this machine cannot change them. Nothing goes anywhere unasked.
CHECKPOINT_DIR = env.folder("CHECKPOINT_DIR")
CHECKPOINT_MAIL = env.words("CHECKPOINT_MAIL")
TIMESTAMP_URL = env.address("TIMESTAMP_URL")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# A document is at most a few hundred kilobytes; evidence streams past these limits into the store.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
EVIDENCE_MAX_BYTES = 2 * 1024**3

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.tokens.TokenAuthentication",
        "accounts.tokens.CookieAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["incidents.api.permissions.DenyByDefault"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["incidents.api.parsers.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "incidents.api.errors.handle",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Threshold",
    "DESCRIPTION": "Incidents, their evaluation against the law in force, and findings.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["incidents.api.permissions.MayRecord"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "incidents.api.openapi.add_document",
    ],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# The job row in the database is the truth; the queue only wakes a worker, and by default the work runs in process.
CELERY_BROKER_URL = env.text("CELERY_BROKER_URL", "memory://")
CELERY_TASK_ALWAYS_EAGER = CELERY_BROKER_URL == "memory://"
if CELERY_BROKER_URL == "filesystem://":  # no service beside the worker; messages hold ids alone
    QUEUE = VAR_DIR / "queue"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE / "messages"),
        "data_folder_out": str(QUEUE / "messages"),
        "control_folder": str(QUEUE / "control"),
        "processed_folder": str(QUEUE / "processed"),
        "store_processed": False,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BEAT_SCHEDULE = {
    "abandoned reports": {"task": "reports.sweep_reports", "schedule": 10.0},
    "a backup every night": {"task": "config.back_up", "schedule": crontab(hour=4, minute=50)},
    "ledger, record and stored files every night": {
        "task": "incidents.check_everything",
        "schedule": crontab(hour=2, minute=20),
    },
    "files that no row names, and drafts nobody can finish": {
        "task": "incidents.sweep",
        "schedule": crontab(hour=3, minute=40),
    },
    "a signed checkpoint of the ledger": {"task": "incidents.sign_ledger", "schedule": 600.0},
    "evidence nobody looked into": {"task": "incidents.inspect_evidence", "schedule": 60.0},
    "a proposed release of the law": {"task": "casework.tasks.weigh_release", "schedule": 60.0},
    "incidents without an evaluation": {"task": "casework.tasks.evaluate_pending", "schedule": 60.0},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "filters": {"without_links": {"()": "accounts.people.hiding.WithoutLinks"}},
    "loggers": {
        "axes": {"level": "ERROR"},
        "allauth": {"level": "WARNING"},
        "celery": {"level": "WARNING"},
        "kombu": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
        "django.request": {"filters": ["without_links"]},
        "django.security.csrf": {"filters": ["without_links"]},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
}
