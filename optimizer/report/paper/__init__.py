"""Papers to hand in (公文): docx and one-file HTML from the same pieces."""
