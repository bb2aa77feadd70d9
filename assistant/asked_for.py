"""What a question asks for: a count, a share, a sum of money, a duration, an age, a date, a name, a place; or none of them."""

from __future__ import annotations

import re

# What a question asks for: phrases that always ask for it, and nouns that do behind "what" or in a question that is a mere phrase ("unit cost").
_PHRASES = {
    "count": r"how many|(?:total |what )?numbers? of|n of|how (?:large|big) (?:is|was|were|are) (?:the|this|its) (?:sample|study|cohort|group)",
    "share": r"how (?:often|common|frequent|frequently|likely|widespread|rare|prevalent|concentrated|unevenly)|to what extent|extent of|how much of|"
    r"(?:what|which) (?:%|per ?cent)|proportions? of|what proportions?|percentages?|(?:what|the) share|slice",
    "money": r"£+|in money|costing|cost of|how much (?:\w+ ){0,4}(?:costs?|spen[dt]|spending|pa(?:y|id)|sav(?:e|es|ed|ings?)|earn\w*|money"
    r"|cash|funding|budget|profit)|"
    r"(?:what|how much) (?:\w+ ){1,4}(?:cost|spend|pay|charge|paid|earn|set (?:\w+ )?back|come to)|going rate|out of pocket|overspend|over budget",
    "duration": r"how (?:long|soon|quick|quickly|slow|fast)|how many (?:more )?(?:days|weeks|months|years|hours|minutes)"
    r"|how much (?:\w+ )?(?:time|longer|sooner|"
    r"earlier|later)|how often (?:must|should)|over (?:what|which|how many) (?:\w+ )?(?:period|years)|cut-?off|time ?scale for",
    "age": r"how old|what ages?|at (?:what|which) age",
    "author": r"(?:which|what|whose|any|other) (?:\w+ )?(?:authors?|researchers?|academics?|scholars?|stud(?:y|ies))|authors?(?= and| please|,"
    r"|$)|year please",
    "times": r"how (?:many times|much) (?:more|greater|higher|lower|less|bigger|worse)|odds",
    "figure": r"by how much|how (?:much|far|large|big|high|low|bad)|figures?|what effect size|stats|percentages",
    "date": r"wh?en(?:'?s|’s| (?:exactly |roughly )?(?:did|was|were|is|are|do|does|will|can|could|should|must|has|have|had))|(?:by|until|since"
    r"|till|and) when|"
    r"(?:what|which) (?:year|date|month|day)|deadline|cut-? ?off|(?:target|start|end|closing|due) date|start of (?:the )?(?:scheme|project"
    r"|pilot|\w+ \w+$)|"
    r"over what (?:time )?period|how soon|year please",
    "name": r"who said|name of|names of|name the|authors? (?:and|of|responsible)|whose \w+|(?:which|what) (?:(?!(?:of|the|do|does|did|would"
    r"|should|is|are)\b)\w+ ){0,2}?(?:authors?|researchers?|academics?|"
    r"professors?|experts?|judges?|ministers?|politicians?|workers?|bod(?:y|ies)|organi[sz]ations?|regulators?|agency|agencies|charity"
    r"|charities|firms?|"
    r"compan(?:y|ies)|universit(?:y|ies)|inspectorates?|departments?|foundations?|courts?|committees?|case law|rulings?|judge?ments?|"
    r"acts?(?= of| govern| set| intro)|law(?= sets| set)|professionals?|person)(?!['’])",
    "place": r"(?:which|what) (?:(?:other|part|english|welsh|scottish) )?(?:areas?|countr(?:y|ies)|regions?|towns?|city|cities|count(?:y|ies)"
    r"|councils?|boroughs?|local authorit(?:y|ies)|places?)",
}
_NOUNS = {
    "count": r"count|tally|intake|turnout|quantity|sample|corpus|cohort|(?:case)?loads?|backlog|volume|throughput|head ?count|workforce",
    "share": r"frequency|portion|take-?up|attrition|retention|punctuality|timeliness|compliance|persistence|churn"
    r"|share|fraction|prevalence|uptake|rates?|likelihood|chances?|probability|range|incidence|coverage|turnover|margin|proportion|reach|%",
    "money": r"expense|sum|penalty|charge|outgoings"
    r"|costs?|prices?|price tag|priciest|cheapest|spend|spending|spent|expenditure|outlay|budget|bill|pay|paid|wages?|salary|savings?"
    r"|saves?|fees?|"
    r"money|profits?|rent|debt|allowances?|compensation|earnings?|shortfall|purse|fines|take-home|ballpark|grant|payment",
    "duration": r"wait|waits|waiting|duration|tenure|interval|delay|turnaround|length|time limit|period|gestation|airtime|dose|hold|maximum"
    r"|max|longest",
    "age": r"(?:mean|median|average|typical|minimum|maximum) age|age (?:at|of|limit|range)",
    "times": r"risk|ratio|risks",
    "figure": r"size|scale|magnitude|reliability|kappa|estimates?|effect|pooled|highest|lowest|maximum|max|minimum|mean|median|average|averge"
    r"|typical|"
    r"total|level|gain|benefit|amount|growth|size of gap|pay gap|extra|break-even point",
    "date": r"start|date|launch|timing",
    "name": r"authors?|principal investigator|witness|chair",
}
_WHO = re.compile(
    r"(?:^|[?.!,;:–-]\s*|\b(?:and|by|from|to|with)\s+)who(?:se|m|s|['’]s)?\b(?! (?:have|has|had|were|was) (?:been|\w+ed)\b[^?]*[.,])", re.I
)
_WHERE = re.compile(r"(?:^|[?.!,;:–-]\s*|\band\s+)(?:from )?where(?:abouts)?(?:'?s|\s+(?:did|was|were|is|are|do|does|has|have))\b", re.I)
_ALWAYS = {kind: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.I) for kind, pattern in _PHRASES.items()}
_BEHIND_WHAT = {
    kind: re.compile(
        r"\b(?:what|which)(?:['’]?s)?(?: (?:is|was|are|were|would be|will be|about))?(?: (?:the|an?|his|her|their|its|this))?"
        rf"(?: (?!kind|sort|of\b|the\b|do\b|does\b|did\b|in\b|put\b|made?\b|lay\b|accounts\b|happen)[\w'’-]+){{0,2}}? (?:{pattern})\b"
        r"(?! (?:differences?|variation|group|cuts?|increases?)\b)",
        re.I,
    )
    for kind, pattern in _NOUNS.items()
}
_ALONE = {kind: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.I) for kind, pattern in _NOUNS.items()}
_CLAUSE = re.compile(r"[?.;:,!](?:\s|$)|\s[-–]\s|\s(?:and|but|or) (?=how|what|why|who|when|where|which|whether)")
_SENTENCE = re.compile(
    r"^\W*(?:why|what|how|is|are|was|were|do|does|did|has|have|had|can|could|should|would|will|any(?:one|body)?|in what|list|describe|explain"
    r"|define|which|who"
    r"|where|when|reasons?|rationale|tell|whats|whos|hows|wheres|wot|if|results?|bias|she|he|they|it|we|i|my|there)\b",
    re.I,
)
_MEASURED = re.compile(r"^\W*(?:annual|yearly|monthly|weekly|daily|estimated|latest|overall|current|aggregate)\b", re.I)
_GROUNDS = re.compile(
    r"^\W*(?:why|how come|what (?:is|was|are|were) the (?:reasons?|rationale|case|arguments?|hypothesis)|reasons?\b|rationale\b)", re.I
)
_CHANGE = re.compile(
    r"\bby how much\b|\b(?:grow[ns]?|growth|grew|increas\w+|ris(?:e|es|en|ing)|rose|fall\w*|fell|go(?:ne|es)? (?:up|down)|chang\w+)\b", re.I
)


def asked_for(question: str) -> frozenset[str]:
    """Return what a question asks for, as far as it can be marked in a quote; empty for all else.

    "count", "share", "money", "duration", "age", "times" (how many times more), "figure" (any number), "date", "name", "author", "place".
    """
    if _GROUNDS.match(question):
        return frozenset()
    kinds = {kind for kind, pattern in _ALWAYS.items() if pattern.search(question)}
    kinds |= {kind for kind, pattern in (("name", _WHO), ("place", _WHERE)) if pattern.search(question)}
    kinds |= {kind for kind, pattern in _BEHIND_WHAT.items() if pattern.search(question)}
    for clause in _CLAUSE.split(question):
        if not kinds and not _SENTENCE.match(clause):
            kinds |= {kind for kind, pattern in _ALONE.items() if pattern.search(clause)}
    if not kinds and _MEASURED.match(question):
        kinds.add("figure")
    if "money" in kinds and not _CHANGE.search(question):
        kinds.discard("figure")
    return frozenset(kinds)
