"""Abbreviations whose stop does not, or not always, end a sentence.

All are written in lower case and without the final stop. The lists are for English prose of any kind; they are data, the reasoning is
in ``ingest.sentences``.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEVER_LAST = _words("cf e.g eg et i.e ie v viz vs www")
"""Always followed by more of the same sentence."""

TITLES = _words("adm brig capt cdr cllr col cpl dr fr gen gov hon lt maj messrs mr mrs ms mt mx pres prof rep rev rt sen sgt supt")
"""Stand before a name."""

BEFORE_NUMBER = _words("""
    app approx apr art aug b c ca ch chap circa cl col d dec ed edn est feb fig figs fn jan jul jun l ll mar n no nos nov oct p para paras
    pp pt r reg regs s sch sec sect sep sept ser ss supp tab tel vol vols
    """)
"""Do not end a sentence when a number follows."""

SOMETIMES_LAST = _words("""
    al approx assn assoc ave bldg blvd bros co corp dept dist ed eds est fed ft govt inc incl intl jnr jr ltd max min misc n.d natl plc
    rd sr snr st trans univ
    """)
"""End a sentence only when the next word usually begins one; so do dotted abbreviations ("U.S.") and initials."""

CLOCK = frozenset(["a.m", "p.m"])
"""End a sentence unless one of ``AFTER_CLOCK`` follows."""

AFTER_CLOCK = _words("""
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun gmt bst utc est edt cst cdt mst
    mdt pst pdt cet cest et pt ct january february march april may june july august september october november december
    """)

UNITS = _words("bn cm ft gb ghz hr hrs hz kb kg khz km lb lbs mb mg mhz ml mm mn mth mths nm pdf pm tb wk wks yr yrs")
"""Words without a vowel that are followed by a stop for other reasons."""

STARTERS = _words("""
    a about according after all also although among an and another any are as at because before being besides between both but by can
    could currently despite did does during each either even every finally first following for from furthermore further given had has have
    he hence her here his how however i if in indeed instead is it its last later many more moreover most much my neither nevertheless no
    nor not now of on once one only or other others our overall over perhaps rather second see several she should similarly since so some
    such than that the their then there therefore these they third this those though through throughout thus to today together too two under
    unless unlike until upon was we were what when where whereas whether which while whilst who whose why with within without would yet
    you your
    """)
"""Words that, with a capital letter, usually begin a sentence."""

DOMAINS = _words("co com edu gov io js net org uk")
"""Endings of web addresses and names of programs, which follow a stop without a space."""
