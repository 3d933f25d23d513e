"""Outings as other programmes of the Open Supporter Data Interface (OSDI) read events: HAL, read only.

The same tokens, scopes, rates and refusals as the API beside it; only the shape of what is answered is another.
"""
