"""Contents by their checksum (内容): the same content is kept once, however often it is handed in."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa

from optimizer.store.schema import blobs


def keep(connection: sa.Connection, content: bytes) -> str:
    """Keep a content and return its SHA-256 (hex)."""
    checksum = hashlib.sha256(content).hexdigest()
    there = sa.select(blobs.c.checksum).where(blobs.c.checksum == checksum)
    if connection.execute(there).first() is None:
        connection.execute(sa.insert(blobs).values(checksum=checksum, content=content))
    return checksum


def content(connection: sa.Connection, checksum: str) -> bytes:
    """Return a content that was kept."""
    return bytes(connection.execute(sa.select(blobs.c.content).where(blobs.c.checksum == checksum)).scalar_one())
