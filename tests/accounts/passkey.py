"""A passkey in software: it makes a key pair, and signs what it is asked to."""

import json
import os
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

ORIGIN = "http://localhost"
FLAG = AuthenticatorData.FLAG


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


class Passkey:
    """`verifies`: whether it asks its person for a finger, a face or a PIN."""

    def __init__(self, *, verifies: bool = True) -> None:
        self.flags = FLAG.UP | (FLAG.UV if verifies else FLAG(0))
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(16)
        self.count = 0

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        asked = options["publicKey"]
        self.handle = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        made = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        data = self._data(asked["rp"]["id"], made)
        attestation = AttestationObject.create("none", data, {})
        client = self._client("webauthn.create", asked["challenge"])
        return self._said(clientDataJSON=text(client), attestationObject=text(attestation))

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        asked = options["publicKey"]
        data = self._data(asked["rpId"])
        client = self._client("webauthn.get", asked["challenge"])
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._said(
            clientDataJSON=text(client),
            authenticatorData=text(data),
            signature=text(signature),
            userHandle=self.handle,
        )

    def _data(self, rp: str, made: AttestedCredentialData | None = None) -> AuthenticatorData:
        self.count += 1
        flags = self.flags | (FLAG.AT if made else FLAG(0))
        return AuthenticatorData.create(
            sha256(rp.encode()).digest(), flags, self.count, made or b""
        )

    def _client(self, type: str, challenge: str) -> bytes:
        return json.dumps({"type": type, "challenge": challenge, "origin": ORIGIN}).encode()

    def _said(self, **response: str) -> dict[str, Any]:
        name = text(self.id)
        said = {"id": name, "rawId": name, "type": "public-key", "response": response}
        return said | {"clientExtensionResults": {}}
