"""One invented report in every format that is read: the sample by which the readers of formats are judged.

``report.txt`` is the only source of its words; each writer turns it into one format. ``python -m tests.ingest.report FOLDER`` writes them all.
"""
