"""Routes that are not ours to answer by the table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outside:
    """A route beside the table: why, and its only methods with their statuses."""

    why: str
    answers: dict[str, int]


OUTSIDE: dict[str, Outside] = {
    "app": Outside("the same page for everybody", {"GET": 200, "HEAD": 200}),
    "service-worker": Outside("the same file for everybody", {"GET": 200, "HEAD": 200}),
    "share": Outside("drops what is shared, unread, and opens the app", {"POST": 302}),
    "health": Outside("asked by load balancers; tells nothing", {"GET": 200, "HEAD": 200}),
}

# --- django-allauth answers these by itself ------------------------------------------------------
MINE, ANYBODY, CLOSED = "for somebody signed in", "also for a stranger", "not offered here"
ALLAUTH: dict[str, str] = {
    "config": ANYBODY,
    "account:current_session": MINE,
    "account:reauthenticate": MINE,
    "account:confirm_login_code": CLOSED,
    "account:request_password_reset": ANYBODY,
    "account:reset_password": ANYBODY,
    "account:login": ANYBODY,
    "account:signup": CLOSED,
    "account:verify_email": CLOSED,
    "account:resend_email_verification_code": CLOSED,
    "account:verify_phone": CLOSED,
    "account:resend_phone_verification_code": CLOSED,
    "account:change_password": MINE,
    "account:manage_email": CLOSED,
    "account:manage_phone": CLOSED,
    "socialaccount:manage_providers": MINE,
    "socialaccount:provider_signup": CLOSED,
    "socialaccount:redirect_to_provider": ANYBODY,
    "socialaccount:provider_token": CLOSED,
    "mfa:authenticate": ANYBODY,
    "mfa:reauthenticate": MINE,
    "mfa:authenticate_webauthn": ANYBODY,
    "mfa:reauthenticate_webauthn": MINE,
    "mfa:login_webauthn": ANYBODY,
    "mfa:authenticators": MINE,
    "mfa:manage_totp": MINE,
    "mfa:manage_recovery_codes": MINE,
    "mfa:manage_webauthn": MINE,
}
# What a stranger gets out of them without a password, a code or a passkey.
FOR_A_STRANGER: dict[tuple[str, str], int] = {
    ("config", "GET"): 200,
    ("config", "HEAD"): 200,
    ("mfa:login_webauthn", "GET"): 200,  # the challenge that a passkey answers
    ("mfa:login_webauthn", "HEAD"): 200,
    ("socialaccount:redirect_to_provider", "POST"): 302,  # back to our own sign-in page
}
# Where the company's own sign-in comes back to; they exist only for a configured provider.
COMPANY_SIGN_IN = {
    "saml_acs",
    "saml_finish_acs",
    "saml_sls",
    "saml_metadata",
    "saml_login",
    "openid_connect_login",
    "openid_connect_callback",
}
# Django's admin, kept by accounts/admin_site.py for administrators with a second factor.
ADMIN = "admin:"
