"""Who is let in (准入): what must stand before the screen is served to others, and whether it asks for a login."""

from __future__ import annotations

import secrets

from optimizer.app.access import Access
from optimizer.domain.record import Role
from optimizer.errors import WrongUsage
from optimizer.store.store import Store
from optimizer.text import access as words

SECRET = "SHUANGKONG_SECRET"
"""The environment variable that holds the secret of a shared server."""
SHORTEST, DIFFERENT = 32, 10
"""Characters of the secret, and different ones among them, at the least."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::")


def need_secret(host: str, secret: str) -> None:
    """Raise WrongUsage for a secret that is too weak, and for none where the host is not this machine alone."""
    if not secret and host not in LOOPBACK:
        raise WrongUsage(words.SERVE["no_secret"].format(host=host, shortest=SHORTEST))
    if secret and (len(secret) < SHORTEST or len(set(secret)) < DIFFERENT):
        raise WrongUsage(words.SERVE["weak_secret"].format(shortest=SHORTEST, different=DIFFERENT))


def allowed_hosts(host: str, named: tuple[str, ...]) -> tuple[str, ...]:
    """Return the host names under which the screen answers; raise WrongUsage when others could not know one."""
    if host in EVERYWHERE and not named:
        raise WrongUsage(words.SERVE["no_name"].format(host=host))
    ours = () if host in EVERYWHERE else (host,)
    return tuple(dict.fromkeys((*LOOPBACK, *ours, *(name.strip().lower() for name in named))))


def admission(store: Store, host: str, secret: str, no_login: bool) -> Access | None:
    """Return how users sign in, None where nobody has to: on this machine, without users or when told so.

    Raises WrongUsage when others could reach the screen and there is no active user of the role 管理.
    """
    shared, users = host not in LOOPBACK, store.users.list()
    if shared and no_login:
        raise WrongUsage(words.SERVE["no_login"].format(host=host))
    if shared and not any(user.active and user.role is Role.ADMIN for user in users):
        raise WrongUsage(words.SERVE["no_admin"].format(host=host))
    if no_login or not users:
        return None
    return Access(store, secret or secrets.token_urlsafe(SHORTEST))
