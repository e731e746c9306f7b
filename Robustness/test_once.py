"""A form counts once, however often and however fast it arrives."""

from concurrent.futures import ThreadPoolExecutor

from house import House
from visitor import dossier_of


def test_a_form_sent_five_times_at_once_and_after_a_restart_is_one_dossier(each_house: House):
    house = each_house
    officer = house.visitor("motcua1")
    form = officer.counter_form("Nguyễn Văn Một Lần")
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: officer.receive(form), range(5)))
    house.kill()
    house.start()
    answers.append(officer.receive(form))

    id = dossier_of(answers[0])
    assert {answer.status for answer in answers} == {303}
    assert {answer.location for answer in answers} == {answers[0].location}
    assert house.rows("SELECT id FROM dossier WHERE applicant_name = 'Nguyễn Văn Một Lần'") == [(id,)]


def test_a_used_key_with_another_form_is_refused(house: House):
    officer = house.visitor("motcua1")
    form = officer.counter_form("Trần Thị Thứ Nhất")
    assert officer.receive(form).status == 303
    assert officer.receive({**form, "applicant-name": "Trần Thị Thứ Hai"}).status == 422
    assert house.rows("SELECT id FROM dossier WHERE applicant_name = 'Trần Thị Thứ Hai'") == []
