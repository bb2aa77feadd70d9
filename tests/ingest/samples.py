"""Invented documents of many kinds, small enough to be read beside the tests that say what a careful person expects of them."""

from __future__ import annotations

COUNCIL_POLICY = """\
# Westmoor Council: Allowances for kinship carers

## 1. Purpose

This policy sets out what Westmoor Council pays to kinship carers. It applies from **1 April 2023**.

## 2. Who is eligible

A carer is eligible when all of these hold:

- the child lives with the carer for more than 28 days;
- the carer holds a *special guardianship order*:
    - made by a court in England, or
    - made before 2014;
- the carer lives in Westmoor.

See [the national guidance](https://example.org/guidance_(2023)) for exceptions.

### 2.1 Rates

| Age of child | Weekly rate |
|--------------|-------------|
| 0 to 4       | £150        |
| 5 to 10      | £165        |

```
rate = base + supplement   # never quoted
```

> Families told us that the old scheme
> was hard to follow.

Payments stop at 18.[^1]

[^1]: Unless the child is still at school.

Appeals
-------

1. Write to the panel within 20 working days.
2. The panel replies within a month.
"""

INSPECTION_LETTER = """\
12 March 2022

Ms A Patel
Director of Children's Services
Northbury Council

Dear Ms Patel

Focused visit to Northbury Council children's services

This letter summarises the findings of the focused visit to Northbury on 1 and 2
February 2022. Inspectors looked at the local authority's arrangements for
children in need. The visit was carried out by two of Her Majesty's Inspectors,
Dr. J. Reed and Mr K. Lowe.

Headline findings

Since the last inspection in 2019, leaders have reduced caseloads from 24 to 15
a social worker. However, visits to children are still often late.

What needs to improve in this area of social work practice

* The timeliness of visits to children.
* The quality of supervision, which in
  too many teams is not recorded.

Main findings

Thresholds are understood by partners. In one team, 31% of assessments were
completed late.

Yours sincerely

Jane Reed
Her Majesty's Inspector
"""

MINUTES = """\
MINUTES OF THE CORPORATE PARENTING BOARD

Tuesday 4 October 2022

Present: Cllr Jones (Chair), Cllr Singh, Ms Brown

1. Apologies

Apologies were received from Cllr White.

2. Placements update

Ms Brown reported that 14 children were placed more than 20 miles away. Cllr Singh asked why the figure had risen.

RESOLVED: that the report be noted.

3. Any other business

There was none.

The meeting closed at 7.45 p.m.
"""

FAQ_PAGE = """\
Skip to main content

We use cookies to make this site work.

Accept all cookies

# Fostering: your questions

## Can I foster if I rent my home?

Yes. You need a spare bedroom and your landlord's permission.

## How long does approval take?

Most assessments take four to six months.

## Do I get paid?

Yes. The allowance starts at £141 a week.

Share this page

Subscribe to our newsletter

© 2023 Fostering Together
"""

PRIVACY_POLICY = """\
Privacy notice for families

What we collect

We collect your name, address and date of birth. We do not collect bank details.

How long we keep it

Records of children in need are kept for 25 years. Records of enquiries are kept for two years.

Your rights

You may ask for a copy of your records. Write to records@example.org and allow 30 days.
"""

CASE_REVIEW = """\
Safeguarding review: Child P

Contents

1 Introduction ........ 2
2 What happened ....... 3
3 Findings ............ 4



Westbrook Safeguarding Partnership

1 Introduction

Child P was born in June 2016 and lived with his mother. The review covers the two years before his injury in the
spring of 2019.

2 What happened

The health visitor saw the family twice. She was worried that the boyfriend, who was not named in any record,

2



Westbrook Safeguarding Partnership

had moved in. No check was made by the agencies
involved.

3 Findings

Professionals did not ask who lived in the home. Information was held in four places.

3



Westbrook Safeguarding Partnership

The review makes five recommendations.

4
"""

BLOG = """\
Why I left residential care work
By Sam Okoro | 14 June 2021

I started in a children's home in 2009. It was the best job I ever had.

But why did I leave?

Pay was part of it. After eleven years I earned £19,400.

Read more: ten things I learnt

Follow us on Twitter

Related articles

Leave a comment
"""

PRESS_ARTICLE = """\
Care leavers face \u201ccliff edge\u201d at 18, charity warns
Monday, May 9, 2022

Picture credit: Anna Lee/Shutterstock

Thousands of young people leave care each year without a home to go to, the charity Step Up has warned.

\u201cIt is a cliff edge,\u201d said its director, Dr. Maya Cole. \u201cNobody else is asked to be independent at 18.\u201d

The charity wants ministers to extend support to 25. A spokesperson for the Department said: \u201cWe are investing \u00a333 million.\u201d

Sign up to our newsletter

Advertisement
"""

ABSTRACT = """\
Kinship care and school attendance: a cohort study

Abstract

We followed 412 children in kinship care for three years. Attendance was 94.1% at the end, compared with 91.3% in foster care (Farmer et
al., 2013; Selwyn & Quinton, n.d.).

Keywords: kinship care, attendance, cohort

References

Farmer, E., Moyers, S., & Lipscombe, J. (2013). Fostering adolescents. Jessica Kingsley Press.

Selwyn, J., & Quinton, D. (n.d.). Stability, permanence and outcomes. Journal of Social Work, 12(3), 4-19.

Wade, J. (2014). Investigating special guardianship. Retrieved from https://www.example.org/wade.pdf
"""

GUIDANCE = """\
Guidance on family group conferences

Part 1: Purpose

1.1 This guidance is issued under section 7 of the Act. Local authorities must follow it unless there is a good reason not to.

1.2 A conference is a meeting led by family members. It is voluntary.

Part 2: Timing

2.1 A conference should be offered before proceedings are issued.

2.2 The coordinator must:

(a) contact every family member within 10 working days;
(b) prepare the child; and
(c) find a neutral venue.

2.3 We would welcome views on the following questions:

- Is ten days long enough?
- Who should pay?
"""

NOTES = """\
visit to the Harper family on Monday afternoon
Mum was tired but glad to see me and made tea
Two older children at school until half past three
Health visitor has not been since the end of May
Fridge was nearly empty again although paid on Friday
Ask Dave about the food bank voucher before Thursday
Next visit booked for the ninth
"""

TRANSCRIPT = """\
Interviewer: How long have you been a foster carer?

Joan: About twelve years. We started when my youngest left home.

Interviewer: What would have helped?

Joan: Somebody to ring at night. You feel that you
are on your own.
"""

REPORT_WITH_PAGES = """\
Homes for children


Executive summary

The number of homes rose to 2,460 in 2021. Most of them are owned by private companies, which
\fHomes for children

charge more each year.

Executive summary                                                                1
\fHomes for children

Chapter one: Supply

Homes are in the wrong places. A quarter of all homes stand in the North West.

Chapter one: Supply                                                              2
\fHomes for children

Glossary

Children's home

A place that gives care and accommodation wholly or mainly for children.

Secure home

A home that restricts the liberty of the children who live there.

Glossary                                                                         3
"""

ALL = {
    "council policy": COUNCIL_POLICY,
    "inspection letter": INSPECTION_LETTER,
    "minutes": MINUTES,
    "faq page": FAQ_PAGE,
    "privacy policy": PRIVACY_POLICY,
    "case review": CASE_REVIEW,
    "blog": BLOG,
    "press article": PRESS_ARTICLE,
    "abstract": ABSTRACT,
    "guidance": GUIDANCE,
    "notes": NOTES,
    "transcript": TRANSCRIPT,
    "report with pages": REPORT_WITH_PAGES,
}
