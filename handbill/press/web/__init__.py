"""The web edition: pages of the paper that are files, for this instance or for any web host. No script, no cookie.

In: published issues, as press.queries gives them. Out: HTML, CSS, pictures, an Atom feed; the same as a folder.
"""
