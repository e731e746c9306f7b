"""What the centre promises, seen whole: a certified copy in one visit, a birth registered from a phone, a land
certificate through two other agencies, and a late dossier with its apology. On a working morning, whatever day it is:
the clock that the program sees is set by a shim, the machine's is not touched.
"""

import datetime
import json
import pathlib
import re
import shutil
import struct
import subprocess
import time

import pytest
from playwright.sync_api import Page, expect

from conftest import DESK, PHONE, PROGRAM, ROOT, serving
from test_dossier_way import CODE, PDF, PNG, open_dossier, press, scan

VIETNAM = datetime.timezone(datetime.timedelta(hours=7))
LAND_OFFICE = "Chi nhánh Văn phòng Đăng ký đất đai khu vực Hướng Hóa"
TAX_OFFICE = "Thuế cơ sở 5 tỉnh Quảng Trị"
COUNTER_OFFICER, ECONOMIST = "Nguyễn Thị Hồng Nhung", "Hồ Văn Lực"
LAND_OFFICER, TAX_OFFICER = "Lê Quang Hòa", "Nguyễn Thị Hạnh"


def next_working_morning() -> datetime.datetime:
    """Nine o'clock of the first day after today on which "the same day" is that day."""
    today = datetime.datetime.now(VIETNAM).replace(hour=9, minute=0, second=0, microsecond=0)
    for days in range(1, 20):
        morning = today + datetime.timedelta(days=days)
        answer = subprocess.run(
            [PROGRAM, "deadline", "explain", "--accepted", f"{morning:%Y-%m-%dT%H:%M}", "--term", "same-day", "--json"],
            capture_output=True, text=True, check=True,
        )
        if json.loads(answer.stdout)["dueDate"] == f"{morning:%Y-%m-%d}":
            return morning
    raise AssertionError("no working day in the next twenty days")


@pytest.fixture(scope="module")
def morning() -> datetime.datetime:
    return next_working_morning()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, morning: datetime.datetime):
    compiler = shutil.which("cc") or shutil.which("clang")
    if compiler is None:
        pytest.skip("no C compiler")
    folder = tmp_path_factory.mktemp("morning")
    shim, offset = folder / "clock.so", folder / "offset"
    source = ROOT / "Robustness/shims/clock.c"
    subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", shim, source, "-ldl"], check=True)
    offset.write_bytes(struct.pack("=q", round((morning.timestamp() - time.time()) * 1_000_000)))
    with serving(folder, {"LD_PRELOAD": str(shim), "CLOCK_OFFSET": str(offset)}, dossiers=200) as server:
        yield server


def address(page: Page) -> str:
    return page.url.split("?")[0]


def code_on(page: Page) -> str:
    code = CODE.search(page.locator("p.code").first.inner_text())
    assert code, "the dossier's page shows its code"
    return code.group()


def due_on(page: Page) -> datetime.date:
    facts = page.locator("section", has=page.get_by_role("heading", name="Thông tin hồ sơ"))
    day = re.search(r"Hẹn trả kết quả[^/]*?(\d+)/(\d+)/(\d{4})", facts.inner_text())
    assert day, "the dossier's page says when it is due"
    return datetime.date(int(day.group(3)), int(day.group(2)), int(day.group(1)))


def unfold(page: Page, name: str):
    """Opens what waits behind a name among the deeds of a dossier, and gives its form."""
    form = page.locator(f"section.actions details:has(> summary:text-is('{name}'))")
    form.locator("summary").click()
    return form


def press_in(form, name: str) -> None:
    form.get_by_role("button", name=name, exact=True).click()


def fill_date(form, day: datetime.date) -> None:
    for label, value in (("Ngày", day.day), ("Tháng", day.month), ("Năm", day.year)):
        form.get_by_label(label, exact=True).fill(str(value))


def receive(page: Page, procedure: str, applicant: str, phone: str = "") -> str:
    """Takes a dossier in at the counter and returns its code."""
    page.goto(f"/quay/{procedure}")
    page.get_by_label("Họ và tên").first.fill(applicant)
    if phone:
        page.get_by_label("Số điện thoại").first.fill(phone)
    page.get_by_role("button", name="Tiếp nhận hồ sơ").click()
    expect(page).to_have_url(re.compile("/ho-so/"))
    return code_on(page)


def wait_for_sent(page: Page, notice) -> None:
    """The program sends once a second; the page is looked at again until it says so."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if notice.count() and "Đã gửi" in notice.first.inner_text():
            return
        time.sleep(1)
        page.reload()
    expect(notice.first).to_contain_text("Đã gửi")


def pdf_text(content: bytes, folder: pathlib.Path) -> str:
    """The text of a PDF as a reader selects it, spaces and line ends as one."""
    assert content.startswith(b"%PDF-")
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext")
    file = folder / "paper.pdf"
    file.write_bytes(content)
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(text.split())


def sign(visit, code: str) -> None:
    leader = visit(PHONE)
    page = leader.sign_in("leader")
    open_dossier(page, code)
    press(page, "Ký duyệt")
    expect(page.locator(".dossier-state")).to_contain_text("chờ phát hành")


def test_a_certified_copy_is_asked_for_and_handed_over_in_one_visit(visit, morning, tmp_path):
    counter = visit(DESK)
    page = counter.sign_in("counter")
    page.goto("/quay")
    page.keyboard.type("2.000815")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/quay/2.000815$"))
    scan(page, "045190012346||Hồ Thị Ngay|01021990|Nữ|Thôn Kreng, Hướng Hiệp, Quảng Trị|01012022")
    expect(page.get_by_label("Họ và tên").first).to_have_value("Hồ Thị Ngay")
    today = re.compile(rf"\b0?{morning.day}/0?{morning.month}/{morning.year}")
    expect(page.locator(".due").first).to_contain_text(today)
    page.get_by_role("button", name="Tiếp nhận hồ sơ").press("Enter")
    expect(page).to_have_url(re.compile("/ho-so/"))
    code, dossier = code_on(page), address(page)

    # Form 01 has a number of the year's book, and says when to come: today.
    slips = page.locator("section", has=page.get_by_role("heading", name="Giấy tờ đã cấp"))
    expect(slips.get_by_role("row", name="Giấy tiếp nhận hồ sơ và hẹn trả kết quả")).to_contain_text(
        re.compile(r"\d{2,}/TNHS"))
    receipt = pdf_text(page.request.get(f"{dossier}/giay-tiep-nhan").body(), tmp_path)
    assert code in receipt and "Hồ Thị Ngay" in receipt
    words = f"ngày {morning:%d} tháng {'0' if morning.month < 3 else ''}{morning.month} năm {morning.year}"
    assert re.search(rf"Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, {words}", receipt), receipt
    page.goto(f"{dossier}/in-giay-tiep-nhan")
    counter.check("paper-01")

    specialist = visit(DESK)
    work = specialist.sign_in("specialist")
    open_dossier(work, code)
    press(work, "Nhận xử lý")
    work.get_by_label("Ý kiến trình").first.fill("Đã đối chiếu bản chính, trình ký.")
    press(work, "Trình ký")
    sign(visit, code)

    page.goto(dossier)
    page.get_by_label("Số, ký hiệu kết quả").fill("215/CT")
    press(page, "Phát hành kết quả")
    expect(page.get_by_label("Người nhận")).to_have_value("Hồ Thị Ngay")
    press(page, "Trả kết quả")
    expect(page.locator(".dossier-state")).to_contain_text("Đã trả kết quả")
    expect(page.locator(".dossier-state")).not_to_contain_text("quá hạn")
    counter.check("one-visit")


def test_a_birth_is_registered_from_a_phone_with_one_supplement_and_comes_back_electronically(visit, server, tmp_path
):
    citizen = visit(PHONE)
    mine = citizen.sign_in("citizen")
    mine.goto("/nop-ho-so/1.001193")
    citizen.check("birth-start")
    commune = mine.get_by_label("Nộp cho xã, phường nào")
    if commune.count():
        commune.select_option(label="Xã Hướng Hiệp")
    press(mine, "Bắt đầu nộp hồ sơ")
    mine.get_by_label("Cho tôi").check()
    press(mine, "Tiếp tục")
    press(mine, "Tiếp tục")
    mine.get_by_label("Nội dung yêu cầu").fill("Đăng ký khai sinh cho cháu Hồ Minh An, sinh ngày 2/11/2026.")
    press(mine, "Tiếp tục")
    card = mine.locator(".paper-card").first
    card.locator("input[type=file]").set_input_files({"name": "to-khai.png", "mimeType": "image/png", "buffer": PNG})
    if card.get_by_role("button", name="Tải lên").is_visible():
        card.get_by_role("button", name="Tải lên").click()
    expect(mine.locator(".file-name").first).to_have_text("to-khai.png")
    for box in mine.locator("input[type=checkbox][name^=promise-]").all()[1:]:
        box.check()
    citizen.check("birth-papers")
    press(mine, "Tiếp tục")
    mine.get_by_label("Trực tuyến").check()
    press(mine, "Tiếp tục")
    press(mine, "Nộp hồ sơ")
    sent = CODE.search(mine.locator(".big-code").inner_text())
    assert sent
    code = sent.group()

    counter = visit(DESK)
    clerk = counter.sign_in("counter")
    open_dossier(clerk, code)
    press(clerk, "Tiếp nhận")
    specialist = visit(DESK)
    work = specialist.sign_in("specialist")
    open_dossier(work, code)
    press(work, "Nhận xử lý")
    asking = unfold(work, "Yêu cầu bổ sung")
    asking.get_by_label("Các nội dung cần bổ sung").fill("Giấy chứng sinh có dấu của bệnh viện.\nẢnh chụp rõ cả hai mặt.")
    press(work, "Yêu cầu bổ sung")
    expect(work.locator(".dossier-state")).to_contain_text("Chờ bổ sung")

    # The person reads what is missing, on the page and as form 02, and answers from the same phone.
    mine.goto("/ho-so-cua-toi")
    mine.locator(".my-card", has_text=code).get_by_role("link").click()
    own = address(mine)
    expect(mine.locator(".to-do li")).to_have_count(2)
    citizen.check("birth-supplement")
    slip = mine.get_by_role("row", name="Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")
    expect(slip).to_contain_text(re.compile(r"\d{2,}/HDHS"))
    paper = mine.request.get(slip.get_by_role("link", name="PDF").get_attribute("href")).body()
    assert "Giấy chứng sinh có dấu của bệnh viện." in pdf_text(paper, tmp_path)
    mine.get_by_label("Nội dung bổ sung").fill("Tôi gửi giấy chứng sinh.")
    mine.locator(".to-do input[type=file]").set_input_files(
        {"name": "giay-chung-sinh.png", "mimeType": "image/png", "buffer": PNG})
    press(mine, "Gửi bổ sung")
    expect(mine.locator(".to-do")).to_have_count(0)
    expect(mine.get_by_role("link", name="giay-chung-sinh.png").first).to_be_visible()

    work.reload()
    expect(work.get_by_text("Tôi gửi giấy chứng sinh.").first).to_be_visible()
    expect(work.get_by_text("giay-chung-sinh.png").first).to_be_visible()
    assert work.locator("section.actions summary", has_text=re.compile("^Yêu cầu bổ sung$")).count() == 0, "only once"
    specialist.check("birth-supplied")
    work.get_by_label("Ý kiến trình").first.fill("Đủ hồ sơ, trình ký.")
    press(work, "Trình ký")
    sign(visit, code)
    clerk.reload()
    clerk.get_by_label("Số, ký hiệu kết quả").fill("88/2026")
    clerk.locator("input[name=result-file]").set_input_files(
        {"name": "giay-khai-sinh.pdf", "mimeType": "application/pdf", "buffer": PDF})
    press(clerk, "Phát hành kết quả")

    mine.goto(own)
    result = mine.get_by_role("link", name="Tải kết quả").get_attribute("href")
    assert mine.request.get(result).body() == PDF
    # What was sent stands in the story, with the address masked; the sink has each as a file.
    for news in ("Hồ sơ cần bổ sung", "Đã có kết quả"):
        wait_for_sent(mine, mine.locator(".timeline li", has_text=f"Thông báo: {news}"))
    citizen.check("birth-returned")
    clerk.reload()
    told = clerk.locator(".timeline li", has_text="Thông báo: Đã có kết quả").first
    expect(told).to_contain_text("Đã gửi")
    expect(told).to_contain_text("***")
    texts = [file.read_text() for file in server.folder.rglob("*.txt")]
    assert sum(code in text for text in texts) >= 2, texts
    counter.check("birth-officer")


def order(form, agency: str, task: str, days: int) -> None:
    form.get_by_label("Cơ quan phối hợp", exact=True).select_option(label=agency)
    form.get_by_label("Việc cần giải quyết").fill(task)
    form.get_by_label("Thời hạn của cơ quan phối hợp").fill(str(days))


def take(page: Page, dossier: str) -> None:
    page.goto(dossier)
    press(page, "Nhận phần việc")
    expect(page.get_by_role("button", name="Giao trả")).to_be_visible()


def pass_on(page: Page, outcome: str, agency: str, task: str, days: int) -> None:
    form = unfold(page, "Chuyển tiếp")
    form.get_by_label("Kết quả phần việc").fill(outcome)
    order(form, agency, task, days)
    form.get_by_role("button", name="Chuyển tiếp").click()
    expect(page.locator("body")).not_to_contain_text("Có lỗi")


def give_back(page: Page, outcome: str) -> None:
    page.get_by_label("Kết quả phần việc").first.fill(outcome)
    press(page, "Giao trả")
    expect(page).to_have_url(re.compile("/ban-lam-viec"))


def test_a_land_certificate_goes_four_legs_with_a_stop_for_tax(visit, tmp_path):
    counter = visit(DESK)
    clerk = counter.sign_in("counter")
    code = receive(clerk, "1.013978", "Hồ Văn Đất", "0912345679")
    dossier = address(clerk)

    commune = visit(DESK)
    home = commune.sign_in("economist")
    home.goto(dossier)
    press(home, "Nhận xử lý")
    # The step has a date of its own, in the list and on the director's board.
    home.goto("/ban-lam-viec?viec=cua-toi")
    expect(home.locator("tbody tr", has_text=code)).to_contain_text(re.compile(r"Hạn bước: \d\d/\d\d/\d{4}"))
    board = visit(DESK)
    watching = board.sign_in("director")
    watching.goto("/bang-giam-doc")
    watching.locator("tbody tr", has_text=ECONOMIST).get_by_role("link").first.click()
    expect(watching.locator("tbody tr", has_text=code)).to_contain_text("Hạn bước: ")
    board.check("board-steps")
    home.goto(dossier)
    form = unfold(home, "Chuyển liên thông")
    order(form, LAND_OFFICE, "Trích đo thửa đất, thẩm tra hồ sơ.", 5)
    commune.check("leg-order")
    form.get_by_role("button", name="Chuyển liên thông").click()
    expect(home.locator(".dossier-state")).to_contain_text("Ở cơ quan phối hợp")

    # Each agency finds its leg on its own desk.
    land, tax = visit(DESK), visit(DESK)
    measuring, taxing = land.sign_in("land office"), tax.sign_in("tax office")
    measuring.goto("/ban-lam-viec")
    land.check("leg-desk")
    expect(measuring.get_by_role("link", name=code).first).to_be_visible()
    taxing.goto("/ban-lam-viec")
    expect(taxing.get_by_role("link", name=code)).to_have_count(0)
    take(measuring, dossier)
    measuring.goto("/ban-lam-viec?viec=lien-thong")
    expect(measuring.locator("tbody tr", has_text=code)).to_contain_text("Hạn phần việc: ")
    measuring.goto(dossier)
    pass_on(measuring, "Đã trích đo, đủ điều kiện.", TAX_OFFICE, "Xác định nghĩa vụ tài chính.", 3)

    taxing.goto("/ban-lam-viec")
    expect(taxing.get_by_role("link", name=code).first).to_be_visible()
    take(taxing, dossier)
    form = unfold(taxing, "Yêu cầu nghĩa vụ tài chính")
    form.get_by_label("Khoản phải nộp và thông báo").fill("Lệ phí trước bạ 1.250.000 đồng, thông báo 45/TB-CT.")
    form.get_by_role("button", name="Yêu cầu nghĩa vụ tài chính").click()
    expect(taxing.locator(".dossier-state")).to_contain_text("Chờ thực hiện nghĩa vụ tài chính")
    tax.check("leg-duty")
    taxing.get_by_label("Chứng từ đã nộp").fill("Giấy nộp tiền 0012345")
    press(taxing, "Xác nhận đã nộp")
    expect(taxing.get_by_text("Giấy nộp tiền 0012345").first).to_be_visible()
    pass_on(taxing, "Đã nộp đủ.", LAND_OFFICE, "In giấy chứng nhận.", 3)

    take(measuring, dossier)
    give_back(measuring, "Đã in giấy chứng nhận, trình Ủy ban nhân dân xã ký.")
    home.goto(dossier)
    press(home, "Nhận lại")
    form = unfold(home, "Chuyển liên thông")
    order(form, LAND_OFFICE, "Cập nhật hồ sơ địa chính.", 2)
    form.get_by_role("button", name="Chuyển liên thông").click()
    take(measuring, dossier)
    give_back(measuring, "Đã cập nhật hồ sơ địa chính.")
    home.goto(dossier)
    press(home, "Nhận lại")
    legs = home.get_by_role("table", name="Liên thông").locator("tbody tr")
    expect(legs).to_have_count(4)
    takers = (LAND_OFFICER, TAX_OFFICER, LAND_OFFICER, LAND_OFFICER)
    for number, taker in enumerate(takers):
        expect(legs.nth(number).locator("td").nth(2)).to_contain_text(taker)
        expect(legs.nth(number).locator("td").nth(4)).to_contain_text(taker)
    for number in (2, 3):
        expect(legs.nth(number).locator("td").nth(5)).to_contain_text(ECONOMIST)
    commune.check("leg-over")

    # The control sheet tells each hand-over with who gave and who took, on screen and on paper.
    home.goto(f"{dossier}/in-phieu-kiem-soat")
    commune.check("paper-06")
    rows = home.locator("main table tbody tr", has_text="1. Giao:")
    hands = [
        ("Hồ Văn Đất", COUNTER_OFFICER), (COUNTER_OFFICER, ECONOMIST), (ECONOMIST, LAND_OFFICER),
        (LAND_OFFICER, TAX_OFFICER), (TAX_OFFICER, LAND_OFFICER), (LAND_OFFICER, ECONOMIST),
        (ECONOMIST, LAND_OFFICER), (LAND_OFFICER, ECONOMIST),
    ]
    expect(rows).to_have_count(len(hands))
    for number, (giver, taker) in enumerate(hands):
        expect(rows.nth(number)).to_contain_text(re.compile(rf"1\. Giao: .*{giver}.*2\. Nhận: .*{taker}", re.DOTALL))
    expect(rows.nth(2)).to_contain_text(LAND_OFFICE)
    expect(rows.nth(3)).to_contain_text(TAX_OFFICE)
    expect(rows.nth(3)).to_contain_text("Xong nghĩa vụ tài chính")
    printed = pdf_text(home.request.get(f"{dossier}/phieu-kiem-soat").body(), tmp_path)
    assert code in printed
    assert printed.count("1. Giao:") == printed.count("2. Nhận:") == len(hands), printed
    for name in (COUNTER_OFFICER, ECONOMIST, LAND_OFFICER, TAX_OFFICER):
        assert name in printed, printed


def test_a_late_dossier_is_apologised_for_and_another_is_put_off_in_time(visit, morning, tmp_path):
    leader = visit(DESK)
    page = leader.sign_in("leader")
    page.goto("/ban-lam-viec?viec=qua-han")
    leader.check("late")
    addresses = [link.get_attribute("href") for link in page.locator("main tbody a[href^='/ho-so/']").all()]
    assert addresses, "the demo has late dossiers"
    for found in addresses:
        page.goto(found)
        if page.locator("section.actions summary", has_text="Xin lỗi vì quá hạn").count():
            break
    dossier, code = address(page), code_on(page)
    form = unfold(page, "Xin lỗi vì quá hạn")
    press_in(form, "Xin lỗi vì quá hạn")
    expect(page.locator(".fault-summary")).to_be_visible()
    form = page.locator("section.actions details[open]")
    promised = morning + datetime.timedelta(days=2)
    fill_date(form, promised)
    form.get_by_label("Lý do chậm").fill("Chờ xác minh nguồn gốc giấy tờ ở nơi cư trú cũ.")
    press_in(form, "Xin lỗi vì quá hạn")
    slip = page.get_by_role("row", name="Văn bản xin lỗi và đề nghị gia hạn")
    expect(slip).to_contain_text(re.compile(r"\d{2,}/PXL"))
    leader.check("late-apologised")
    paper = page.request.get(slip.get_by_role("link", name="PDF").get_attribute("href")).body()
    words = pdf_text(paper, tmp_path)
    assert code in words and "Chờ xác minh nguồn gốc" in words

    # Whoever waits for it reads the apology with the code and four digits of theirs.
    page.goto(dossier)
    digits = re.findall(r"(?:căn cước|điện thoại)[^\n]*?(\d{4})(?!\d)", page.locator("main").inner_text())
    assert digits, "the demo's people have a number or a telephone"
    stranger = visit(PHONE)
    public = stranger.go("/tra-cuu")
    public.get_by_label("Mã hồ sơ").fill(code)
    public.get_by_label("4 số cuối của số căn cước hoặc số điện thoại").fill(digits[0])
    press(public, "Tra cứu")
    expect(public.get_by_text("Cơ quan xin lỗi vì hồ sơ quá hạn").first).to_be_visible()
    stranger.check("look-up-apology")

    counter = visit(DESK)
    other = receive(counter.sign_in("counter"), "1.013978", "Hồ Văn Hẹn")
    open_dossier(page, other)
    before = due_on(page)
    form = unfold(page, "Xin lỗi và hẹn lại")
    form.get_by_label("Thêm bao nhiêu ngày").fill("3")
    form.get_by_label("Lý do chậm").fill("Mưa lũ, chưa đo đạc được.")
    press_in(form, "Xin lỗi và hẹn lại")
    expect(page.get_by_role("row", name="Văn bản xin lỗi và đề nghị gia hạn")).to_be_visible()
    assert due_on(page) > before
    # Once only.
    assert page.locator("section.actions summary", has_text="Xin lỗi và hẹn lại").count() == 0
    leader.check("put-off")
