"""Tests: stores and clusters. What is remote runs on this machine, in processes of its own."""
