"""What is read out of evidence files and made from them. Pure: no Django, no database; runs in a child process with limits.

Hostile files are the ordinary case here. Nothing in this package is imported by the web process but `sandbox` and `findings`.
"""
