"""What a group learns from its outings, and what people keep asking.

Flows in: facts, counted per outing, through `numbers`; questions heard, opened in an unlocked session. Flows out: settings,
places and hours compared, what can be said about them and what cannot; the group's questions with their agreed answers,
which go out to phones. Counts of people below five are never shown, and no figure is about one person who noted.
"""
