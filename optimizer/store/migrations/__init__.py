"""The steps by which the database came to its present shape; run in-process when a store is opened."""
