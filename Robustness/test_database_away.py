"""PostgreSQL goes away under the running server and comes back."""

import time

from house import House
from visitor import again, dossier_of


def test_without_its_database_the_server_asks_to_wait_and_then_works_again(house_on_postgres: House):
    house, postgres = house_on_postgres, house_on_postgres.postgres.server
    officer = house.visitor("motcua1")
    form = officer.counter_form()
    first = dossier_of(officer.receive(form))
    postgres.stop()
    try:
        for answer in (officer.get(f"/ho-so/{first}"), officer.receive(again(form))):
            assert answer.status == 503
            assert int(answer.headers["Retry-After"]) > 0
            assert "<h1>" in answer.text
        assert officer.get("/healthz").status == 200
        assert officer.get("/readyz").status == 503
    finally:
        postgres.start()
    end = time.monotonic() + 20
    while (page := officer.get(f"/ho-so/{first}")).status == 503 and time.monotonic() < end:
        time.sleep(0.2)
    assert page.status == 200
    second = dossier_of(officer.receive(again(form)))
    assert {(first,), (second,)} <= set(house.rows("SELECT id FROM dossier"))
    house.check_alive()
