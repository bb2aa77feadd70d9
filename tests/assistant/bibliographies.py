"""Made-up documents in other citation styles than the seeds', and what a reader of each makes of every reference."""

from __future__ import annotations

from typing import NamedTuple

from assistant.reply import Status


class Case(NamedTuple):
    """A sentence with one or more references, and for each the beginning of its entry, or why it has none."""

    sentence: str
    meant: tuple[str | Status, ...]


HARVARD = (
    Case("Homes help (Smith and Jones, 2019; O’Brien, 2018a).", ("Smith, J. and Jones", "O'Brien, M. (2018a)")),
    Case("Both papers say so (O'Brien, 2018a, 2018b).", ("O'Brien, M. (2018a)", "O'Brien, M. (2018b)")),
    Case("It is a puzzle (O'Brien, 2018).", ("ambiguous",)),
    Case("Smith and Jones (2019, p. 4) found more.", ("Smith, J. and Jones",)),
    Case("In Wales, Smith & Jones (2019) were right.", ("Smith, J. and Jones",)),
    Case("Smth and Jones (2019) is misspelt.", ("Smith, J. and Jones",)),
    Case("One author of the two (Smith, 2019) is another work.", ("absent",)),
    Case("Another number of them (Smith et al., 2019) is another work.", ("absent",)),
    Case("A wrong year (Smith and Jones, 2018) is never put right.", ("absent",)),
    Case("As Van der Berg and colleagues (2017) say, it works.", ("van der Berg",)),
    Case("García-Márquez et al. (2016) disagree, and so does Ångström (2015).", ("García-Márquez", "Angstrom")),
    Case("It was counted (Department for Education [DfE], 2020; DfE, 2020).", ("Department for Education", "Department for Education")),
    Case("The ONS (2021) counted, and (Office for National Statistics, 2021, 2022) too.", ("Office for National", "Office for National", "absent")),
    Case(
        "It was so before (NSPCC, 2011a,b).",
        ("National Society for the Prevention of Cruelty to Children (2011a)", "National Society for the Preven"),
    ),
    Case("Brown's (2014) study was read (Patel 2013: 45, cited in Brown, 2014).", ("Brown, A.", "Patel", "Brown, A.")),
    Case("They differ (A. Johnson, 2010; Johnson, B., 2010; Johnson, 2010).", ("Johnson, A.", "Johnson, B.", "ambiguous")),
    Case("It is to come (Kumar, in press), or undated (Lopez, no date).", ("Kumar", "Lopez")),
    Case("Holt-Lunstad & Lee, 2012, said so; Holt Lunstad and Lee (2012) did.", ("Holt-Lunstad", "Holt-Lunstad")),
    Case("Mason et al. (2013) is no slip for Masson.", ("absent",)),
    Case("A body in two spellings (Local Government and Social Care Ombudsman, 2020).", ("Local Government & Social",)),
)
HARVARD_LIST = (
    "Smith, J. and Jones, K. (2019) *Homes that last*. Bristol: Policy Press.",
    "O'Brien, M. (2018a) ‘First paper’, Journal of Care, 3(2), pp. 1–9.",
    "O'Brien, M. (2018b) ‘Second paper’, Journal of Care, 3(3), pp. 10–19.",
    "Department for Education (2020) Children looked after in England. London: DfE.",
    "van der Berg, J., Müller, Ä. and Roth, P. (2017) Kin. London: Care Press.",
    "García-Márquez, P. et al. (2016) Kin again. London: Care Press.",
    "Angstrom, A. (2015) Names. Oslo: Care Press.",
    "Office for National Statistics (2021) Population. Newport: ONS. Available at: https://www.example.org/population",
    "Brown, A. (2014) A study. London: Care Press.",
    "Patel, R. (2013) Notes. London: Care Press.",
    "Holt-Lunstad, J. and Lee, B. (2012) Social ties. London: Care Press.",
    "National Society for the Prevention of Cruelty to Children (2011a) One. London: NSPCC. https://www.example.org/a",
    "National Society for the Prevention of Cruelty to Children (2011b) Two. London: NSPCC. https://www.example.org/b",
    "Kumar, S. (in press) Coming. Journal of Care, 3(3).",
    "Lopez, M. (n.d.) Undated. Retrieved from https://www.example.org/c",
    "Johnson, A. (2010) One. London: Care Press.",
    "Johnson, B. (2010) Two. London: Care Press.",
    "Masson, J., Dickens, J., Bader, K. and Mason, T. (2013) Law. London: Care Press.",
    "Local Government & Social Care Ombudsman (2020) Firm foundations. Coventry: LGSCO. https://www.example.org/d",
)
CHICAGO = (
    Case("Homes last (Smith and Jones 2019, 45).", ("Smith, Jane, and Kate Jones",)),
    Case(
        "The Department for Education (2020b) agrees (Smith 2018; Smith 2014).", ("Department for Education. 2020b", "———. 2018", "Smith, Jane. 2014")
    ),
    Case("It is known (Smith et al. 2015) from Brown, Green, and White (2013).", ("Smith, Jane, Bob Brown", "Brown, Ann")),
    Case("Nobody knows (Smith and Jones 2020).", ("absent",)),
)
CHICAGO_LIST = (
    "Smith, Jane. 2014. “Early Days.” Journal of Care 4 (2): 12–34.",
    "———. 2018. Homes. London: Routledge.",
    "Smith, Jane, and Kate Jones. 2019. Homes That Last. Bristol: Policy Press.",
    "Smith, Jane, Bob Brown, and Kate Jones. 2015. Other Homes. Bristol: Policy Press.",
    "Department for Education. 2020b. Children Looked After. London: DfE.",
    "Brown, Ann, Carl Green, and Dee White. 2013. Kin. New York: Norton.",
)
VANCOUVER = (
    Case("Homes last [1].", ("[1]",)),
    Case("It is well known [2,3] and often said [3–5].", ("[2]", "[3]", "[3]", "[4]", "[5]")),
    Case("Nobody knows [9].", ("absent",)),
    Case("It was raised.⁴", ("[4]",)),
)
VANCOUVER_LIST = (
    "[1] Smith J, O'Brien KL, de Souza M. Stability in care. BMJ. 2019;366:l1234.",
    "[2] World Health Organization. Report on children. Geneva: WHO; 2018.",
    "[3] Brown A. Kin. Child Abuse Negl. 2017;12(3):3-9.",
    "[4] Roe R, Doe D. Homes. Lancet 2016;12:3-4.",
    "[5] Patel R. Notes on care. London: Policy Press; 2012.",
)
STYLES = {"harvard": (HARVARD, HARVARD_LIST), "chicago": (CHICAGO, CHICAGO_LIST), "vancouver": (VANCOUVER, VANCOUVER_LIST)}
