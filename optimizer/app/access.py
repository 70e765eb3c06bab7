"""Access (登录): who signs in, for how long, and how often one may try; cookies are signed with the server's secret."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets

from optimizer.app.permit import Permit
from optimizer.domain.record import Role
from optimizer.errors import NotAllowed
from optimizer.store.store import Store
from optimizer.text import access as words

LASTS = dt.timedelta(hours=12)
"""How long a login lasts: a working day."""
WINDOW = dt.timedelta(minutes=15)
PER_USER, PER_ADDRESS = 5, 30
"""Attempts to sign in within the window."""


class Access:
    """Sign in, sign out, and find the permit of a cookie."""

    def __init__(self, store: Store, secret: str) -> None:
        self.store, self._secret = store, secret.encode()

    def sign_in(self, name: str, password: str, address: str) -> str:
        """Return the cookie of a new session; raise NotAllowed for a wrong name or password and for too many tries.

        Takes as long as hashing a password does: belongs in a thread.
        """
        key = f"user {name.strip().casefold()}"
        wait = self.store.attempts.take({key: PER_USER, f"address {address}": PER_ADDRESS}, WINDOW)
        if wait:
            raise NotAllowed(words.WAIT.format(minutes=-(-wait // 60)))
        user = self.store.users.check(name.strip(), password)
        if user is None:
            raise NotAllowed(words.WRONG)
        self.store.attempts.forget(key)
        return self._signed(self.store.sessions.open(user.name, LASTS, address))

    def permit(self, cookie: str) -> Permit | None:
        """Return the permit of a cookie, None when its signature is not ours or its session has ended."""
        token = self._token(cookie)
        user = self.store.sessions.user(token) if token else None
        return Permit(user.name, lambda: self._role(token)) if user else None

    def _role(self, token: str) -> Role | None:
        user = self.store.sessions.user(token)
        return user.role if user else None

    def sign_out(self, cookie: str) -> None:
        """End the session of a cookie."""
        if token := self._token(cookie):
            self.store.sessions.end(token)

    def change_password(self, who: str, old: str, new: str, address: str) -> None:
        """Give oneself a new password, which ends one's sessions; raise NotAllowed when the old one is wrong."""
        key = f"user {who.casefold()}"
        wait = self.store.attempts.take({key: PER_USER, f"address {address}": PER_ADDRESS}, WINDOW)
        if wait:
            raise NotAllowed(words.WAIT.format(minutes=-(-wait // 60)))
        if self.store.users.check(who, old) is None:
            raise NotAllowed(words.WRONG)
        self.store.attempts.forget(key)
        self.store.users.set_password(who, new, who)

    def form_key(self, cookie: str) -> str:
        """Return what a form must carry that goes with a cookie, so that no foreign page can send it (CSRF)."""
        return self._seal("form", cookie)

    def form_fits(self, cookie: str, key: str) -> bool:
        """Whether a form was made by us for this cookie."""
        return bool(cookie) and hmac.compare_digest(self.form_key(cookie).encode(), key.encode())

    def _signed(self, token: str) -> str:
        return f"{token}.{self._seal('session', token)}"

    def _token(self, cookie: str) -> str:
        token, _, seal = cookie.partition(".")
        return token if hmac.compare_digest(self._seal("session", token).encode(), seal.encode()) else ""

    def _seal(self, purpose: str, text: str) -> str:
        return hmac.new(self._secret, f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()


def nonce() -> str:
    """Return a cookie for a form that is filled in before there is a session."""
    return secrets.token_urlsafe(18)
