"""Issues made up for the layout: each stands for a kind of paper that groups make."""

import datetime
import io
from dataclasses import replace
from functools import cache

from handbill.press.blocks import blocks_of
from handbill.press.contents import IssueContents, Piece, Shown, Size, Standing

LIFT = """For forty-one days the lift in Kestrel Court has stood between the third floor and the fourth. In that time a \
neighbour of seventy-eight has been to the market twice. Others carry the rest.

We asked who is meant to mend it. The caretaker says the managing agent. The managing agent says the maintenance firm. \
The firm says it is waiting for an order. The order, it turns out, was sent to an address the firm left in spring.

None of that is written on the notice by the door, which says "temporarily out of service" and has done since August.

So people have organised themselves. There is a list on the ground floor: who can carry, who needs carrying for, and \
when. **Thirty-four households** are on it. Somebody on the *second floor* keeps a diary of every day the lift has not run."""
LETTER = """The rent letter is two pages and eleven sentences. Four of them matter.

The third sentence says the new rent "will apply" from November. It will apply if you sign, or if three steps are \
followed: notice in writing, a reason, and time to answer. One of the three has been followed.

## What to keep

1. The envelope: the date on it counts.
2. A photograph of the notice by the door.
3. Every answer, even a short one.

The last one, under the signature, where nobody looks: you may object, in writing, within a month."""
ARABIC = """إذا وصلتك رسالة برفع الإيجار فلا توقّع في اليوم نفسه. اقرأ التاريخ أولاً، ثم السبب، ثم المهلة. من حقك أن تطلب التوضيح كتابةً.

احتفظ بنسخة من كل ورقة. صوّر الإعلان المعلّق عند الباب قبل أن يُستبدل بغيره. نلتقي كل أربعاء الساعة السابعة مساءً في قاعة Mill Lane، الطابق الأرضي.

هناك من يتكلم العربية ويقرأ الرسالة معك. لا أحد يذهب إلى المكتب وحده."""
HEBREW = """כבר ארבעים ואחד ימים המעלית עומדת בין הקומה השלישית לרביעית. השכנים נושאים את הקניות ורושמים יומן.

שאלנו מי אמור לתקן אותה. השרת אומר שחברת הניהול. חברת הניהול אומרת שחברת התחזוקה. החברה אומרת שהיא מחכה להזמנה.

נפגשים בכל יום רביעי בשבע בערב באולם ב־Mill Lane, קומת קרקע. מי שרוצה לעזור יכול להירשם ברשימה שליד הדלת."""
SPANISH = """El ascensor está parado desde hace cuarenta y un días entre el tercer piso y el cuarto. Los vecinos suben la \
compra y llevan un diario.

Preguntamos quién debe arreglarlo. El portero dice que la administración. La administración dice que la empresa. La \
empresa espera una orden.

Nos vemos los miércoles a las siete en la sala de Mill Lane, en la planta baja. También en español."""
LONG = """Die Mietpreisbremsenverordnungsausnahmegenehmigung gilt nicht für Aufzugsinstandhaltungsverträge. Das \
Hausverwaltungsgesellschaftsgebäude steht leer, und die Nebenkostenabrechnungsbelegeinsichtnahme dauert.

Wer eine Wohnungsgeberbestätigung braucht, fragt beim Einwohnermeldeamtssachbearbeiter nach."""
DATE = datetime.date(2026, 9, 12)


@cache
def picture(number: int = 1, width: int = 1200, height: int = 500) -> Shown:
    """A cut of bars, each number its own."""
    from PIL import Image, ImageDraw

    drawn = Image.new("RGB", (width, height), "#0E5362")
    pen = ImageDraw.Draw(drawn)
    for bar in range(8):
        left = bar * width // 8
        pen.rectangle((left + 12, height // (2 + (bar * number) % 5), left + width // 10, height), fill="#151310")
    pen.rectangle((width // 3, height // 4, width // 2, height // 2), fill="#FFFFFF")
    kept = io.BytesIO()
    drawn.save(kept, "PNG")
    size = Size(width, height, "png", kept.getvalue())
    return Shown(f"picture-{number}-{width}", f"A cut, number {number}", "Kestrel Court in section.", "", (size,))


def piece(number: int, title: str, body: str, page: int = 1, **more) -> Piece:
    return Piece(f"piece-{number}", title, page=page, order=number, blocks=blocks_of(body), **more)


def issue(*pieces: Piece, **more) -> IssueContents:
    known = {
        "id": "issue",
        "flag": "The Stairwell",
        "number": "14",
        "date": DATE,
        "group": "Aldermouth Tenants' Union",
        "home": "https://thestairwell.example",
        "copies": 1200,
        "standing": (
            Standing(
                "stand_for", "en", "ltr", "What we stand for", blocks_of("A home is repaired, and a rent is explained.")
            ),
            Standing("imprint", "en", "ltr", "Imprint", blocks_of("Written and printed by members. Free; pass it on.")),
        ),
    }
    return IssueContents(**(known | {"pieces": pieces} | more))


LEAD = piece(
    1,
    "Who fixes the lifts?",
    LIFT,
    is_lead=True,
    deck="Forty-one days, three companies, one notice on the door.",
    byline="By the residents of Kestrel Court",
    pull_quote="“You find out who your neighbours are on the fourth-floor landing.”",
)
SECOND = piece(2, "The rent letter, read line by line", LETTER, 2, byline="By the Wednesday readers")
IN_ARABIC = piece(3, "لا توقّع في اليوم نفسه", ARABIC, 2, language="ar", direction="rtl", byline="فريق الأربعاء")


def latin() -> IssueContents:
    return issue(replace(LEAD, picture=picture()), SECOND, pages=2)


def arabic() -> IssueContents:
    lead = replace(IN_ARABIC, page=1, is_lead=True, picture=picture(), deck="رسالة الإيجار سطراً سطراً")
    more = replace(lead, id="piece-4", page=2, is_lead=False, picture=None, pull_quote="لا أحد يذهب إلى المكتب وحده")
    return issue(
        lead, more, pages=2, language="ar", direction="rtl", flag="بيت الدرج", group="اتحاد المستأجرين", standing=()
    )


def hebrew() -> IssueContents:
    lead = piece(1, "מי מתקן את המעליות?", HEBREW, is_lead=True, language="he", direction="rtl", picture=picture(2))
    more = replace(lead, id="piece-2", page=2, is_lead=False, picture=None)
    return issue(
        lead, more, pages=2, language="he", direction="rtl", flag="חדר המדרגות", group="איגוד הדיירים", standing=()
    )


def mixed() -> IssueContents:
    hebrew_piece = piece(4, "מי מתקן את המעליות?", HEBREW, 2, language="he", direction="rtl")
    return issue(replace(LEAD, picture=picture()), SECOND, IN_ARABIC, hebrew_piece, pages=2)


def long_words() -> IssueContents:
    title = "Nebenkostenabrechnungsbelegeinsichtnahme für alle"
    return issue(piece(1, title, LONG, is_lead=True, language="de"), pages=1, language="de", standing=())


def no_picture() -> IssueContents:
    return issue(LEAD, SECOND, pages=2)


def six_pictures() -> IssueContents:
    """One on top of each piece, upright and wide, and two within the text."""
    shown = picture(5, 900, 600)
    body = f"{LIFT}\n\n![A cut](picture:01234567-0123-7123-8123-0123456789ab)\n\nAnd so on."
    named = {"01234567-0123-7123-8123-0123456789ab": shown}
    return issue(
        replace(LEAD, picture=picture(1), blocks=blocks_of(LIFT)),
        replace(SECOND, picture=picture(2, 1000, 600)),
        piece(3, "Diary of a lift", body, 3, picture=picture(3, 700, 900), pictures=named),
        piece(4, "Damp: what to photograph", body, 4, picture=picture(4, 1200, 400), pictures=named),
        pages=4,
    )


def side_by_side() -> IssueContents:
    """A letter in two languages on page 2, a notice in three on page 3, a lead in two."""
    spanish = piece(
        5, "Quién arregla los ascensores", SPANISH, language="es", beside="piece-1", byline="Vecinas y vecinos"
    )
    in_arabic = replace(IN_ARABIC, beside="piece-2", pull_quote="لا أحد يذهب إلى المكتب وحده")
    notice = piece(6, "Repairs evening, every Wednesday", LETTER, 3, byline="J.")
    rest = (
        piece(7, "Noche de reparaciones", SPANISH, 3, language="es", beside="piece-6"),
        replace(
            IN_ARABIC, id="piece-8", page=3, beside="piece-6", title="أمسية التصليح", box=blocks_of("قاعة Mill Lane")
        ),
    )
    lead = replace(LEAD, picture=picture(), pull_quote="")
    return issue(lead, spanish, SECOND, in_arabic, notice, *rest, pages=4, languages=("en", "es", "ar"))


KINDS = (latin, arabic, hebrew, mixed, long_words, no_picture, six_pictures, side_by_side)
