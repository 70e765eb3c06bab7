"""Monitoring and assessment (监测预警与考核)."""
