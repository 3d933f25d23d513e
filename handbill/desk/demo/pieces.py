"""What stands in the demo's paper: tenants' matters, invented people and places."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PieceCast:
    """A piece: on which page, who begins it, what is written."""

    page: int
    by: str
    title: str
    body: str
    deck: str = ""
    byline: str = ""
    dateline: str = ""
    language: str = "en"
    pull_quote: str = ""
    box: str = ""
    sources: str = ""
    picture: str = ""
    state: str = "ready"  # draft, second, ready
    beside: str = ""  # the title of the same in another language


LIFTS = """For forty-one days the lift in Kestrel Court has stood between the third floor and the fourth. In that time a neighbour of seventy-eight has been to the market twice. Others carry the rest.

We asked who is meant to mend it. The caretaker says the managing agent. The managing agent says the maintenance firm. The firm says it is waiting for an order. The order, it turns out, was sent to an address the firm left in spring.

None of that is on the notice by the door, which says “temporarily out of service” and has done since August.

So people have organised themselves. There is a list on the ground floor: who can carry, who needs carrying for, and when. Thirty-four households are on it. On the second floor somebody keeps a diary of every day the lift has not run, with a photograph of the display. It is on page three."""

LETTER = """The rent letter is two pages and eleven sentences. Four of them matter.

**The third sentence** says the new rent “will apply” from November. It will apply if you sign, or if three steps are followed: notice in writing, a reason, and time to answer. One of the three has been followed.

**The sixth** counts the lift among the improvements. Keep the notice from the door, or a photograph of it.

**The ninth** offers a discount for signing this week. There is no hurry. What is right this week is right next month.

**The last one**, under the signature, where nobody looks: you may object, in writing, within a month.

Bring the letter on Wednesday. We go through it with a pencil. By the end there is more pencil than letter."""

DIARY = """*Day 1.* A smell of hot rubber, then nothing.

*Day 3.* First notice. It says tomorrow.

*Day 9.* Second notice, over the first. It does not say when.

*Day 14.* A man with a torch looks down the shaft, says “ah”, and leaves.

*Day 22.* A washing machine goes up by hand: four people, five floors, one hour and ten minutes. Nobody was hurt. Somebody sang.

*Day 30.* We count: thirty-four households on the carrying list, nine of them above the third floor with small children.

*Day 41.* The agent signs a date."""

DAMP = """Damp is not a matter of taste. Three things make the difference when you write about it:

1. **Photograph it** with a coin beside it, so that the size can be seen, and write the date on the back of the door, in the picture.
2. **Write, do not ring.** A letter or an e-mail; keep a copy. Ask for an answer within fourteen days.
3. **Air the room** for a week and note it. Then nobody can say that an open window would have done.

In Mill Lane eleven flats wrote in the same week. The surveyor came in nine days."""

REPAIRS = """Every Wednesday at seven, hall at Mill Lane, ground floor, no stairs. Bring what is broken, or the letter about it.

Last time: two kettles, a lamp, a pram wheel, and six letters to landlords. Of the letters sent in August, four have been answered. One answer was a plumber."""

SPANISH = """Si te suben el alquiler, pide que te lo comuniquen por escrito. Una llamada no basta, y un mensaje en el portal tampoco.

Guarda el sobre: la fecha del matasellos cuenta. No firmes el mismo día. Tienes tiempo para leer, y hay quien lee contigo: los miércoles a las siete, en la sala de Mill Lane, en español también.

Trae la carta, aunque sea vieja. De las seis cartas que leímos en agosto, dos tenían un error en la cuenta."""

ARABIC = """إذا وصلتك رسالة برفع الإيجار فلا توقّع في اليوم نفسه. اقرأ التاريخ أولاً، ثم السبب، ثم المهلة.

من حقك أن تطلب التوضيح كتابةً، وأن تحتفظ بنسخة من كل ورقة. صوّر الإعلان المعلّق عند الباب قبل أن يُستبدل بغيره.

نلتقي كل أربعاء الساعة السابعة مساءً في قاعة Mill Lane، الطابق الأرضي. هناك من يتكلم العربية ويقرأ الرسالة معك."""

CARRYING = """A sheet of paper, three columns: who can carry, who needs carrying for, when. It hangs on the ground floor beside the letterboxes. Pencil on a string.

Rules were needed after a week. Nobody carries alone above the third floor. Nobody rings before nine. Whoever is carried for writes a tick, so that nothing is carried twice.

When the lift runs again, the sheet stays. There are other things to carry."""

HEATING = """In October the radiators on the ground floor stay cold while the fifth floor opens its windows. It has been so for six years, and for six years each flat has been told that it is alone.

We asked at every door in Kestrel Court and Mill Lane. Of seventy-one flats below the second floor, fifty-eight heat with something they plug in. Of forty above it, thirty-three have never turned the valve past two.

A system that is out of balance can be balanced: a fitter, a key, two days. We have written to the agent with the numbers and all the names that wanted to stand under them."""

METERS = """Ask for three numbers: what the meter said when the year began, what it said when it ended, and how the rest is divided. They have to be shown to you.

Two houses asked in August. In one the stairwell lamps were charged twice. It has been put right, for everybody."""

ISSUE_14 = (
    PieceCast(
        1,
        "Ola",
        "Who fixes the lifts?",
        LIFTS,
        deck="Forty-one days, three companies, one notice on the door. In Kestrel Court the neighbours carry the shopping and keep the diary.",
        byline="By the residents of Kestrel Court",
        pull_quote="“You find out who your neighbours are on the fourth-floor landing.”",
        sources="The diary on page 3; the signed sheet of 16 September is with the editors.",
        picture="stairwell",
    ),
    PieceCast(
        2,
        "Joss",
        "The rent letter, read line by line",
        LETTER,
        deck="Two pages, eleven sentences. Four of them matter.",
        byline="By the Wednesday readers",
        picture="letter",
        box="**To object you need:** your name and flat, the date, “I do not agree to the new rent”, your signature. Keep a copy.",
    ),
    PieceCast(
        2,
        "Dalia",
        "Qué hacer con la carta del alquiler",
        SPANISH,
        byline="Por el grupo de los miércoles",
        language="es",
    ),
    PieceCast(
        2,
        "Dalia",
        "رسالة الإيجار: لا توقّع في اليوم نفسه",
        ARABIC,
        byline="فريق الأربعاء",
        language="ar",
        beside="Qué hacer con la carta del alquiler",
    ),
    PieceCast(
        3,
        "Hugo",
        "Diary of a lift",
        DIARY,
        deck="Somebody kept count, so that nobody has to argue about it.",
        byline="H.",
    ),
    PieceCast(
        3,
        "Kofi",
        "Damp: what to photograph, whom to write to",
        DAMP,
        byline="By neighbours in Mill Lane",
        box="A letter to copy lies in the hall and at the Ferry Café.",
    ),
    PieceCast(3, "Ola", "The carrying list", CARRYING, byline="O."),
    PieceCast(4, "Joss", "Repairs evening, every Wednesday", REPAIRS, byline="J.", dateline="Mill Lane, ground floor"),
)
ISSUE_13 = (
    PieceCast(
        1,
        "Joss",
        "Heating on the ground floor",
        HEATING,
        deck="Cold below, open windows above: seventy-one doors, one question.",
        byline="By members who went from door to door",
        pull_quote="For six years each flat has been told that it is alone.",
    ),
    PieceCast(2, "Hugo", "Ask for the meter readings", METERS, byline="H."),
    PieceCast(
        2,
        "Ola",
        "What the repairs evening needs",
        "Screwdrivers, a second kettle, and somebody who can read a circuit diagram. Tea is there.",
        byline="O.",
    ),
)
ISSUE_15 = (
    PieceCast(
        1,
        "Ola",
        "A date, signed: what came of it",
        "The fitter came on the twenty-eighth, at ten past eight, with the part under his arm.\n\nBy noon the lift had been to the fifth floor and back eleven times, twice with a pram. Coffee was drunk where we said it would be.\n\nWhat stays is the sheet on the ground floor, and the question why it took a diary.",
        deck="Coffee on the fifth floor.",
        byline="By the residents of Kestrel Court",
        state="second",
    ),
    PieceCast(
        2,
        "Joss",
        "What to write to the agent",
        "Three sentences are enough: what is broken, since when, and by when you want an answer.",
        byline="J.",
        state="draft",
    ),
    PieceCast(3, "Dalia", "A year of stairs", "", byline="D.", state="draft"),
)
STANDING = (
    (
        "stand_for",
        "en",
        "What we stand for",
        "We are tenants of this town. A home is kept in repair, a rent is explained in writing, and nobody stands alone before an office. Whoever rents here can join; what we decide, we decide together on Wednesdays.",
    ),
    (
        "imprint",
        "en",
        "Imprint",
        "The Stairwell is written by members of the Aldermouth Tenants’ Union and printed ten times a year. It is free: read it and pass it on. The editors meet on the first Monday at Mill Lane.",
    ),
    (
        "stand_for",
        "es",
        "Qué queremos",
        "Somos inquilinos de esta ciudad. Una casa se mantiene, una subida se explica por escrito y nadie va solo a una oficina. Quien alquila aquí puede unirse; lo que decidimos, lo decidimos juntos los miércoles.",
    ),
    (
        "stand_for",
        "ar",
        "ما الذي نريده",
        "نحن مستأجرون في هذه المدينة. البيت يُصان، والزيادة تُشرح كتابةً، ولا يقف أحد وحده أمام المكتب. كل من يستأجر هنا يمكنه أن ينضم إلينا، وما نقرره نقرره معاً كل أربعاء.",
    ),
    (
        "find_us",
        "en",
        "Where to find us",
        "Wednesdays, 19:00, hall at Mill Lane, ground floor. Saturdays, 15:00, Ferry Square market, tram stop side.",
    ),
)
