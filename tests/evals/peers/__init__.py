"""Tests of the systems to compare with."""
