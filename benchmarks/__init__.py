"""Measurements; nothing here is needed to run or to test."""
