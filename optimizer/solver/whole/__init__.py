"""Whole approvals at scale (整批审批): windows and priced regions around the relaxation, with a proved bound."""
