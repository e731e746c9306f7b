"""ClamAV's daemon, Debian's, with one signature of its own: the suite reaches no signatures of the internet."""

import contextlib
import pathlib
import socket
import subprocess
import time
from dataclasses import dataclass

from conftest import stopping

PROGRAM = pathlib.Path("/usr/sbin/clamd")
# The text by which scanners are tried (EICAR), in two halves so that no scanner takes this file for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
NAME = "MotCua.Test.EICAR"


@dataclass
class Clamd:
    socket: pathlib.Path
    configuration: pathlib.Path

    @classmethod
    def prepare(cls, folder: pathlib.Path) -> "Clamd":
        signatures = folder / "signatures"
        signatures.mkdir(parents=True)
        # Any kind of file, at any place.
        (signatures / "motcua.ndb").write_text(f"{NAME}:0:*:{EICAR.hex()}\n")
        clamd = cls(folder / "clamd.ctl", folder / "clamd.conf")
        clamd.configuration.write_text(
            f"Foreground yes\nLocalSocket {clamd.socket}\nDatabaseDirectory {signatures}\nLogFile {folder}/clamd.log\n")
        return clamd

    @contextlib.contextmanager
    def running(self):
        with stopping(subprocess.Popen([PROGRAM, "--config-file", self.configuration],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)) as process:
            self.wait(process)
            yield self

    def wait(self, process: subprocess.Popen, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and process.poll() is None:
            with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
                line.settimeout(2)
                line.connect(str(self.socket))
                line.sendall(b"zPING\0")
                if line.recv(16) == b"PONG\0":
                    return
            time.sleep(0.1)
        log = self.configuration.with_name("clamd.log")
        raise RuntimeError(f"clamd did not start: {log.read_text()[-2000:] if log.exists() else 'no log'}")
