"""The session store: a database row that knows its person and its kind of device."""

import json
from typing import Any

from cryptography.fernet import InvalidToken
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

from accounts import sealing
from accounts.models import Device, Session

DEVICE = "device"  # {"kind": ..., "seen": ...}, once the app has said what it runs on
SESSIONS = "sessions"


class SessionStore(db.SessionStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = super().create_model_instance(data)
        assert isinstance(row, Session)
        row.person_id = data.get(SESSION_KEY)
        return row

    # Sealed: it holds the moments of signing in, which would stand beside those of check-ins.
    def encode(self, session_dict: dict[str, Any]) -> str:
        return sealing.seal(json.dumps(session_dict), purpose=SESSIONS)

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        try:
            found: dict[str, Any] = json.loads(sealing.open_sealed(session_data, purpose=SESSIONS))
        except InvalidToken:  # sealed under a key that is gone: nobody is signed in
            return {}
        return found

    def get_expire_at_browser_close(self) -> bool:
        """Only somebody's own phone keeps the cookie when its browser is closed."""
        return (self.get(DEVICE) or {}).get("kind") != Device.Kind.OWN

    def cycle_key(self) -> None:
        """A new password, say, gives the session a new key; its device follows."""
        data, old = dict(self.items()), self.session_key
        self.create()
        self.update(data)
        if old:
            Device.objects.filter(session_key=old).update(session_key=self.session_key)
            self.delete(old)

    def delete(self, session_key: str | None = None) -> None:
        super().delete(session_key)
        Device.objects.filter(session_key=session_key or self.session_key).delete()
