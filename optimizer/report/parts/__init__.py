"""What every report is made of (公用部件): sheets, stamps, verdicts, figures as printed, files replaced atomically."""
