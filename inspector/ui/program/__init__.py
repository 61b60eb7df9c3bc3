"""What there is once for all windows: the application, the list of windows, further starts.

Knows the windows; only `app` knows it.
"""
