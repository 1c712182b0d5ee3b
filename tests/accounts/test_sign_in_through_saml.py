"""The company vouches over SAML; an answer that it did not sign for us opens nothing."""

import base64
import datetime
import re
import uuid
import zlib
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Saml

from accounts import company_settings
from tests.accounts.allauth import BASE
from tests.people import ApiClient

pytestmark = pytest.mark.django_db

IDP = "https://login.northwind.example/saml"
HERE = "http://localhost/accounts/saml/company"
SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
DIGEST = "http://www.w3.org/2001/04/xmlenc#sha256"

RESPONSE = """\
<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
    xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_{response}" Version="2.0"
    IssueInstant="{now}" Destination="{here}/acs/" InResponseTo="{asked}">
  <saml:Issuer>{idp}</saml:Issuer>
  <samlp:Status>
    <samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>
  </samlp:Status>
  <saml:Assertion ID="_{assertion}" Version="2.0" IssueInstant="{now}">
    <saml:Issuer>{idp}</saml:Issuer>
    <saml:Subject>
      <saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">a-1</saml:NameID>
      <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
        <saml:SubjectConfirmationData NotOnOrAfter="{soon}" Recipient="{here}/acs/"
            InResponseTo="{asked}"/>
      </saml:SubjectConfirmation>
    </saml:Subject>
    <saml:Conditions NotBefore="{before}" NotOnOrAfter="{soon}">
      <saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction>
    </saml:Conditions>
    <saml:AuthnStatement AuthnInstant="{now}" SessionIndex="_s">
      <saml:AuthnContext><saml:AuthnContextClassRef>
        urn:oasis:names:tc:SAML:2.0:ac:classes:Password
      </saml:AuthnContextClassRef></saml:AuthnContext>
    </saml:AuthnStatement>
    <saml:AttributeStatement>
      <saml:Attribute Name="urn:oid:0.9.2342.19200300.100.1.3">
        <saml:AttributeValue>{email}</saml:AttributeValue></saml:Attribute>
      <saml:Attribute Name="staff_no">
        <saml:AttributeValue>{number}</saml:AttributeValue></saml:Attribute>
    </saml:AttributeStatement>
  </saml:Assertion>
</samlp:Response>
"""


def key_and_certificate() -> tuple[str, str]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Northwind")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(pem, form, plain).decode(), certificate.public_bytes(pem).decode()


COMPANY, STRANGERS = key_and_certificate(), key_and_certificate()


def moment(minutes: int = 0) -> str:
    at = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=minutes)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


class Window:
    """A browser that follows our button to the company, and carries its answer back."""

    def __init__(self) -> None:
        self.client = ApiClient(HTTP_HOST="localhost")
        form = {"provider": "company-saml", "callback_url": "http://localhost/", "process": "login"}
        left = self.client.post(f"{BASE}/auth/provider/redirect", form, format="multipart")
        assert left["Location"].startswith(f"{IDP}/sso"), left["Location"]
        packed = parse_qs(urlsplit(left["Location"]).query)["SAMLRequest"][0]
        request = zlib.decompress(base64.b64decode(packed), -15).decode()
        self.asked = re.search(r'ID="(\w+)"', request)[1]

    def response(self, **more: str) -> str:
        words = {
            "response": uuid.uuid4().hex, "assertion": uuid.uuid4().hex, "idp": IDP, "here": HERE,
            "asked": self.asked, "now": moment(), "before": moment(-1), "soon": moment(2),
            "audience": f"{HERE}/metadata/", "email": "asha@northwind.example", "number": "",
        }  # fmt: skip
        return RESPONSE.format(**words | more)

    def come_back(self, xml: str | bytes) -> str | None:
        """Who is signed in then."""
        text = xml.encode() if isinstance(xml, str) else xml
        given = {"SAMLResponse": base64.b64encode(text).decode()}
        answer = self.client.post("/accounts/saml/company/acs/", given, format="multipart")
        self.ended_at = self.client.get(answer["Location"]).get("Location", "")
        return self.client.get("/api/v1/people/me").json().get("login")


def signed(xml: str, by: tuple[str, str] = COMPANY) -> bytes:
    found = Saml.add_sign(xml, *by, sign_algorithm=SHA256, digest_algorithm=DIGEST)
    return found if isinstance(found, bytes) else found.encode()


@pytest.fixture
def asha(asha):
    asha.email = "asha@northwind.example"
    asha.save()
    return asha


@pytest.fixture
def window(asha, settings):
    env = {
        "AFTERCALL_SAML_ENTITY_ID": IDP,
        "AFTERCALL_SAML_SSO_URL": f"{IDP}/sso",
        "AFTERCALL_SAML_CERTIFICATE": COMPANY[1],
        "AFTERCALL_SAML_NUMBER_ATTRIBUTE": "staff_no",
    }
    settings.SOCIALACCOUNT_PROVIDERS = company_settings.providers(env)
    return Window()


def test_an_answer_signed_for_us_opens_the_entry(window):
    assert window.come_back(signed(window.response())) == "asha"


def test_a_personnel_number_is_enough(window):
    answer = window.response(email="other@elsewhere.example", number="asha")

    assert window.come_back(signed(answer)) == "asha"


def test_an_answer_that_nobody_signed_is_refused(window):
    assert window.come_back(window.response()) is None
    assert "error" in window.ended_at


def test_an_answer_that_somebody_else_signed_is_refused(window):
    assert window.come_back(signed(window.response(), STRANGERS)) is None


def test_an_answer_for_another_house_is_refused(window):
    answer = window.response(audience="https://elsewhere.example/metadata")

    assert window.come_back(signed(answer)) is None


def test_an_answer_that_was_changed_after_signing_is_refused(window, ben):
    ben.email = "ben@northwind.example"
    ben.save()
    answer = signed(window.response()).replace(b"asha@northwind", b"ben@northwind")

    assert window.come_back(answer) is None


def test_an_answer_that_comes_too_late_is_refused(window):
    answer = window.response(soon=moment(-10), before=moment(-20))

    assert window.come_back(signed(answer)) is None


def test_an_answer_works_once(window):
    answer = signed(window.response())
    window.come_back(answer)
    window.client.delete(f"{BASE}/auth/session")

    assert window.come_back(answer) is None


def test_an_answer_that_another_browser_asked_for_is_refused(window):
    other = Window()

    assert other.come_back(signed(window.response())) is None


def test_nobody_is_created(window):
    answer = window.response(email="new@northwind.example")

    assert window.come_back(signed(answer)) is None
    assert "error" in window.ended_at
