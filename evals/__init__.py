"""Known question-answer pairs, measures, the runner and the regression gate."""
