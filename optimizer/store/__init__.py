"""The store (档案库): cases, scenarios, runs, drafts, change log, users and ledger in one database."""
