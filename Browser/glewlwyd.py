"""Glewlwyd, an OpenID Connect provider that others wrote and keep: the one that the browser tests sign in through.

It is Debian's package, started on loopback with a database of its own and set up through its own API.
"""

import contextlib
import http.cookiejar
import json
import pathlib
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field

from conftest import stopping

PROGRAM = pathlib.Path("/usr/bin/glewlwyd")
SCHEMA = pathlib.Path("/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3")
PAGES = pathlib.Path("/usr/share/glewlwyd/webapp")
PAGES_SETTINGS = pathlib.Path("/usr/share/glewlwyd/templates/config.json")
ADMINISTRATOR, PASSWORD = "admin", "password"
CLIENT, SECRET = "motcua-xa", "bi-mat-chi-dung-de-thu"
# Beside name and mail: what our claims are taken from, by the names that the national e-ID uses.
CLAIMS = {"SoDinhDanh": "so-dinh-danh", "NgayThangNamSinh": "ngay-sinh", "loAs": "muc-do"}


@dataclass
class Glewlwyd:
    url: str
    folder: pathlib.Path
    keys: int = 0
    opener: urllib.request.OpenerDirector = field(default_factory=lambda: urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())))

    @property
    def issuer(self) -> str:
        return f"{self.url}/api/oidc"

    def ask(self, method: str, path: str, body: object = None) -> bytes:
        request = urllib.request.Request(
            f"{self.url}/api{path}", method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"})
        try:
            with self.opener.open(request, timeout=10) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{method} {path}: {error.code} {error.read().decode()}") from error

    def new_key(self) -> tuple[str, str]:
        """An RSA key pair, PEM."""
        self.keys += 1
        key = self.folder / f"key-{self.keys}.pem"
        subprocess.run(["openssl", "genrsa", "-out", key, "2048"], check=True, capture_output=True)
        public = subprocess.run(["openssl", "rsa", "-in", key, "-pubout"], check=True, capture_output=True, text=True)
        return key.read_text(), public.stdout

    def plugin(self) -> dict:
        private, public = self.new_key()
        return {
            "module": "oidc", "name": "oidc", "display_name": "VNeID thử", "enabled": True,
            "parameters": {
                "iss": self.issuer, "jwt-type": "rsa", "jwt-key-size": "256", "key": private, "cert": public,
                "access-token-duration": 600, "refresh-token-duration": 3600, "code-duration": 60,
                "refresh-token-rolling": True, "allow-non-oidc": False, "auth-type-code-enabled": True,
                "auth-type-token-enabled": False, "auth-type-id-token-enabled": False,
                "auth-type-password-enabled": False, "auth-type-client-enabled": False,
                "auth-type-refresh-enabled": True, "secret-type": "public", "pkce-allowed": True,
                "pkce-method-plain-allowed": False, "session-management-allowed": True, "front-channel-logout-allowed": True,
                "back-channel-logout-allowed": True,
                "session-cookie-name": "GLEWLWYD2_OIDC_SID", "session-cookie-expiration": 3600, "jwks-show": True,
                "allowed-scope": ["openid"], "name-claim": "mandatory", "email-claim": "no",
                "address-claim": {"type": "no"},
                "claims": [{"name": name, "user-property": held, "type": "string", "mandatory": True}
                           for name, held in CLAIMS.items()],
            },
        }

    def set_up(self, redirect: str, home: str, logout: str) -> None:
        self.ask("POST", "/auth/", {"username": ADMINISTRATOR, "password": PASSWORD})
        users = json.loads(self.ask("GET", "/mod/user/database"))
        for held in CLAIMS.values():
            users["parameters"]["data-format"][held] = {
                "multiple": False, "read": True, "write": True, "profile-read": True, "profile-write": False}
        self.ask("PUT", "/mod/user/database", users)
        self.ask("PUT", "/mod/user/database/reset")
        self.ask("POST", "/mod/plugin/", self.plugin())
        self.ask("POST", "/client/", {
            "client_id": CLIENT, "name": "Một cửa xã", "enabled": True, "confidential": True,
            "client_secret": SECRET, "authorization_type": ["code"], "redirect_uri": [redirect],
            "post_logout_redirect_uri": home, "backchannel_logout_uri": logout,
            "backchannel_logout_session_required": "true", "token_endpoint_auth_method": ["client_secret_basic"],
            "scope": [],
        })

    def add_person(self, login: str, password: str, name: str, number: str, born: str, level: str = "2") -> None:
        self.ask("POST", "/user/", {
            "username": login, "password": password, "name": name, "enabled": True, "scope": ["openid", "g_profile"],
            "so-dinh-danh": number, "ngay-sinh": born, "muc-do": level,
        })

    def rotate(self) -> None:
        """Another key from now on; the old one is gone."""
        plugin = self.plugin()
        self.ask("PUT", "/mod/plugin/oidc", {name: plugin[name] for name in ("display_name", "parameters")})
        self.ask("PUT", "/mod/plugin/oidc/reset")


@contextlib.contextmanager
def running(folder: pathlib.Path, port: int):
    """A provider of its own in `folder`."""
    url = f"http://127.0.0.1:{port}"
    pages = folder / "pages"
    shutil.copytree(PAGES, pages, ignore=shutil.ignore_patterns("config.json"))
    settings = json.loads(PAGES_SETTINGS.read_text())
    settings["GlewlwydUrl"] = f"{url}/"
    (pages / "config.json").write_text(json.dumps(settings))
    database = folder / "glewlwyd.db"
    with SCHEMA.open() as schema:
        subprocess.run(["sqlite3", database], stdin=schema, check=True, capture_output=True)
    configuration = folder / "glewlwyd.conf"
    modules = "\n".join(f'{name}_module_path="/usr/lib/glewlwyd/{folder_name}"' for name, folder_name in (
        ("user", "user"), ("client", "client"), ("user_auth_scheme", "scheme"), ("plugin", "plugin")))
    configuration.write_text(f"""
port={port}
bind_address="127.0.0.1"
external_url="{url}"
login_url="login.html"
api_prefix="api"
static_files_path="{pages}/"
log_mode="file"
log_level="WARNING"
log_file="{folder}/glewlwyd.log"
cookie_secure=0
session_expiration=3600
session_key="GLEWLWYD2_SESSION_ID"
login_api_enabled=true
admin_scope="g_admin"
profile_scope="g_profile"
hash_algorithm="SHA512"
{modules}
database = {{ type = "sqlite3"; path = "{database}" }};
static_files_mime_types = (
{", ".join(f'{{ extension = "{end}"; mime_type = "{kind}" }}' for end, kind in (
    (".html", "text/html"), (".css", "text/css"), (".js", "application/javascript"), (".json", "application/json"),
    (".png", "image/png"), (".woff2", "font/woff2"), (".ico", "image/x-icon")))}
)
""")
    with (folder / "glewlwyd.out").open("w") as output:
        with stopping(subprocess.Popen(
                [PROGRAM, f"--config-file={configuration}"], stdout=output, stderr=output)) as process:
            wait(url, process, folder)
            yield Glewlwyd(url, folder)


def wait(url: str, process: subprocess.Popen, folder: pathlib.Path) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, OSError):
            with urllib.request.urlopen(f"{url}/config", timeout=2) as answer:
                if answer.status == 200:
                    return
        time.sleep(0.1)
    log = folder / "glewlwyd.log"
    raise RuntimeError("Glewlwyd did not start:\n" + (log.read_text() if log.exists() else "")
                       + (folder / "glewlwyd.out").read_text())
