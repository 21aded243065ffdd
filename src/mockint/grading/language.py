"""Whether an answer is in another language than the bank's, which is English.

Function words tell languages apart in a few words and do not depend on the subject, which for
technical answers is full of English terms and identifiers in every language.
"""

from __future__ import annotations

import unicodedata
from enum import Enum

from mockint.grading.text import words_of
from mockint.grading.vocabulary import STOP_WORDS

# Frequent function words, those that look like English ones among them.
_FUNCTION_WORDS = {
    "Czech": "je jsou není který která které také nebo aby když pro při jako jen už ale na se to "
    "že s v z o do by a i protože jeho",
    "Danish, Norwegian": "og det er ikke på som til av af med har kan vi den et jeg fordi også i "
    "for at en om så blir bliver de",
    "Dutch": "het een niet wordt worden van voor zijn dat deze dit die ook maar bij naar omdat wel "
    "geen moet kan kunnen als nog dan met en door op aan uit hij zij ik je heeft de andere dus te "
    "is in of was over we had er om",
    "Finnish": "ja on ei että se ovat joka kun myös mutta tai niin kuin voi ne sen",
    "French": "le la les des une est sont dans pour pas que qui sur avec ne ce cette ces il elle "
    "nous vous je mais ou où et donc aux du au par plus être fait peut aussi comme leur son sa ses "
    "lors afin car alors un de même autres d'une qu'un qu'une c'est n'est d'un on a me as en",
    "German": "der die das und ist nicht ein eine einen einem einer eines wird werden den dem des "
    "mit auf für von zu im auch als sich dass daß bei oder aber wenn nur noch nach durch aus man "
    "kann wie sind hat da ich wir es ohne weil über zum zur beim vom kein keine muss damit dann "
    "wurde wurden sowie jede jeder deshalb während andere sie er dabei in an so was am will war",
    "Hungarian": "az és nem hogy egy van csak mert meg ez azt vagy mint akkor ha a is",
    "Indonesian": "yang dan tidak dengan untuk dari adalah ini itu pada akan karena dalam bisa di",
    "Italian": "il lo gli della delle dei del nel nella che non è sono una uno per con come anche "
    "più ma perché quando viene essere si di da alla al questo questa ogni quindi la le un e dal "
    "degli sullo stesso altre mentre a i in no",
    "Polish": "jest nie się na że z w i to jak przez dla które który która są po od czy tylko ale "
    "oraz jako gdy aby może lub więc tym inne podczas do by a o",
    "Portuguese": "o os não uma um para com que é são do da dos das no na nos nas por mais como "
    "mas se ao pelo pela quando também ou ser está isso cada você e de outras mesma enquanto a as",
    "Romanian": "și nu este sunt în care pe pentru cu din la că să un o ce mai dar sau când de a",
    "Spanish": "el los las una un que no es son para por con se en del al como más pero cuando "
    "también porque lo su sus este esta esto cada y o hay ser está puede sin entre la de mismo "
    "otras mientras a me",
    "Swedish": "och att det är inte som på med av en ett den har kan om vi jag men eller också "
    "när till i för så de",
    "Turkish": "ve bir bu için ile değil olarak gibi daha çok ama olan kadar sonra var da de",
}
_TABLE = {name: frozenset(words.split()) for name, words in _FUNCTION_WORDS.items()}
# Those that English text has as well, as words, names or code: they tell nothing by themselves.
_ENGLISH_TOO = STOP_WORDS | frozenset(
    """
    die war man son car plus den on les des sa de la le el al os com del dos par e o i w z y s v
    da van ja var bin pas est sur du dan pro bit sin set kan to un una per ne se es en et po ma
    """.split()
)

_FEWEST_WORDS = 5
_TELLING, _TELLING_IF_MIXED = 2, 3  # different words that English does not have
_CLEARLY, _HARDLY = 0.15, 0.08  # of the words are the other language's function words
_ENGLISH_LEFT = 0.15  # English function words for each of the other language's, in a clear case
_FOREIGN_LETTERS, _SOME_FOREIGN_LETTERS = 0.5, 0.15
_FEWEST_LETTERS = 6
_LAST_LATIN = "\u024f"  # of the blocks that are all Latin


class Foreign(Enum):
    """How much of a text is in another language than English."""

    NOT = 0
    PARTLY = 1
    CLEARLY = 2


def foreign(text: str) -> Foreign:
    """Whether a text is in another language than English, by its script and function words.

    Short texts, code, identifiers and names count as English.
    """
    letters = "" if text.isascii() else [sign for sign in text if sign.isalpha()]
    outside = sum(sign > _LAST_LATIN and not _is_latin(sign) for sign in letters)
    if len(letters) >= _FEWEST_LETTERS and outside > _FOREIGN_LETTERS * len(letters):
        return Foreign.CLEARLY
    partly = outside >= _FEWEST_LETTERS and outside > _SOME_FOREIGN_LETTERS * len(letters)
    words = words_of(text)
    if len(words) < _FEWEST_WORDS:
        return Foreign.PARTLY if partly else Foreign.NOT
    for table in _TABLE.values():
        telling = [word for word in words if word in table and word not in _ENGLISH_TOO]
        kinds = len(set(telling))
        if kinds < _TELLING:
            continue
        other = sum(word in table for word in words)
        english = sum(word in STOP_WORDS and word not in table for word in words)
        if other >= _CLEARLY * len(words) and english <= _ENGLISH_LEFT * len(telling):
            return Foreign.CLEARLY
        partly = partly or (kinds >= _TELLING_IF_MIXED and len(telling) >= _HARDLY * len(words))
    return Foreign.PARTLY if partly else Foreign.NOT


def _is_latin(sign: str) -> bool:
    return "LATIN" in unicodedata.name(sign, "")
