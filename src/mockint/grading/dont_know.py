"""The many ways to say "I don't know"."""

from __future__ import annotations

import re

from mockint.grading.sentence_spans import sentence_spans
from mockint.grading.text import words_of
from mockint.grading.vocabulary import STOP_WORDS

_LONGEST_DONT_KNOW = 6  # content words beside the phrase; more is an answer with a hedge
_FEWEST_OF_A_TRY = 3  # content words of a sentence, or after a "but", that say something
_LONGEST_TEXT = 1500  # characters; nobody takes more to say that there is nothing to say

# Each is said of oneself: "you would not know the result", "the server has no idea who calls"
# and "we cannot tell which comes first" are parts of answers.
_SOFTLY = (
    r"(?:(?:really|honestly|just|simply|actually|even|quite|still|sadly|unfortunately|personally"
    r"|frankly|currently|definitely|absolutely|completely|totally|yet|ever)\s+)*+"
)
_START = (
    r"(?:^\W*|(?<=[.;!?,:])\s+)"
    r"(?:(?:sorry|honestly|h+m+|u+m+|u+h+|oh|well|ok|okay|so|to\s+be\s+honest|tbh)\W+)*+"
)
_ADMIT = r"(?:(?:must|have\s+to)\s+admit\s+(?:that\s+)?i\s+)?"
_SELF = rf"(?:{_START}|\b(?:i|sorry|honestly)(?:\s+|(?=['’]))){_ADMIT}"
_NOT = r"\s?(?:n\s*['’o]?t)"
_CANNOT = rf"(?:can(?:not|\s*['’]?t|\s+not)|could{_NOT})"
_DO_NOT = rf"(?:do{_NOT}|would{_NOT}|{_CANNOT})"
_KNOW = r"(?:know|remember|recall|think\s+of|come\s+up\s+with|answer)"
_OF_WHAT = (
    r"\s+(?:what|how|why|when|where|which|who|if|whether|this|that|it|these|those|the|an?|any\w*|much"
    r"|enough|about|for|off|right|exactly|sorry|yet|too|more)\b"
)
_HAVE_NOT = rf"(?:(?:have|['’]ve|had)\s+(?:not|never)|(?:have|had){_NOT}|never)"
_THIS = r"(?:\s+(?:this|that|it|one|these|to\s+(?:this|that)|the\s+(?:question|answer)))?"
_END = r"(?=\W*$|\s*[.,;!])"
# "Never used after start-up", "we never had this in async code" state something.
_NO_FACT = (
    r"(?!\s+(?:in\s+(?!class|school|the\s+course)|by|after|before|again|outside|inside|during"
    r"|when|unless|from)\b)"
)
_WAYS = (
    # I do not know.
    rf"\b(?:i|sorry|honestly)\s+{_ADMIT}{_SOFTLY}{_DO_NOT}\s+{_SOFTLY}{_KNOW}\b",
    # Without an "I" it may be advice: "do not remember state between requests".
    rf"{_START}{_ADMIT}{_SOFTLY}{_DO_NOT}\s+{_SOFTLY}{_KNOW}(?:{_END}|{_OF_WHAT})",
    (
        rf"{_SELF}{_SOFTLY}(?:do{_NOT}|would{_NOT}|{_CANNOT})\s+{_SOFTLY}(?:say|tell)(?:\s+(?:you|this"
        r"|that|it|much|more|anything|exactly|offhand|right\s+now|for\s+sure|what\s+(?:this|that|it)"
        rf"\s+is))*{_END}"
    ),
    rf"\b{_CANNOT}\s+say\s+(?:that\s+)?i\s+(?:know|do|have)\b",
    rf"{_SELF}do{_NOT}\s+{_SOFTLY}(?:have|understand)\s+(?:an?|any|much|enough|the|this|that|your)\b",
    (
        rf"{_SELF}{_SOFTLY}(?:(?:have|['’]ve|got|having)\s+)*+{_SOFTLY}no\s+(?:idea|clue|experience"
        r"|knowledge|recollection|memory\s+of|answer\s+(?:to|for|here))\b"
    ),
    (
        rf"{_SELF}have{_NOT}\s+(?:got\s+)?(?:a|an|the|any)\s+(?:\w+\s+)?(?:clue|idea|faintest|foggiest"
        r"|slightest)\b"
    ),
    rf"{_START}not\s+(?:a|the\s+(?:slightest|faintest|foggiest))\s*(?:clue|idea)?{_END}",
    (
        rf"{_SELF}(?:(?:am|['’]?m)\s+)?{_SOFTLY}(?:not\s+{_SOFTLY}(?:at\s+all\s+|too\s+|very\s+|so\s+)?"
        r"(?:sure|certain|familiar\s+with|able\s+to\s+answer)|unsure|unfamiliar\s+with)\b"
    ),
    (
        rf"\bi(?:\s+am|\s*['’]?m)\s+{_SOFTLY}(?:a\s+bit\s+)?(?:lost|stumped|clueless|stuck|blank)\b"
        r"(?=\s*(?:on|here)\b|\W*$|\s*[.,;!])"
    ),
    r"\b(?:i|have|['’]ve)\s+(?:(?:have|completely|totally|really)\s+)*+(?:forget|forgot|forgotten)\b",
    r"^\W*(?:sorry\W+)?(?:forgot|forgotten)(?=\W*$|\s+(?:how|what|that|this|it|which)\b)",
    # It is new to me.
    (
        rf"{_SELF}{_SOFTLY}{_HAVE_NOT}\s+{_SOFTLY}(?:heard|used|learn(?:ed|t)|seen|worked|touched|tried"
        r"|come\s+(?:across|up)|came\s+across|studied|dealt|encountered|looked\s+(?:into|at)"
        r"|read\s+(?:about|up)|done|had\s+to|needed)\b"
        rf"{_NO_FACT}"
    ),
    (
        rf"\bwe\s+{_SOFTLY}(?:{_HAVE_NOT}|did{_NOT})\s+{_SOFTLY}(?:cover(?:ed)?|do(?:ne)?|learn(?:ed|t)?"
        r"|stud(?:y|ied)|discuss(?:ed)?|had|have|get\s+to|got(?:ten)?\s+to|talk(?:ed)?\s+about)"
        rf"\s+(?:this|that|it|these|those)\b{_NO_FACT}"
    ),
    (
        rf"{_START}(?:(?:that|this|it)(?:['’]?s|\s+is)\s+)?not\s+(?:something|an?\s+\w+|one)\s+"
        r"(?:that\s+)?(?:i|we)\b"
    ),
    (
        r"\b(?:that|this|it)(?:['’]?s|\s+is)\s+(?:all\s+)?(?:beyond\s+me|over\s+my\s+head|new(?:s)?\s+to\s+me"
        r"|(?:outside|out\s+of)\s+my\s+(?:depth|area|knowledge))\b"
    ),
    rf"\b(?:does|did){_NOT}\s+ring\s+(?:a|any)\s+bells?\b|\brings\s+no\s+bells?\b",
    (
        rf"{_SELF}(?:(?:['’]?d|would|will|['’]?ll)\s+)?(?:have|need)\s+to\s+(?:go\s+(?:and\s+)?)?"
        r"(?:look|google|check|read|study|learn|revise|research)(?=\W*$|\s+(?:(?:into|at)\s+)?(?:it|this"
        r"|that|these|those|up|about|more|again|the\s+(?:docs|documentation|manual))\b)"
    ),
    # Nothing comes to mind.
    r"\b(?:drawing|drew|draw)\s+a\s+(?:\w+\s+)?blank\b",
    r"\bmy\s+mind(?:['’]s|\s+is|\s+went|\s+goes|\s+has\s+gone)\s+(?:\w+\s+)?blank\b",
    r"\bescapes\s+me\b|\bslipped\s+my\s+mind\b|\bbeats\s+me\b|\bsearch\s+me\b|\bidk\b",
    r"(?:^\W*|(?<=[.,;!])\s*|\bi\s*)dunno\b",
    r"\byou(?:['’]?ve|\s+have)?\s+(?:got|lost|have)\s+me\s+(?:there|here|on\s+(?:this|that))\b",
    rf"\bi\s+(?:give\s+up{_END}|wish\s+i\s+(?:knew|could\s+(?:say|remember|tell)))",
    (
        r"^\W*(?:who\s+knows|good\s+question|no\s+comment|n\s*/\s*a|nope|nothing|blank|unknown|unsure"
        r"|not\s+known|tbd)(?=\W*$)"
    ),
    # On to the next.
    (
        r"(?:^\W*|(?<=[.,;!])\s*|\b(?:i['’]?ll|i\s+will|i\s+have\s+to|i['’]?d\s+(?:rather\s+)?"
        r"|i\s+would\s+(?:rather\s+)?|let['’]?s|let\s+me|(?:can|could|may)\s+(?:i|we))\s+)(?:please\s+)?"
        rf"(?:pass|skip|move\s+on)(?:\s+on)?{_THIS}(?:\s+one)?(?:[\s,]+(?:please|thanks))?{_END}"
    ),
    (
        r"(?:^\W*|(?<=[.,;!])\s*)(?:next(?:\s+(?:question|one))?|ask\s+me\s+(?:another|something\s+else))"
        rf"(?:[\s,]+please)?{_END}"
    ),
    # The same in other languages.
    (
        r"\bkeine\s+ahnung\b|\bich\s+wei(?:ß|ss)\s+(?:(?:es|das|leider)\s+)*nicht\b|\bnie\s+wiem\b"
        r"|\bje\s+ne\s+sais\s+pas\b|\bno\s+(?:lo\s+)?sé\b|\bnon\s+lo\s+so\b|\bgeen\s+idee\b|\bnão\s+sei\b"
    ),
)
_DONT_KNOW = re.compile("|".join(_WAYS), re.IGNORECASE)
# What comes after these is a try, however hedged.
_BUT = re.compile(
    r"\b(?:but|however|though|i\s+(?:think|guess|suppose|believe|assume)|maybe|perhaps|probably"
    r"|my\s+guess|presumably)\b",
    re.IGNORECASE,
)
# Words that speak of the question or of oneself rather than of its subject.
_ABOUT_ONESELF = frozenset(
    """
    sorry question questions answer answers topic subject chapter lecture honest honestly afraid
    really unfortunately sadly please next thanks thank know knew sure remember idea clue exactly
    actually well ok okay yes yet never used heard look check read learn study studied skip pass
    guess think apologies time today moment head mind right currently offhand familiar
    experience interview prepared myself first ask another
    """.split()
)


def says_dont_know(text: str) -> bool:
    """Whether a text says "I don't know", in whatever words, and little else.

    A hedge followed by a try is an answer: "Not sure of the name, but the loop runs the others".
    """
    if len(text) > _LONGEST_TEXT or not _DONT_KNOW.search(text):
        return False
    tried = _BUT.split(text, maxsplit=1)[1:]
    if tried and _said(tried[0]) >= _FEWEST_OF_A_TRY:
        return False
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    others = [one for one in sentences if not _DONT_KNOW.search(one)]
    if any(_said(one) >= _FEWEST_OF_A_TRY for one in others):
        return False
    return _said(text) <= _LONGEST_DONT_KNOW


def _said(text: str) -> int:
    """How many words of content there are beside the phrases."""
    words = words_of(_DONT_KNOW.sub(" ", text))
    return sum(word not in STOP_WORDS and word not in _ABOUT_ONESELF for word in words)
