"""A server with a fresh demo commune, and browsers that look at it. Builds nothing: run `swift build` before."""

import contextlib
import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

ROOT = pathlib.Path(__file__).parent.parent
PROGRAM = pathlib.Path(os.environ.get("MOTCUA_PROGRAM", ROOT / ".build/debug/motcua"))
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SCREENSHOTS = ROOT / "out/screenshots"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}
PASSWORD = "MotCua@2026"
# The Swift tests run beside these on the same two cores: a page may be late without being wrong.
expect.set_options(timeout=20_000)

# Who signs in with what, by what they do in the demo commune.
LOGINS = {
    "citizen": "0900000102",
    "counter": "motcua1",
    "head": "vanhoa",
    "specialist": "vanphong1",
    "colleague": "vanphong2",
    "economist": "kinhte1",
    "land office": "vpdk1",
    "tax office": "thue1",
    "leader": "chutich",
    "director": "giamdoc",
    "administrator": "quantri",
}


@dataclass
class Server:
    url: str
    folder: pathlib.Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_ready(url: str, process: subprocess.Popen, log: pathlib.Path, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"The server did not become ready:\n{log.read_text()[-4000:]}")


@contextlib.contextmanager
def stopping(process: subprocess.Popen, seconds: float = 20):
    """Asks the process to end when the block does, and ends it when it has not after so many seconds."""
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def serving(
    folder: pathlib.Path, environment: dict[str, str] | None = None, dossiers: int | None = None, port: int = 0
):
    """A server with a demo commune of its own in `folder`: the whole season, or so many dossiers."""
    if not PROGRAM.exists():
        pytest.fail(f"{PROGRAM} is missing: run `swift build` first")
    data, log = folder / "data", folder / "server.log"
    size = [] if dossiers is None else ["--dossiers", str(dossiers)]
    subprocess.run([PROGRAM, "demo", "--data", data, *size], check=True, capture_output=True, text=True, timeout=300)
    url = f"http://127.0.0.1:{(port := port or free_port())}"
    with log.open("w") as output:
        with stopping(subprocess.Popen(
            [PROGRAM, "serve", "--data", data, "--port", str(port)],
            stdout=output, stderr=subprocess.STDOUT, env=os.environ | (environment or {}),
        )) as process:
            wait_until_ready(url, process, log)
            yield Server(url, folder)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory):
    with serving(tmp_path_factory.mktemp("motcua")) as server:
        yield server


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        # Containers often have next to no shared memory: pictures of long pages would fail now and then.
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield chromium
        chromium.close()


class Visitor:
    """One browser window with its own cookies. Fails the test when the page's own script or policy complains."""

    def __init__(self, browser: Browser, server: Server, viewport: dict, **options):
        self.server = server
        self.complaints: list[str] = []
        self.context = browser.new_context(base_url=server.url, viewport=viewport, locale="vi-VN", **options)
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, message) -> None:
        # Chromium also reports each answer of 4xx; tests look at those themselves.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def go(self, path: str) -> Page:
        self.page.goto(path)
        return self.page

    def sign_in(self, role: str) -> Page:
        page = self.go("/dang-nhap")
        form = page.locator("form:has(input[type=password])")
        form.locator("input:not([type=hidden]):not([type=password]):not([type=checkbox])").first.fill(LOGINS[role])
        form.locator("input[type=password]").fill(PASSWORD)
        form.locator("button:not([type=button])").first.click()
        expect(page).not_to_have_url(f"{self.server.url}/dang-nhap")
        return page

    def _picture(self, path: pathlib.Path) -> None:
        """A busy machine's browser now and then cannot take one; that says nothing of the page, so it tries again."""
        path.parent.mkdir(parents=True, exist_ok=True)
        for tries_left in reversed(range(5)):
            try:
                self.page.screenshot(path=path, full_page=True)
                return
            except Error as error:
                if "Unable to capture screenshot" not in str(error) or not tries_left:
                    raise
                self.page.wait_for_timeout(1000)

    def check(self, name: str) -> None:
        """What every page keeps: no fault that axe finds, nothing wider than the window; leaves a picture."""
        width = self.page.viewport_size["width"]
        self._picture(SCREENSHOTS / f"{name}-{width}.png")
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name}: {wide} px of content in a window of {width}"
        found = Axe().run(self.page)
        assert found.violations_count == 0, found.generate_report()
        assert not self.complaints, self.complaints


@pytest.fixture
def visit(browser: Browser, server: Server):
    """Opens windows: `visit(PHONE)`, `visit(DESK, java_script_enabled=False)`. All are closed after the test."""
    visitors: list[Visitor] = []

    def open_window(viewport: dict = PHONE, **options) -> Visitor:
        visitors.append(Visitor(browser, server, viewport, **options))
        return visitors[-1]

    yield open_window
    for visitor in visitors:
        visitor.context.close()
