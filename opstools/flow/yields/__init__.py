"""Yield and rework: how many must be started, and what work goes into each good unit."""
