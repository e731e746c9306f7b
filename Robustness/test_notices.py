"""Citizens are told by real mail and through a real gateway on loopback: the mail server answers badly, is away, is
slow to answer, while the house is killed. Everybody gets every notice; a repetition can be told by its Message-ID."""

import contextlib
import json
import shutil
import time

import pytest
from house import House
from mailbox import Mailbox, Provider, certificate
from visitor import again, dossier_of

QUIET_NEVER = "notice-quiet = 00:00-00:00\n"


@pytest.fixture
def mailbox():
    mailbox = Mailbox("motcua", "mật khẩu")
    mailbox.listen()
    yield mailbox
    with contextlib.suppress(OSError):
        mailbox.die()


@pytest.fixture
def provider():
    provider = Provider()
    yield provider
    provider.die()


def configure(house: House, mailbox: Mailbox, *further: str) -> None:
    lines = [f"smtp = smtp://127.0.0.1:{mailbox.port}", "smtp-from = tt@motcua.example", "smtp-user = motcua",
             "smtp-password = mật khẩu", "smtp-tls = none", "base-url = https://motcua.example", *further]  # fmt: skip
    (house.data / "motcua.conf").write_text("\n".join(lines) + "\n" + QUIET_NEVER)


def restart(house: House) -> None:
    house.stop()
    house.start()
    # From its first look on, the house tells what happens.
    wait_until(lambda: house.rows("SELECT 1 FROM notice_line"))
    time.sleep(1.5)


def wait_until(what, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)


def receive(house: House, count: int, start: int = 0, **party: str) -> list[str]:
    """Dossiers whose applicants have an address each."""
    visitor = house.visitor("motcua1")
    form = visitor.counter_form()
    codes = []
    for number in range(start, start + count):
        further = party or {"applicant-email": f"n{number}@example.vn"}
        codes.append(dossier_of(visitor.receive({**again(form), **further})))
    return codes


def standings(house: House) -> list[dict]:
    return json.loads(house.run("notice", "list", "--json").stdout)


def hurry(house: House) -> None:
    """As if the pause before the next try were over. Only while nothing is on its way: it would end a claim too."""
    house.change("UPDATE notice SET not_before = 0 WHERE state = 'waiting'")


def test_a_mail_says_what_it_should_and_nothing_of_the_person(house: House, mailbox):
    configure(house, mailbox)
    restart(house)
    receive(house, 1)
    wait_until(lambda: mailbox.mails)
    [mail] = mailbox.mails
    assert mail["To"] == "n0@example.vn" and mail["From"] == "tt@motcua.example"
    assert "Hồ sơ đã được tiếp nhận" in mail["Subject"]
    body = mail.get_content()
    assert "https://motcua.example/tra-cuu?ma=" in body and "Kính gửi" in body
    assert "Thử" not in body
    assert mail["Message-ID"].endswith("@motcua.example>")
    wait_until(lambda: [one["state"] for one in standings(house)] == ["sent"])
    shown = house.run("config", "--json").stdout
    assert "mật khẩu" not in shown and "********" in shown


def test_bad_answers_a_day_away_and_a_kill_lose_nothing(each_house: House, mailbox):
    house = each_house
    configure(house, mailbox)
    restart(house)

    mailbox.mood = "later"
    receive(house, 2)
    wait_until(lambda: [bool(one["lastProblem"]) for one in standings(house)] == [True, True])
    mailbox.mood = "well"
    hurry(house)
    wait_until(lambda: len(set(mailbox.ids())) == 2)

    # Away, and the house is started anew meanwhile.
    mailbox.die()
    receive(house, 2, start=2)
    wait_until(lambda: any("connect" in one["lastProblem"] for one in standings(house)))
    house.kill()
    house.start()
    receive(house, 1, start=4)
    time.sleep(2)
    mailbox.listen()
    hurry(house)
    # A line that was down rests for half a minute.
    wait_until(lambda: len(set(mailbox.ids())) == 5, seconds=90)

    # Killed between the server's taking and our knowing: it comes again, under the same name.
    mailbox.mood = "silent"
    receive(house, 1, start=5)
    wait_until(lambda: len(mailbox.mails) == 6)
    house.kill()
    mailbox.mood = "well"
    hurry(house)
    house.start()
    wait_until(lambda: all(one["state"] == "sent" for one in standings(house)), seconds=90)
    addresses = {mail["Message-ID"]: mail["To"] for mail in mailbox.mails}
    assert sorted(addresses.values()) == [f"n{number}@example.vn" for number in range(6)]
    doubled = [id for id in addresses if mailbox.ids().count(id) > 1]
    assert [addresses[id] for id in doubled] == ["n5@example.vn"]


def test_killed_again_and_again_while_it_sends_everybody_is_told(house: House, mailbox):
    configure(house, mailbox)
    restart(house)
    for turn in range(4):
        receive(house, 6, start=turn * 6)
        # A little earlier each time.
        time.sleep(1.2 - 0.3 * turn)
        house.kill()
        hurry(house)
        house.start()
    wait_until(lambda: len({mail["To"] for mail in mailbox.mails}) == 24, seconds=90)
    per_address: dict[str, set[str]] = {}
    for mail in mailbox.mails:
        per_address.setdefault(mail["To"], set()).add(mail["Message-ID"])
    assert all(len(ids) == 1 for ids in per_address.values()), "one notice under two names"


def test_an_address_that_does_not_exist_is_not_tried_for_ever(house: House, mailbox):
    configure(house, mailbox)
    restart(house)
    mailbox.mood = "gone"
    receive(house, 1)
    wait_until(lambda: [one["state"] for one in standings(house)] == ["failed"])
    assert "550" in standings(house)[0]["lastProblem"] and mailbox.tries == 1


def test_text_messages_go_through_the_gateway_in_its_own_names(house: House, mailbox, provider):
    configure(house, mailbox, f"sms-url = {provider.url}", "sms-token = khóa", "webhook-allow = 127.0.0.0/8",
              "sms-fields = to=phone,text=content,id=ref,answer=data.id,+sender=UBND")  # fmt: skip
    restart(house)
    provider.status = 503
    receive(house, 1, **{"applicant-email": "", "applicant-phone": "0912345678"})
    wait_until(lambda: standings(house) and standings(house)[0]["lastProblem"])
    time.sleep(0.5)
    provider.status = 200
    hurry(house)
    wait_until(lambda: provider.taken)
    [message] = provider.taken
    assert message["phone"] == "+84912345678" and message["sender"] == "UBND"
    assert message["content"].isascii() and "tra-cuu?ma=" in message["content"] and len(message["content"]) <= 306
    assert provider.keys == [message["ref"]]
    wait_until(lambda: standings(house)[0]["state"] == "sent")
    assert standings(house)[0]["gatewayId"] == "sms-1"
    assert standings(house)[0]["address"] == "+84****678"


def test_zalo_is_asked_first_and_whom_it_cannot_reach_gets_a_text_message(house: House, mailbox, provider):
    zalo = Provider()
    try:
        configure(house, mailbox, "webhook-allow = 127.0.0.0/8", f"sms-url = {provider.url}",
                  f"zalo-url = {zalo.url}", "zalo-token = khóa zalo",
                  "zalo-fields = to=user,text=message,id=tracking,answer=data.id,+template=tin")  # fmt: skip
        restart(house)
        receive(house, 1, **{"applicant-email": "", "applicant-phone": "0912345678"})
        wait_until(lambda: [one["state"] for one in standings(house)] == ["sent"])
        [message] = zalo.taken
        assert message["user"] == "+84912345678" and message["template"] == "tin"
        assert "tra-cuu?ma=" in message["message"] and zalo.keys == [message["tracking"]]
        assert zalo.tokens == {"Bearer khóa zalo".encode().decode("latin-1")} and not provider.taken

        # 503 passes and is tried again by Zalo; 400 does not pass, and the same words go by text message.
        zalo.status = 503
        receive(house, 1, start=1, **{"applicant-email": "", "applicant-phone": "0987654321"})
        wait_until(lambda: standings(house)[0]["lastProblem"])
        assert not provider.taken
        time.sleep(0.5)
        zalo.status = 400
        hurry(house)
        wait_until(lambda: provider.taken)
        assert provider.taken[0]["to"] == "+84987654321" and "tra-cuu?ma=" in provider.taken[0]["text"]
        wait_until(lambda: {one["channel"]: one["state"] for one in standings(house)[:2]} ==
                   {"zalo": "failed", "sms": "sent"})  # fmt: skip
        assert len(zalo.taken) == len(provider.taken) == 1
    finally:
        zalo.die()


def test_nothing_configured_means_files_and_nothing_leads_inside_unasked(house: House, mailbox, provider):
    (house.data / "motcua.conf").write_text(QUIET_NEVER)
    restart(house)
    receive(house, 1)
    folder = house.data / "notices"
    wait_until(lambda: list(folder.glob("*.mail.txt")))
    [file] = folder.glob("*.mail.txt")
    assert "To: n0@example.vn" in file.read_text() and (folder.stat().st_mode & 0o077) == 0
    tried = house.run("notice", "test", "--to", "0912345678", "--sms-url", provider.url)
    assert tried.returncode == 1 and not provider.taken


def test_a_message_can_be_tried_from_the_command_line(house: House, mailbox):
    configure(house, mailbox)
    assert house.run("notice", "test", "--to", "thu@example.vn").returncode == 0
    assert mailbox.mails[0]["Subject"] == "Thư thử từ MotCua"
    assert house.run("notice", "test", "--to", "nobody").returncode == 2
    wrong = house.run("notice", "test", "--to", "thu@example.vn", "--smtp-password", "x")
    assert wrong.returncode == 1 and len(wrong.stderr.splitlines()) == 1
    # TLS is asked for and not offered: no word of the password goes out.
    plain = house.run("notice", "test", "--to", "thu@example.vn", "--smtp-tls", "required")
    assert plain.returncode == 1 and len(mailbox.mails) == 1


@pytest.mark.parametrize("at_once", [False, True])
def test_mail_goes_by_tls_to_a_server_that_proves_its_name(house: House, tmp_path, at_once):
    if shutil.which("openssl") is None:
        pytest.skip("no openssl")
    guarded = Mailbox("motcua", "mật khẩu", certificate=certificate(tmp_path), at_once=at_once)
    guarded.listen()
    try:
        configure(house, guarded)
        url = f"smtp{'s' if at_once else ''}://127.0.0.1:{guarded.port}"
        words = ["notice", "test", "--to", "thu@example.vn", "--smtp", url, "--smtp-tls", "required"]
        # Nobody vouches for it: neither mail nor password goes out.
        assert house.run(*words).returncode == 1
        assert not guarded.mails
        known = house.run(*words, "--smtp-authorities", str(tmp_path / "cert.pem"))
        assert known.returncode == 0, known.stderr
        assert guarded.guarded == len(guarded.mails) == 1
        # Under another name the certificate does not hold.
        other = url.replace("127.0.0.1", "localhost")
        stranger = house.run(*words, "--smtp", other, "--smtp-authorities", str(tmp_path / "cert.pem"))
        assert stranger.returncode == 1 and len(guarded.mails) == 1
    finally:
        guarded.die()
