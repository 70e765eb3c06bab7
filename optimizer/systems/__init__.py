"""The systems around the budget (各业务系统): project review and others, on the floor of the reports."""
