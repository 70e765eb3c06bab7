"""The register of key units (重点单位): tables and workbook."""
