"""Packages of provisions: outcomes whose utility is the mean of what is included."""
