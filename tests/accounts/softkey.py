"""A passkey made of software: registers and signs in as a browser's would, without a browser."""

from __future__ import annotations

import json
import secrets
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from careerpath.accounts.models import User

RP = "localhost"
ORIGIN = f"http://{RP}"
VERIFIED = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


class SoftKey:
    """One key of one person; it always says that their finger was right."""

    def __init__(self, person: User) -> None:
        self.person, self.id = person, secrets.token_bytes(16)
        self.key = ec.generate_private_key(ec.SECP256R1())
        public = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        flags = VERIFIED | AuthenticatorData.FLAG.AT
        made = AuthenticatorData.create(sha256(RP.encode()), flags, 0, credential)
        said = CollectedClientData.create("webauthn.create", b"x" * 16, ORIGIN)
        response = {
            "clientDataJSON": websafe_encode(said),
            "attestationObject": websafe_encode(AttestationObject.create("none", made, {})),
        }
        self.registered = self._answer(response) | {
            "clientExtensionResults": {"credProps": {"rk": True}}
        }
        Authenticator.objects.create(
            user=person, type="webauthn", data={"name": "Key", "credential": self.registered}
        )

    def signs_in(self, client: Client) -> Any:
        """Ask for a challenge, sign it, and send it as the button on the sign-in page does."""
        asked = client.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})
        return self.answers(client, asked.json()["request_options"]["publicKey"]["challenge"])

    def answers(self, client: Client, challenge: str) -> Any:
        """Sign a challenge that was asked for, and send it."""
        return client.post(
            "/accounts/2fa/webauthn/login/", {"credential": json.dumps(self.signed(challenge))}
        )

    def signed(self, challenge: str) -> dict[str, Any]:
        """What a browser sends for a challenge."""
        said = CollectedClientData.create("webauthn.get", challenge, ORIGIN)
        shown = AuthenticatorData.create(sha256(RP.encode()), VERIFIED, 1)
        signature = self.key.sign(shown + said.hash, ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": websafe_encode(said),
            "authenticatorData": websafe_encode(shown),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(user_pk_to_url_str(self.person).encode()),
        }
        return self._answer(response)

    def _answer(self, response: dict[str, str]) -> dict[str, Any]:
        name = websafe_encode(self.id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response}
