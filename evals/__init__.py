"""Yardsticks: how good each layer is, on data with known answers."""
