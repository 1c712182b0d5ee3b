"""Company sign-in as the environment describes it; read by the settings, so nothing of Django."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit


def providers(env: Mapping[str, str]) -> dict[str, Any]:
    """For SOCIALACCOUNT_PROVIDERS: OpenID Connect, SAML, both or none."""
    found = {}
    if env.get("AFTERCALL_OIDC_ISSUER"):
        found["openid_connect"] = {"APPS": [_oidc(env)], "OAUTH_PKCE_ENABLED": True}
    if env.get("AFTERCALL_SAML_ENTITY_ID"):
        found["saml"] = {"APPS": [_saml(env)]}
    return found


def origins(env: Mapping[str, str]) -> list[str]:
    """Where the sign-in button may lead; browsers hold a form to the page's policy."""
    said = [env.get(f"AFTERCALL_{name}", "") for name in _ADDRESSES]
    parts = [urlsplit(address) for address in said if address]
    more = env.get("AFTERCALL_SIGN_IN_ORIGINS", "").split()
    return sorted({f"{part.scheme}://{part.netloc}" for part in parts} | set(more))


_ADDRESSES = ("OIDC_ISSUER", "SAML_SSO_URL", "SAML_METADATA_URL")


def _oidc(env: Mapping[str, str]) -> dict[str, Any]:
    return {
        "provider_id": "company",
        "name": env.get("AFTERCALL_OIDC_NAME", "OpenID Connect"),
        "client_id": env["AFTERCALL_OIDC_CLIENT_ID"],
        "secret": env.get("AFTERCALL_OIDC_CLIENT_SECRET", ""),
        "settings": {
            "server_url": env["AFTERCALL_OIDC_ISSUER"].rstrip("/"),
            "oauth_pkce_enabled": True,
            "number_claim": env.get("AFTERCALL_OIDC_NUMBER_CLAIM", ""),
            "trust_addresses": env.get("AFTERCALL_OIDC_TRUST_ADDRESSES") == "1",
        },
    }


def _saml(env: Mapping[str, str]) -> dict[str, Any]:
    return {
        "provider_id": "company-saml",
        "name": env.get("AFTERCALL_SAML_NAME", "SAML"),
        "client_id": "company",  # a word in our own addresses: /accounts/saml/company/
        "settings": {
            "idp": _identity_provider(env),
            "attribute_mapping": {
                "uid": env.get("AFTERCALL_SAML_UID_ATTRIBUTE", _SUBJECT),
                "email": env.get("AFTERCALL_SAML_EMAIL_ATTRIBUTE", _EMAIL),
            },
            "use_nameid_for_email": env.get("AFTERCALL_SAML_NAME_ID_IS_EMAIL") == "1",
            # The company signs what it says about its own people's addresses.
            "trust_addresses": True,
            "number_claim": env.get("AFTERCALL_SAML_NUMBER_ATTRIBUTE", ""),
            # Asked for by us, and answered once: reject_idp_initiated_sso stays at its default.
            "advanced": {"want_attribute_statement": False},
        },
    }


_SUBJECT = "urn:oasis:names:tc:SAML:attribute:subject-id"
_EMAIL = "urn:oid:0.9.2342.19200300.100.1.3"


def _identity_provider(env: Mapping[str, str]) -> dict[str, str]:
    idp = {"entity_id": env["AFTERCALL_SAML_ENTITY_ID"]}
    if address := env.get("AFTERCALL_SAML_METADATA_URL"):
        return idp | {"metadata_url": address}
    return idp | {
        "sso_url": env["AFTERCALL_SAML_SSO_URL"],
        "x509cert": env["AFTERCALL_SAML_CERTIFICATE"],
    }
