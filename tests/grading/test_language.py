from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.bank import Pack
from mockint.grading.language import Foreign, foreign


@pytest.mark.parametrize(
    "text",
    [
        "Die Ereignisschleife bedient andere Anfragen, während die Coroutine auf die Daten wartet.",
        "Pendant qu'une coroutine attend la base de données, la boucle sert les autres requêtes.",
        "Mientras una corrutina espera la base de datos, el bucle atiende otras peticiones.",
        "Mentre una coroutine aspetta la risposta, il ciclo degli eventi serve le altre richieste.",
        "Enquanto uma corrotina espera pela resposta, o laço atende outras requisições.",
        "Terwijl een coroutine op de database wacht, bedient de event loop andere verzoeken.",
        "Podczas gdy korutyna czeka na bazę danych, pętla zdarzeń obsługuje inne żądania.",
        "Medan en coroutine väntar på databasen kan loopen betjäna andra, och det är billigt.",
        "Пока корутина ждёт ответа базы данных, цикл событий обслуживает другие запросы.",
        "当协程等待数据库时，事件循环会处理其他请求。",
        "コルーチンがデータベースを待つ間、ループは他のリクエストを処理します。",
        "Der Handler wird mit Depends(get_db) aufgerufen, und FastAPI schließt die Session danach.",
    ],
)
def test_another_language_is_clear(text: str) -> None:
    assert foreign(text) is Foreign.CLEARLY


def test_two_languages_in_one_answer_are_noticed() -> None:
    text = (
        "The event loop of the process serves other requests. Die Coroutine wird dabei nicht "
        "weiter ausgeführt, weil sie auf die Datenbank wartet."
    )
    assert foreign(text) is Foreign.PARTLY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "async def get_db(): async with SessionLocal() as db: yield db",
        "app.dependency_overrides[get_db] = fake; TestClient(app).get('/users/')",
        "os.getenv, sys.path, del app, com.example, die(), la, le, de",
        "In the café route naïve Müller and García are names of the résumé model.",
        "λ and π of the Ω distribution are passed as query parameters",
        "uvicorn gunicorn starlette pydantic anyio httpx sqlalchemy alembic",
        "It would most likely die because it is so used to salt that it would die.",
        "Nein!",
    ],
)
def test_english_code_and_names_are_not(text: str) -> None:
    assert foreign(text) is Foreign.NOT


def test_nothing_in_the_bank_is_foreign(pack: Pack) -> None:
    questions = pack.questions
    texts = [text for q in questions for text in (q.question, q.reference)]
    texts += [text for q in questions for point in q.key_points for text in point.statements]
    assert [text for text in texts if foreign(text) is not Foreign.NOT] == []


@given(st.text())
def test_any_text_can_be_judged(text: str) -> None:
    assert foreign(text) in Foreign
