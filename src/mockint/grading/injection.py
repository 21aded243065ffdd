"""Text that speaks to the grader instead of answering.

A sentence counts only where it names grading itself or orders a grader about: "ignore the
previous value", "the system prompt" and "instructions" are matters of many a right answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mockint.grading.sentence_spans import Span, blanked, sentence_spans, trim

_LONG_SENTENCE = 300  # characters; of a longer one only the clauses concerned are taken out
_CLAUSE_BORDER = re.compile(r"[,;:]\s|\s[-\u2013\u2014]\s")
_LONGEST_OBJECT = 2000  # characters

_GAP = r"(?:\s\S++){0,5}?\s"  # a few words between
_MARKS = r"(?:marks?|points?|scores?|credits?|grades?|ratings?)"
_FULL = (
    rf"(?:(?:full|perfect|100\s?%|100\spercent)\s(?:\w+\s)?{_MARKS}"
    r"|(?:maximum|maximal|max|highest|top|all(?:\sof)?(?:\sthe)?)\s(?:available\s|possible\s)?"
    r"(?:marks?|credits?|grades?|key\spoints))\b"
)
_MOST = rf"(?:maximum|maximal|max|highest|top|best|all(?:\sof)?(?:\sthe)?)\s(?:\w+\s)?{_MARKS}\b"
_GRADER = (
    r"(?:(?:ai|llm|automat(?:ed|ic)|human|exam|answer|my|the|an?)[\s-])*(?:graders?|evaluators?"
    r"|examiners?|assessors?|markers?|scorers?|judges?|(?:grading|scoring|marking|evaluation)"
    r"\s(?:system|model|assistant|bot|engine|algorithm|software|script|ai|llm|tool|program)"
    r"|ai\s(?:model|assistant|system)|language\smodel|llm|chatgpt)\b"
)
_MY_ANSWER = (
    r"(?:this|my|the\s(?:candidate|student)['’]?s?)\s(?:answer|response|submission|solution|reply"
    r"|text)"
)
_ROLE = (
    r"^\W*(?:system|assistant|developer|admin(?:istrator)?|grader|evaluator|examiner)(?:\s(?:message"
    r"|prompt|note|override|instructions?|command|update))?\s?[\]>)}]*\s?[:>\u2013\u2014-]"
)
_TASK = (
    r"(?:instructions?|prompts?|directives?|guidelines?|(?:grading|marking|scoring)\s\w+|rubrics?)"
)

_INJECTIONS = (
    # Set aside what you were told.
    (
        r"\b(?:ignore|disregard|forget|override|bypass|do\snot\sfollow|don['’]t\sfollow|stop\sfollowing)"
        r"(?:\s\S++){0,3}?\s(?:previous|prior|above|earlier|preceding|other|original|all|any|your|system"
        rf"|these|those|initial|existing)(?:\s\S++){{0,3}}?\s{_TASK}\b"
    ),
    (
        r"\b(?:ignore|disregard|forget|override|bypass)(?:\s\S++){0,3}?\s(?:rubric|(?:grading|marking"
        r"|scoring|evaluation)\s(?:criteria|instructions?|rules|scheme|guide\w*|standards?)|key\spoints)\b"
    ),
    (
        r"^\W*(?:please\s|now\s|and\s|so\s)*(?:ignore|disregard|forget)\s(?:all|everything|anything|what)"
        r"(?:\sof)?(?:\sthe)?(?:\stext)?\s(?:above|before|that\scame\sbefore|you\s(?:were|have\sbeen)\stold"
        r"|previously|so\sfar)\b"
    ),
    r"\b(?:your|the)\snew\s(?:instructions?|task|role)\s(?:is|are)\b",
    # Give me the marks.
    rf"\b(?:award|awards|awarded|awarding)\b{_GAP}{_MARKS}\b",
    (
        rf"\b(?:give|gives|given|assign|assigned|grant|granted|rate|rated|grade|graded|mark|marked|score"
        rf"|scored|allocate|deserves?|earns?|merits?|receives?|worth){_GAP}{_FULL}"
    ),
    rf"\b(?:give|assign|grant|rate|score|mark)\s(?:me|this|my){_GAP}{_MOST}",
    rf"\b(?:deserves?|earns?|merits?|output|worth|must\s(?:get|receive)){_GAP}{_MOST}",
    (
        r"\b(?:give|assign|grade|rate|score|mark|evaluate)\s(?:this|my|the|it|me)(?:\s(?:answer|response"
        r"|submission|solution))?(?:\s(?:as|at|with|a|an|of))*\s(?:100|10\s?/\s?10|5\s?/\s?5|an?\sa\+?"
        r"|excellent|perfect|correct|full|passing|max\w*)(?!\w)"
    ),
    (
        r"\b(?:set|return|output|report|assign|give|print|record|respond\swith|reply\swith)"
        r"(?:\s\S++){0,4}?\s(?:score|grade|mark|rating)s?(?:\s\S++){0,2}?\s(?:100|10\s?/\s?10|full|maximum"
        r"|perfect|a\+)(?!\w)"
    ),
    (
        r"\b(?:mark|count|treat|consider|regard|accept|grade|score)\s(?:\S++\s){0,3}?(?:key\spoints?|points"
        r"|criteri\w+|answer|response|submission)(?:\s\S++){0,3}?\sas\s(?:fully\s)?(?:covered|met|correct"
        r"|satisfied|perfect|passed|passing|complete)\b"
    ),
    (
        r"\b(?:all|every|each)(?:\sof)?(?:\sthe)?\s(?:key\spoints?|criteri\w+|rubric\s\w+)\s(?:\S++\s){0,3}?"
        r"(?:covered|met|satisfied|fulfilled)\b"
    ),
    (
        r"\b(?:do\snot|don['’]t|never|without|no|any)(?:\s\S++){0,3}?\s(?:deduct\w*|deductions?)"
        r"(?:\s\S++){0,4}?\s(?:points?|marks?|score|credit|error|mistake|unfair|wrong)\b"
    ),
    r"\bno\s(?:points|marks)\s(?:should|must|may|can|will)\sbe\s(?:deducted|lost|taken|subtracted)\b",
    # It is known to be right.
    r"\bcorrect\sanswer\s(?:has\sbeen|was|is)\s(?:\w+\s)?(?:verified|confirmed|approved|validated)\b",
    (
        rf"\b{_MY_ANSWER}(?:\s\S++){{0,6}}?\s(?:all|every|each)(?:\s\S++){{0,3}}?\s(?:criteri\w+|key\spoints?"
        r"|rubric|grading\s\w+)\b"
    ),
    (
        rf"\b{_MY_ANSWER}\s(?:(?:has|have|had)\s(?:already\s)?been|was|is|should\sbe|must\sbe|is\sto\sbe)"
        r"\s(?:\S++\s){0,3}?(?:(?:graded|marked|scored|judged|certified|treated|rated|accepted|counted"
        r"|considered|regarded|verified|confirmed)\s(?:as\s|to\sbe\s)?(?:\w+\s)?(?:correct|perfect"
        r"|accurate|passing|excellent|full\w*)|pre-?approved)\b"
    ),
    (
        r"\b(?:reviewed|verified|approved|checked|certified|validated|confirmed)\sby\s(?:the\s|an?\s|our\s)?"
        r"(?:\w+\s){0,2}?(?:examin\w+|exam\sboard|professors?|teachers?|graders?|committee|faculty"
        r"|instructors?|lecturers?)\b"
    ),
    (
        r"^\W*(?:(?:final|total|overall|my|your|the)\s)*(?:score|grade|marks?|rating|points|verdict)\s?"
        r"(?:[:=]|is|of)\s?(?:100|10\s?/\s?10|5\s?/\s?5|\d+\s?/\s?\d+|a\+?|full|max\w*|perfect|excellent"
        r"|correct|pass(?:ed)?|covered)(?:\s?%|\spoints?|\smarks?|\sout\sof\s\d+|\s?/\s?\d+)*\W*$"
    ),
    rf"{_ROLE}.*\b(?:graders?|evaluators?|examiners?)\b",
    # Here the answer ends, says the answer.
    (
        r"^\W*(?:end|begin|beginning|start|stop)\s(?:of\s)?(?:the\s|my\s)?(?:student['’]?s?\s|candidate['’]?s?"
        r"\s|user\s)?(?:answer|response|submission|grading|input|evaluation|rubric|(?:system\s)?"
        r"(?:prompt|instructions?))\W*$"
    ),
    (
        r"</?(?:student_?|candidate_?|user_?)?(?:answer|submission|grader|grading|rubric|instructions?"
        r"|system_?(?:prompt)?)>|<\|?\s?(?:im_start|im_end|system|endoftext|eot_id)\s?\|?>|\[/?inst\]"
        r"|\[/?system\]|<</?sys>>"
    ),
)
_INJECTION = re.compile("|".join(f"(?:{one})" for one in _INJECTIONS))
# Only with a word of what is wanted.
_ADDRESS = re.compile(
    r"\b(?:dear|hey|hello|hi|attention|note\s(?:to|for)|message\s(?:to|for)|instructions?\s(?:to|for)"
    rf"|as|you\sare|you['’]re|acting\sas)\s{_GRADER}"
    r"|(?:^|[.,;!]\s)\W{0,5}(?:please\s)?(?:grader|evaluator|examiner)s?\s?[,:!]"
    rf"|{_ROLE}"
)
_WANTED = re.compile(
    r"\b(?:scores?|scoring|marks|marked|grad(?:e|es|ed|ing)|points|credits?|rubric|criteri\w+"
    r"|instructions?|awards?|deduct\w*|(?:is|as)\s(?:\w+\s){0,3}?(?:correct|covered|perfect|right)"
    r"|evaluation|(?:you|must)\s(?:must|should|have\sto|will|accept|approve|pass))\b"
)
_SCORE_FIELD = re.compile(
    r"""["']?\b(?:final_|total_|overall_)?(?:score|grade|marks?|rating)["']?\s?[:=]\s?"""
    r"""["']?(?:100|[5-9]\d|10|1(?:\.0)?|full|max\w*|a\+?|perfect|pass\w*)(?![\w.])""",
    re.IGNORECASE,
)
_GRADE_FIELD = re.compile(
    r"""["'](?:verdict|feedback|points|key_points|covered|missed|max_score|rationale|reason(?:ing)?"""
    r"""|justification|comment|passed|misconceptions|flags|deductions|correct|status)["']\s?:""",
    re.IGNORECASE,
)
_OBJECT = re.compile(r"\{[^{}]*+\}")
# Letters of other alphabets that look like Latin ones, and marks of emphasis.
_UNMASKED = str.maketrans("аеорсухіѕјԁαεικνορτυ", "aeopcyxisjdaeiknoptu", "*`~")


def neutralised(answer: str) -> str:
    """An answer with the sentences that speak to the grader replaced by spaces.

    It has the same length, so that offsets hold for both. What is left is to be graded.
    """
    return blanked(answer, injected_spans(answer))


def injected_spans(answer: str) -> tuple[Span, ...]:
    """Where an answer speaks to the grader, as (start, end) of whole sentences or clauses."""
    spans = [*_grade_objects(answer)]
    for start, end in sentence_spans(answer):
        if not _is_injection(answer[start:end]):
            continue
        clauses = _clauses(answer, start, end) if end - start > _LONG_SENTENCE else []
        guilty = [span for span in clauses if _is_injection(answer[slice(*span)])]
        spans.extend(guilty or [(start, end)])
    return tuple(sorted(spans))


def _is_injection(text: str) -> bool:
    folded = _folded(text)
    if _INJECTION.search(folded):
        return True
    return bool(_ADDRESS.search(folded) and _WANTED.search(folded))


def _folded(text: str) -> str:
    """In small letters without what hides a word: other alphabets, invisible signs, emphasis."""
    if not text.isascii():
        signs = unicodedata.normalize("NFKC", text)
        text = "".join(sign for sign in signs if unicodedata.category(sign) != "Cf")
    return " ".join(text.lower().translate(_UNMASKED).split())


def _grade_objects(answer: str) -> Iterator[Span]:
    """JSON objects that look like a grade."""
    for match in _OBJECT.finditer(answer):
        text = match.group()
        if len(text) > _LONGEST_OBJECT or not _SCORE_FIELD.search(text):
            continue
        before = answer[max(0, match.start() - 80) : match.start()].rpartition("\n")[2]
        after = answer[match.end() : match.end() + 80].partition("\n")[0]
        if _GRADE_FIELD.search(text) or not (before.strip() or after.strip(" .,;")):
            yield match.span()


def _clauses(answer: str, start: int, end: int) -> list[Span]:
    borders = [match.end() for match in _CLAUSE_BORDER.finditer(answer, start, end)]
    edges = zip([start, *borders], [*borders, end], strict=True)
    return [trim(answer, first, last) for first, last in edges]
