"""The request of a real intake at the counter: a certified copy, as the officer's form sends it."""

import re

from bench import COUNTER_OFFICERS, post

PROCEDURE = "2.000815"


def counter_sessions(server):
    """A line of variables for each counter officer: cookie and form token."""
    lines = []
    for login in COUNTER_OFFICERS:
        officer = server.visitor(login)
        form = officer.form(officer.get(f"/quay/{PROCEDURE}"))
        lines.append(f"{officer.cookie}\t{form['csrf']}")
    return lines


def request(server):
    officer = server.visitor(COUNTER_OFFICERS[0])
    page = officer.get(f"/quay/{PROCEDURE}")
    office = re.search(r'<select id="f-office".*?value="([^"]+)" selected', page, re.S)[1]
    return post(f"/quay/{PROCEDURE}", [
        ("csrf", "{2}"), ("once", "{key}"), ("card", ""),
        ("applicant-name", "H%E1%BB%93+Th%E1%BB%8B+Xu%C3%A2n"), ("applicant-personal-id", "0451{n}"),
        ("applicant-birth-date-ngay", "14"), ("applicant-birth-date-thang", "2"), ("applicant-birth-date-nam", "1987"),
        ("applicant-phone", "09{n}"), ("applicant-email", ""),
        ("applicant-address", "Th%C3%B4n+X%C3%A0+Rao%2C+x%C3%A3+H%C6%B0%E1%BB%9Bng+Hi%E1%BB%87p"),
        ("paper", "1"), ("originals-1", "1"), ("copies-1", "3"), ("request", ""), ("fee-standing", "paid"),
        ("office", office), ("return-method", "counter"), ("return-address", ""), ("channel", "counter"),
        ("receive", "1"),
    ], cookie="{1}")
