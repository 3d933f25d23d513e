"""Everybody and everything in the demo. All invented; numbers are from the range kept free for drama, addresses of example.org."""

from dataclasses import dataclass
from datetime import timedelta

GROUP = {
    "name": "Aldermouth Tenants’ Union",
    "language": "en",
    "country": "GB",
    "timezone": "Europe/London",
    "paper": "The Stairwell",
    "ink": "#0E5362",
}
LOGIN = "mira"
PASSWORD = "tin roof sunday trombone"
MEMBERS = [
    ("Joss", "organiser"),
    ("Ola", "volunteer"),
    ("Hugo", "volunteer"),
    ("Dalia", "volunteer"),
    ("Kofi", "volunteer"),
    ("Ingmar", "viewer"),
]
THEY_SPEAK = {"Dalia": ["ar"], "Hugo": ["es"], "Ola": ["pl"]}  # beside English


@dataclass(frozen=True)
class PlaceCast:
    """A place with its slot: setting, usual start (hour, minute), hours, effect on the log scale, chance to be asked.

    `drift` is added to the effect of late, as NUMBERS' trend has it: half of it 40 days ago, next to nothing a year ago.
    """

    name: str
    setting: str
    weekday: int
    start: tuple[int, int]
    hours: float
    effect: float
    ask: float
    held_by: str = ""
    crowd: int | None = None
    drift: float = 0.0


PLACES = [
    PlaceCast("Ferry Square market", "stall", 5, (15, 0), 2, 0.45, 0.47),
    PlaceCast("Linden Street market", "stall", 6, (10, 0), 3, -0.10, 0.52, drift=0.45),
    PlaceCast("Kestrel Court", "doorstep", 2, (17, 30), 2, -0.75, 0.72),
    PlaceCast("Mill Lane flats", "doorstep", 1, (18, 0), 2, -0.60, 0.66),
    PlaceCast("Tram works gate", "gate", 3, (5, 40), 1, 0.55, 0.30),
    PlaceCast("Linden School gate", "school", 4, (8, 15), 1, 0.20, 0.38),
    PlaceCast("Outside the town hall", "crowd", 0, (18, 0), 2, 0.70, 0.36, "Aldermouth Council, open meeting", 400),
    PlaceCast("Library steps", "stall", 5, (11, 0), 2, 0.0, 0.45),
    PlaceCast("Ashby Hall", "meeting", 3, (19, 0), 2, 0.3, 0.5, "Harbour Ward residents’ evening", 120),
]
FERRY, GATE, TOWN_HALL, ASHBY = 0, 4, 6, 8
TURNS = [  # which place, outing after outing; the library steps once, Ashby Hall not yet
    *[0, 2, 4, 1, 0, 3, 5, 0, 6, 2, 4] * 3,
    *[1, 0, 4, 6, 2, 7, 3, 0, 4, 1, 0],
]
BROUGHT_THEN, GONE_AFTER = 120, timedelta(minutes=70)
RAN_OUT = 40  # the outing at which the copies were gone at ten past four; from then on they bring what is advised
GOOD_ADVICE = 43  # the next one there: what was advised was enough
TOO_QUICK_TO_TAP = (13, 24)  # at the gate: gone before anybody could note it, so that the time is not known
GOALS = {
    "stall": {"goal_conversations": 30, "goal_asked": 50, "goal_copies": 100},
    "doorstep": {"goal_conversations": 15, "goal_contacts": 6},
    "gate": {"goal_copies": 80},
    "school": {"goal_conversations": 15, "goal_asked": 40},
    "crowd": {"goal_conversations": 35, "goal_contacts": 9, "goal_copies": 150},
    "meeting": {"goal_contacts": 10},
}

QUESTIONS = [
    (
        "Rent rise",
        "Once a year at most, with two months’ notice in writing. Ask for the letter; we read it with you on Wednesdays.",
    ),
    ("Repairs", "Write it down, photograph it, send it in writing. We have the letter."),
    ("Damp", "The landlord, unless it is your own doing. Photograph it and write to them. We have the letter."),
    ("Deposit", "It must be in a scheme within 30 days. The sheet says how to find it."),
    ("Is it safe to join?", ""),
    ("Heating bills", "Ask for the meter readings; the charge must be split by them."),
    ("Who are you?", "Tenants of this town. We meet on Wednesdays in Mill Lane."),
]
GUIDE = ["The lift in Kestrel Court", "The repairs evening on Wednesday", "Ask: may somebody ring you?"]
HEARD = [
    "what about the lifts?",
    "but how do we get there?",
    "can they evict me while my deposit is not protected?",
    "does the union help with the neighbour’s noise?",
]
REMARKS = [  # the debrief's question, and what is said to it
    ("differently", "We were all handing out. Nobody stood back to talk longer."),
    ("went_well", "Tram stop side after half three. People stand there with nothing to do."),
    ("differently", "I don’t like asking. I say “take care” when I should say “can we ring you?”"),
    ("went_well", "Two of us at the stairs worked better than three at the table."),
    ("differently", "The table was too far from where people walk."),
    ("went_well", "The headline did the talking today."),
]
DECISIONS = [
    "One person only asks for contacts, swaps every half hour",
    "Set up at the tram stop from the start",
    "Bring a second bag of copies",
    "Print the Arabic sign-up sheet",
    "Ask the school for the other gate",
]
FIRST_NAMES = [
    "Sana",
    "Tomas",
    "Kofi",
    "Bea",
    "Dalia",
    "Ingmar",
    "Priya",
    "Noor",
    "Elin",
    "Marek",
    "Leila",
    "Owen",
    "Yusuf",
    "Hana",
    "Pilar",
    "Viktor",
    "Amara",
    "Jonas",
    "Salma",
    "Rafael",
    "Ines",
    "Tariq",
    "Greta",
    "Samir",
    "Lucia",
    "Anton",
    "Mariam",
    "Felix",
    "Zofia",
    "Idris",
]
LAST_NAMES = [
    "Whitlock",
    "Adeyo",
    "Brandt",
    "Marchetti",
    "Renn",
    "Salt",
    "Lonsdale",
    "Abara",
    "Quill",
    "Ferris",
    "Okonjo",
    "Varga",
    "Lindqvist",
    "Haddad",
    "Moreau",
    "Castellan",
    "Birch",
    "Novak",
    "Achterberg",
    "Duval",
    "Sorley",
    "Tamm",
    "Iversen",
    "Calder",
    "Rosso",
]
SPOKEN = {"Haddad": "ar", "Castellan": "es", "Novak": "pl"}  # by the surname, beside English
NOTES = [
    "Black mould in the kids’ room. Landlord says open a window.",
    "Ring after 18:00.",
    "Works nights, ring after three.",
    "Wants to help with the repairs evening.",
    "Third floor, the lift has stood since August.",
    "",
    "",
    "",
]
