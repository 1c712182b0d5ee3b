"""It connects to an address, and trusts whoever is there only with a certificate of the name."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.utils import timezone

from tests.notifications.phones import browser
from wellbeing.notifications import sending
from wellbeing.notifications.browser import Browser
from wellbeing.notifications.sending import Fate

PUBLIC_ADDRESS = "93.184.216.34"
TAKEN = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"


def certificate_of(name: str, folder: Path) -> Path:
    """Key and certificate in one file, signed by themselves."""
    key, subject = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(secret + made.public_bytes(Encoding.PEM))
    return file


@pytest.fixture
def reached(tmp_path, monkeypatch) -> Iterator[Callable[[str], list[str]]]:
    """reached("push.example.org"): who is at the address; whose name they were asked for."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    asked: list[str] = []

    def answer(context: ssl.SSLContext) -> None:
        with listening.accept()[0] as plain:
            try:
                with context.wrap_socket(plain, server_side=True) as tls:
                    asked.append(tls.recv(4096).decode(errors="replace"))
                    tls.sendall(TAKEN)
            except OSError:
                return  # the other side hung up

    def begin(name: str) -> list[str]:
        file = certificate_of(name, tmp_path)
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        threading.Thread(target=answer, args=(context,), daemon=True).start()
        return asked

    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (PUBLIC_ADDRESS, 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **more: found)
    monkeypatch.setattr(socket, "create_connection", lambda *args, **more: _straight_to(port))
    sending._client.cache_clear()  # it has read whom to trust
    yield begin
    listening.close()
    sending._client.cache_clear()


def _straight_to(port: int) -> socket.socket:
    way = socket.socket()
    way.connect(("127.0.0.1", port))
    return way


def send() -> Fate:
    now = timezone.now()
    return sending.deliver(Browser(**browser()), "x", lasts=timedelta(minutes=1), now=now).fate


def test_the_one_who_has_the_name_gets_it(reached):
    asked = reached("updates.push.services.mozilla.com")
    assert send() is Fate.TAKEN

    assert "Host: updates.push.services.mozilla.com\r\n" in asked[0]


def test_anybody_else_at_that_address_gets_nothing(reached):
    asked = reached("other.example.com")

    assert send() is Fate.NOT_TAKEN
    assert asked == []
