"""All Chinese text for users, by message code (文案)."""
