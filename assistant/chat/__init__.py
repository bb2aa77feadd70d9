"""The chat page: ask in the browser, read the evidence, open the source at the quote.

Only ``page.py`` imports gradio (which takes seconds); everything else here is text in, HTML out.
"""
