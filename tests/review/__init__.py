"""Project review: small cases written by hand."""
