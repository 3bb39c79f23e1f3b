"""A record whose every text is an attack on some format: on HTML, SVG, Markdown, spreadsheets, calendars, graphs.

Each is a text that a record may hold: nothing in it is refused at the door.
"""

ATTACK = (
    '=HYPERLINK("http://evil.example")<script>alert(1)</script>"\'><img src=x onerror=alert(1)>]]>&lt;!--'
    "*x* [a](javascript:alert(1)) | `c` \\ {{7*7}} ${x} %0A;BEGIN:VALARM,\\n </title></style> #h -x- +1 @x http://evil.example/"
)
WORD = "EVERYTHING"
"""What stands for it in a template."""


def attack(template: str) -> str:
    """A record in which each EVERYTHING is the attack."""
    return template.replace(WORD, ATTACK.replace("\\", "\\\\").replace('"', '\\"'))


REGISTRY = """
[[actor]]
id = "japan"
kind = "state"
name = "EVERYTHING"
names = ["EVERYTHING"]
code = "JP"
[[actor]]
id = "cambodia"
kind = "state"
name = "=EVERYTHING"
code = "KH"
[[actor]]
id = "minister"
kind = "person"
name = "-EVERYTHING"
of = "japan"
[[actor]]
id = "premier"
kind = "person"
name = "+EVERYTHING"
of = "cambodia"
[[actor]]
id = "office"
kind = "office"
name = "@EVERYTHING"
of = "japan"
[[topic]]
id = "roads"
name = "EVERYTHING"
"""

VISIT = """
[[source]]
id = "readout"
title = "EVERYTHING"
kind = "readout"
side = "JP"
read = "full"
publisher = "EVERYTHING"
url = "https://example.org/?a='b'&c=(d)*e*|f"
date = "2024-07-07"
covers = "visit"
[[source]]
id = "article"
title = "EVERYTHING"
kind = "article"
side = "press"
read = "part"
covers = "visit"
[[event]]
id = "took"
what = "office"
title = "EVERYTHING"
when = "2023-09"
person = "minister"
office = "office"
change = "assumed"
evidence = { source = "readout", passage = "EVERYTHING" }
[[event]]
id = "visit"
what = "visit"
title = "EVERYTHING"
text = "EVERYTHING"
when = "2024-07-05/2024-07-06"
place = "EVERYTHING"
by = [{ who = "minister", as = "office" }]
to = "cambodia"
evidence = { source = "readout", passage = ["EVERYTHING", "EVERYTHING"] }
[[event]]
id = "visit/call"
what = "courtesy-call"
title = "EVERYTHING"
when = "2024-07-06"
start = "09:00"
zone = "Asia/Phnom_Penh"
minutes = 90
place = "EVERYTHING"
by = "minister"
to = "premier"
part_of = "visit"
evidence = { source = "readout", passage = "EVERYTHING" }
[[event]]
id = "visit/said"
what = "statement"
act = "affirms"
title = "EVERYTHING"
topics = "roads"
by = "minister"
to = "premier"
part_of = "visit/call"
evidence = { source = "readout", passage = "EVERYTHING" }
[[event]]
id = "visit/plan"
what = "announcement"
form = "plan"
title = "EVERYTHING"
due = "2031"
by = "minister"
part_of = "visit"
evidence = { source = "readout", passage = "EVERYTHING" }
[[event]]
id = "visit/level"
what = "status"
title = "EVERYTHING"
level = "EVERYTHING"
by = ["japan", "cambodia"]
part_of = "visit"
evidence = { source = "readout", passage = "EVERYTHING" }
[[event]]
id = "visit/loan"
what = "commitment"
title = "EVERYTHING"
due = "2032"
due_said = "EVERYTHING"
money = { amount = "59.6 million", currency = "USD" }
quantity = { count = 4, unit = "EVERYTHING" }
by = "japan"
to = "cambodia"
part_of = "visit"
evidence = { source = "readout", passage = "EVERYTHING" }
[[event]]
id = "visit/signing"
what = "signing"
title = "EVERYTHING"
document = "EVERYTHING"
terms = { years = 3, interest = "EVERYTHING", conditions = "EVERYTHING" }
money = { amount = "51.5 million", currency = "USD" }
when = "2024-07-06"
by = "minister"
to = "premier"
part_of = "visit"
advances = { commitment = "visit/loan", stage = "signed" }
evidence = { source = "readout", passage = "EVERYTHING" }
[[attest]]
id = "visit/call@article"
event = "visit/call"
says = { place = "=EVERYTHING", start = "10:00", zone = "Asia/Phnom_Penh" }
evidence = { source = "article", passage = "EVERYTHING" }
[[attest]]
id = "visit/said@article"
event = "visit/said"
against = ["visit/said"]
because = "EVERYTHING"
evidence = { source = "article", passage = "EVERYTHING" }
"""
