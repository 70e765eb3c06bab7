"""The exact proof (精确证明): the final basis judged in rational arithmetic."""
