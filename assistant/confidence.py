"""How likely it is that the documents answer a question, and the refusal of what is no question to them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from assistant.missing import Unmet
from assistant.query import Query
from assistant.reader import Evidence
from index.packaged_mpnet import MPNET

THRESHOLD = 0.12
"""Where the product of the two models of a ``Fit`` is below it the assistant abstains; the confidence is about as much there.

Of corpora that neither model was fitted on, it refuses 0.035 of the questions that they answer, so that with the premise checks not more than one in
twenty is refused. Refusing a question that the documents answer costs more than showing passages that a reader can dismiss.
"""
Model = tuple[tuple[float, ...], float]
"""Weights and intercept of a logistic model."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The two models of the judgement, and what makes a share of their product.

    ``subject``, over the first five of ``features``, says that the question is on the documents' subject; ``answer``, over all seven, that the
    documents answer it where it is. Both are fitted by ``training/calibrate.py`` on questions put to corpora that answer them and to corpora that do
    not; ``docs/answers.md`` has the figures.

    ``level`` has slope and intercept over the logit of the product, which make a share of it (Platt, Probabilistic outputs for support vector
    machines, 1999): the models were fitted with as many questions that documents do not answer as questions that they do. Fitted by
    ``training/fit_level.py`` on the tune half, of which the documents answer three in four.
    """

    subject: Model
    answer: Model
    level: tuple[float, float]


LARGER = Fit(
    ((12.048, 7.711, 2.457, 21.203, -2.95), -13.042),
    ((4.959, -1.003, 0.802, 4.933, -5.314, 0.435, 0.834), -1.344),
    (2.054, 2.249),
)
"""Fitted with the larger cross-encoder."""
SMALLER = Fit(
    ((11.721, 7.861, 2.481, 21.08, -3.247), -12.957),
    ((3.76, -0.828, -0.574, 4.64, -4.549, 0.582, 0.402), -0.142),
    (1.88, 1.798),
)
"""Fitted with the smaller one, which answers as well where there is none."""
UNMET = 0.35
"""What is left of the confidence where the question takes something for granted that the evidence does not hold."""
DEFINED = 0.9
"""The least confidence of an answer to "what does X mean?" where a document defines X."""
_NO_ANSWER = (
    "The documents speak of this subject, but no passage answers this question clearly enough to be quoted; "
    "the nearest ones are listed so that you can judge."
)
_OTHER_SUBJECT = "No passage answers this question clearly enough to be quoted as an answer; the nearest ones are listed so that you can judge."
_LOOKED_AT = 10
_COMMAND = re.compile(
    "|".join(
        (
            r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,30}\b(?:instructions?|rules?|prompts?|guidelines|everything|above|previous|training)\b",
            r"\b(?:system prompt|developer mode|jailbreak)\b",
            r"\byou are now\b|\b(?:pretend|act|role-?play) (?:to be|as if you|as a|as an|that you)\b",
            r"^(?:please )?(?:write|compose|make up|invent|generate)\b.{0,30}\b(?:poem|song|story|joke|essay|email|letter|code|script|speech|rap)\b",
            r"\btell me a joke\b|^(?:who|what) are you\b",
            r"\bare you (?:a |an )?(?:robot|human|ai|bot|chatgpt)\b|\brepeat after me\b|\btranslate (?:this|the following)\b",
        )
    ),
    re.I,
)
_SMALL_TALK = re.compile(
    r"^\W*(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|thanks?|thank you|cheers|ta|ok(?:ay)?|bye|goodbye|see you"
    r"|how are you|how'?s it going|what'?s up|yes|no|great|lovely|nice|cool)\b[^?]*\??\W*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Probability that the documents answer the question, and the reason for abstaining where it is too low.

    ``is_question`` is false for small talk and commands, which no passage is near to.
    """

    confidence: float
    refusal: str | None
    is_question: bool = True


def features(evidence: Evidence) -> tuple[float, ...]:
    """Return what the judgement rests on.

    Among the first sentences of the ranking the best late interaction and the best dense score; the share of the question's words that the
    documents know; the mean dense score of all that was read, which tells a question on the documents' subject from one on another; how close
    the question is to everyday questions on anything; and whether one of the best sentences answers it, word by word (``assistant.answerability``)
    and to the cross-encoder.
    """
    first = evidence.ranking[:_LOOKED_AT]
    if not first:
        return (0.0,) * 7
    late, dense = max(found.late_own for found in first), max(found.dense for found in first)
    return (late, dense, evidence.known, evidence.subject, evidence.elsewhere, evidence.answers, evidence.told)


def judge(query: Query, evidence: Evidence, unmet: Unmet | None = None, *, refusal: bool = True, defined: bool = False) -> Judgement:
    """Judge whether the evidence answers the question at all; ``unmet`` says what the question takes for granted and the evidence does not hold.

    Where that is doubtful, it only takes its share of the confidence.

    Without ``refusal`` only commands, small talk and unmet questions are refused. A question for the meaning of a term that the evidence has
    ``defined`` is answered, however few words they share.
    """
    if _COMMAND.search(query.question):
        return Judgement(
            0.0, "That is a request to the assistant, not a question that documents answer; it only quotes what the documents say.", is_question=False
        )
    if _SMALL_TALK.match(query.question) and len(query.question.split()) <= 12:
        return Judgement(0.0, "That is not a question about the documents; ask what they say about something.", is_question=False)
    if not evidence.ranking:
        return Judgement(0.0, "Nothing in the documents has to do with this question.")
    values, fit = features(evidence), fit_of(evidence.cross_encoder)
    on_subject = _probability(fit.subject, values[:5])
    product = round(on_subject * _probability(fit.answer, values), 3)
    confidence = level(product, fit)
    if defined:
        return Judgement(max(DEFINED, round(confidence, 3)), None)
    if unmet:
        is_refused = not unmet.doubtful or UNMET * product < THRESHOLD
        return Judgement(round(UNMET * confidence, 3), unmet.reason if is_refused else None)
    if refusal and product < THRESHOLD:
        return Judgement(round(confidence, 3), _NO_ANSWER if on_subject >= 0.5 else _OTHER_SUBJECT)
    return Judgement(round(confidence, 3), None)


def fit_of(cross_encoder: str) -> Fit:
    """Return the fit for an index whose cross-encoder is made of a model."""
    return LARGER if cross_encoder == MPNET else SMALLER


def level(product: float, fit: Fit) -> float:
    """Return the probability that the documents answer, from the product of the two models' probabilities; the order stays as it is."""
    slope, intercept = fit.level
    inside = min(max(product, 1e-3), 1 - 1e-3)
    return 1.0 / (1.0 + math.exp(-slope * math.log(inside / (1 - inside)) - intercept))


def _probability(model: Model, values: tuple[float, ...]) -> float:
    weights, intercept = model
    logit = intercept + sum(weight * value for weight, value in zip(weights, values, strict=True))
    return 1.0 / (1.0 + math.exp(-max(min(logit, 50.0), -50.0)))
