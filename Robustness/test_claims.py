"""Many hands reach for one dossier; one has it."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from house import House
from visitor import dossier_of

SESSIONS = 20


def test_twenty_sessions_claim_one_dossier_and_one_wins(each_house: House):
    house = each_house
    counter = house.visitor("motcua1")
    id = dossier_of(counter.receive(counter.counter_form()))
    path = f"/ho-so/{id}"

    def claimant(number: int):
        visitor = house.visitor(f"vanphong{1 + number % 2}")
        page = visitor.get(path)
        assert page.status == 200
        return visitor, {"csrf": page.hidden("csrf"), "once": page.hidden("once")}

    # Two at a time: twenty sign-ins of two accounts at once would look like guessing.
    with ThreadPoolExecutor(2) as pool:
        claimants = list(pool.map(claimant, range(SESSIONS)))
    with ThreadPoolExecutor(SESSIONS) as pool:
        together = threading.Barrier(SESSIONS)

        def claim(one):
            visitor, form = one
            together.wait()
            return visitor.post(f"{path}/nhan-xu-ly", form).status

        statuses = Counter(pool.map(claim, claimants))

    # Those signed in as the winner are led to the dossier, all others are told who has it.
    assert statuses == {303: SESSIONS // 2, 409: SESSIONS // 2}
    claims = house.rows(f"SELECT actor_name FROM journal_entry WHERE subject = '{id}' AND kind LIKE '%claim%'")
    assert len(claims) == 1, claims
    (holder,) = house.rows(f"SELECT state, assignee, revision FROM dossier WHERE id = '{id}'")
    assert holder[0] == "in-progress"
