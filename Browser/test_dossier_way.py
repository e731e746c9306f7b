"""One dossier's whole way: filed on a phone and at the counter, worked, decided, handed over."""

import re

from playwright.sync_api import Page, expect

from conftest import DESK, PHONE

CODE = re.compile(r"H50\.50\.05-\d{6}-\d{4,}")
# The smallest picture that is one: what a phone's camera would send, without its weight.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def press(page: Page, name: str) -> None:
    """Presses a form's button and waits for the page that answers: what comes next may be another person's step."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()


def scan(page: Page, text: str) -> None:
    """A barcode reader is a keyboard that types fast and ends with Enter; nobody scans before the page is there."""
    page.wait_for_load_state()
    page.keyboard.type(text, delay=1)
    page.keyboard.press("Enter")


PDF = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"
AT_THE_COUNTER = "Tại Trung tâm Phục vụ hành chính công"


def file_online(visit, applicant: str, delivery: str = AT_THE_COUNTER) -> str:
    """Files a certificate of marital status from a phone and returns the dossier's code."""
    citizen = visit(PHONE)
    page = citizen.sign_in("citizen")
    page.goto("/thu-tuc?q=giay+doc+than")
    page.get_by_role("link", name="Cấp Giấy xác nhận tình trạng hôn nhân").first.click()
    page.get_by_role("link", name="Nộp hồ sơ trực tuyến").first.click()
    citizen.check("filing-start")
    commune = page.get_by_label("Nộp cho xã, phường nào")
    if commune.count():
        commune.select_option(label="Xã Hướng Hiệp")
    press(page, "Bắt đầu nộp hồ sơ")

    press(page, "Tiếp tục")
    expect(page).to_have_title(re.compile("^Lỗi: "))
    expect(page.locator(".fault-summary")).to_be_focused()
    citizen.check("filing-who-fault")
    page.get_by_label("Cho người khác").check()
    press(page, "Tiếp tục")

    page.get_by_label("Họ và tên").fill(applicant)
    page.get_by_label("Số điện thoại").fill("12")
    press(page, "Tiếp tục")
    expect(page.get_by_label("Họ và tên")).to_have_value(applicant)
    page.get_by_label("Số điện thoại").fill("0912 345 678")
    citizen.check("filing-applicant")
    press(page, "Tiếp tục")

    page.get_by_label("Nội dung yêu cầu").fill("Cần 2 bản để đăng ký kết hôn.")
    press(page, "Tiếp tục")

    cards = page.locator(".paper-card")
    cards.first.locator("input[type=file]").set_input_files({"name": "to-khai.png", "mimeType": "image/png", "buffer": PNG})
    upload = cards.first.get_by_role("button", name="Tải lên")
    if upload.is_visible():
        upload.click()
    expect(page.locator(".file-name").first).to_have_text("to-khai.png")
    for box in page.locator("input[type=checkbox][name^=promise-]").all()[1:]:
        box.check()
    citizen.check("filing-papers")
    press(page, "Tiếp tục")

    page.get_by_label(delivery).check()
    press(page, "Tiếp tục")
    expect(page.get_by_text(applicant)).to_be_visible()
    citizen.check("filing-review")
    press(page, "Nộp hồ sơ")

    code = CODE.search(page.locator(".big-code").inner_text())
    citizen.check("filing-sent")
    assert code, "the confirmation shows the code"
    sent = page.url
    page.go_back()
    page.goto(sent)
    expect(page.locator(".big-code")).to_have_text(code.group())
    return code.group()


def open_dossier(page: Page, code: str) -> None:
    page.goto(f"/tim-ho-so?ma={code}")
    expect(page.locator("h1").first).to_be_visible()
    expect(page).to_have_url(re.compile("/ho-so/"))


def work_to_the_result(visit, code: str) -> None:
    """Specialist, leader, clerk and counter take an accepted dossier to its end."""
    specialist = visit(DESK)
    page = specialist.sign_in("specialist")
    open_dossier(page, code)
    press(page, "Nhận xử lý")
    page.get_by_label("Ý kiến trình").first.fill("Đủ điều kiện, trình ký.")
    press(page, "Trình ký")

    leader = visit(PHONE)
    page = leader.sign_in("leader")
    page.goto("/ky-duyet")
    leader.check("to-decide")
    page.locator(".sign-card", has_text=code).get_by_role("button", name="Ký duyệt").click()
    expect(page.locator(".sign-card", has_text=code)).to_have_count(0)

    counter = visit(DESK)
    page = counter.sign_in("counter")
    open_dossier(page, code)
    page.get_by_label("Số, ký hiệu kết quả").fill("15/XN-UBND")
    press(page, "Phát hành kết quả")
    press(page, "Trả kết quả")
    expect(page.locator(".dossier-state")).to_contain_text("Đã trả kết quả")
    counter.check("dossier-returned")


def test_a_dossier_filed_on_a_phone_goes_all_the_way(visit):
    code = file_online(visit, "Hồ Thị Xuân Mai")

    counter = visit(DESK)
    page = counter.sign_in("counter")
    page.goto("/ban-lam-viec?viec=cho-tiep-nhan")
    counter.check("desk")
    page.get_by_role("link", name=code).click()
    counter.check("dossier-submitted")
    press(page, "Tiếp nhận")
    expect(page.locator(".dossier-state")).to_contain_text("Chờ người thụ lý")
    work_to_the_result(visit, code)

    stranger = visit(PHONE)
    page = stranger.go("/tra-cuu")
    page.get_by_label("Mã hồ sơ").fill(code)
    page.get_by_label("4 số cuối của số căn cước hoặc số điện thoại").fill("0000")
    press(page, "Tra cứu")
    expect(page.locator(".fault-summary")).to_be_visible()
    page.get_by_label("4 số cuối của số căn cước hoặc số điện thoại").fill("5678")
    press(page, "Tra cứu")
    expect(page.get_by_text("Kết quả đã được trao").first).to_be_visible()
    expect(page.get_by_text("Hồ Thị Xuân Mai")).to_have_count(0)
    stranger.check("look-up-found")


def test_a_dossier_received_at_the_counter_by_keyboard_goes_all_the_way(visit):
    counter = visit(DESK)
    page = counter.sign_in("counter")
    page.goto("/quay")
    counter.check("counter")
    page.keyboard.type("2.000815")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/quay/2.000815$"))
    scan(page, "045190012345||Hồ Văn Lăng|01021990|Nam|Thôn Kreng, Hướng Hiệp, Quảng Trị|01012022")
    expect(page.get_by_label("Họ và tên").first).to_have_value("Hồ Văn Lăng")
    counter.check("counter-form")
    page.get_by_role("button", name="Tiếp nhận hồ sơ").press("Enter")
    expect(page).to_have_url(re.compile("/ho-so/"))
    code = CODE.search(page.locator("p.code").first.inner_text())
    assert code
    counter.check("dossier-received")

    receipt = page.request.get(page.url.split("?")[0] + "/giay-tiep-nhan")
    assert receipt.status == 200 and receipt.body().startswith(b"%PDF-")
    page.goto(page.url.split("?")[0] + "/in-giay-tiep-nhan")
    expect(page.get_by_text(code.group()).first).to_be_visible()

    # Scanning the receipt's barcode on any officer page opens the dossier.
    page.goto("/ban-lam-viec")
    scan(page, code.group())
    expect(page).to_have_url(re.compile("/ho-so/"))
    work_to_the_result(visit, code.group())


def test_the_online_form_works_without_a_script(visit):
    citizen = visit(PHONE, java_script_enabled=False)
    page = citizen.sign_in("citizen")
    page.goto("/nop-ho-so/1.004873")
    page.get_by_label("Nộp cho xã, phường nào").select_option(label="Xã Hướng Hiệp")
    press(page, "Bắt đầu nộp hồ sơ")
    page.get_by_label("Cho tôi").check()
    press(page, "Tiếp tục")
    press(page, "Tiếp tục")
    press(page, "Tiếp tục")
    for box in page.locator("input[type=checkbox][name^=promise-]").all():
        box.check()
    press(page, "Tiếp tục")
    page.get_by_label("Tại Trung tâm Phục vụ hành chính công").check()
    press(page, "Tiếp tục")
    press(page, "Nộp hồ sơ")
    assert CODE.search(page.locator(".big-code").inner_text())


def test_a_draft_saves_itself_and_says_so(visit):
    citizen = visit(PHONE)
    page = citizen.sign_in("citizen")
    page.goto("/nop-ho-so/1.000894")
    page.get_by_label("Nộp cho xã, phường nào").select_option(label="Xã Hướng Hiệp")
    press(page, "Bắt đầu nộp hồ sơ")
    page.get_by_label("Cho người khác").check()
    press(page, "Tiếp tục")
    with page.expect_response(lambda answer: "/nop-ho-so/luu/" in answer.url) as saved:
        page.get_by_label("Họ và tên").fill("Nguyễn Văn Dở Dang")
    assert saved.value.status == 204
    page.goto("/ho-so-cua-toi")
    citizen.check("my-dossiers")
    page.get_by_role("link", name="Đăng ký kết hôn").first.click()
    press(page, "Tiếp tục")
    expect(page.get_by_label("Họ và tên")).to_have_value("Nguyễn Văn Dở Dang")


def test_the_figures_show_what_was_received(visit):
    director = visit(DESK)
    page = director.sign_in("director")
    page.goto("/so-lieu-noi-bo")
    director.check("figures-internal")
    public = visit(PHONE)
    public.go("/so-lieu")
    public.check("figures-public")


def test_an_electronic_result_reaches_the_citizens_own_page_only(visit):
    code = file_online(visit, "Hồ Thị Điện Tử", "Trực tuyến")

    counter = visit(DESK)
    clerk = counter.sign_in("counter")
    open_dossier(clerk, code)
    press(clerk, "Tiếp nhận")
    # A mistake is taken back within the minute, and done again.
    press(clerk, "Hoàn tác")
    expect(clerk.locator(".dossier-state")).to_contain_text("Chờ tiếp nhận")
    press(clerk, "Tiếp nhận")

    specialist = visit(DESK)
    page = specialist.sign_in("specialist")
    open_dossier(page, code)
    press(page, "Nhận xử lý")
    specialist.check("dossier-undo")
    page.get_by_label("Ý kiến trình").first.fill("Đủ điều kiện, trình ký.")
    press(page, "Trình ký")

    leader = visit(PHONE)
    page = leader.sign_in("leader")
    page.goto("/ky-duyet")
    page.locator(".sign-card", has_text=code).get_by_role("button", name="Ký duyệt").click()

    clerk.reload()
    clerk.get_by_label("Số, ký hiệu kết quả").fill("16/XN-UBND")
    press(clerk, "Phát hành kết quả")
    expect(clerk.locator(".fault-summary")).to_contain_text("đính kèm tệp kết quả")
    clerk.get_by_label("Số, ký hiệu kết quả").fill("16/XN-UBND")
    clerk.locator("input[name=result-file]").set_input_files(
        {"name": "ket-qua.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    press(clerk, "Phát hành kết quả")
    expect(clerk.locator(".dossier-state")).to_contain_text("Có kết quả")

    citizen = visit(PHONE)
    page = citizen.sign_in("citizen")
    page.goto("/ho-so-cua-toi")
    page.locator(".my-card", has_text=code).get_by_role("link").click()
    citizen.check("my-result")
    own = page.get_by_role("link", name="Tải kết quả").get_attribute("href")
    assert page.request.get(own).body() == PDF
    press(clerk, "Trả kết quả")
    expect(clerk.locator(".dossier-state")).to_contain_text("Đã trả kết quả")
    assert page.request.get(own).body() == PDF
    # Whoever has not signed in is led to the sign-in page.
    assert visit(PHONE).page.request.get(own).body() != PDF


def test_the_counter_works_out_the_fee_of_certified_copies(visit):
    counter = visit(DESK)
    page = counter.sign_in("counter")
    page.goto("/quay/2.000815")
    page.get_by_label("Số trang bản chính").first.fill("5")
    page.get_by_label("Số bản", exact=True).first.fill("2")
    expect(page.locator(".bill")).to_contain_text("14.000 ₫")
    page.get_by_label("Thu phí").select_option(label="Đã nộp")
    page.get_by_label("Họ và tên").first.fill("Hồ Văn Lệ")
    counter.check("counter-fee")
    page.get_by_role("button", name="Tiếp nhận hồ sơ").click()
    expect(page.get_by_text("14.000 ₫ · Đã nộp")).to_be_visible()

    plain = visit(DESK, java_script_enabled=False)
    page = plain.sign_in("counter")
    page.goto("/quay/2.000815")
    page.get_by_label("Số trang bản chính").first.fill("5")
    press(page, "Tính phí")
    expect(page.locator(".bill")).to_contain_text("7.000 ₫")
