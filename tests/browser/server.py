"""A JupyterLab server of its own: on a copy of the notebooks, with this Python as its kernel."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).resolve().parents[2]
# Every cell must be in the page: a screenshot and a search for explorers see only what is there.
LAB_SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "notebook-extension/tracker": {
        "windowingMode": "none",
        "scrollPastEnd": False,
        "autoStartDefaultKernel": True,
    },
    "docmanager-extension/plugin": {"autosave": False},
}


def notebooks_folder() -> Path:
    """OPSTOOLS_NOTEBOOKS if set (to try other notebooks), otherwise the repository's notebooks/."""
    return Path(os.environ.get("OPSTOOLS_NOTEBOOKS", REPOSITORY / "notebooks"))


class Server(NamedTuple):
    url: str
    token: str

    def ask(self, path: str, method: str = "GET", timeout: float = 10):
        request = urllib.request.Request(self.url + path, method=method)
        request.add_header("Authorization", f"token {self.token}")
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return json.loads(answer.read() or "null")

    def stop_kernels(self):
        """Sessions, not kernels: a notebook that is still open would start its kernel again."""
        for session in self.ask("/api/sessions"):
            self.ask(f"/api/sessions/{session['id']}", "DELETE")


@contextmanager
def serve(folder: Path):
    """One JupyterLab on a copy of `folder`, cut off from the user's own Jupyter settings."""
    with tempfile.TemporaryDirectory(prefix="opstools-lab-", ignore_cleanup_errors=True) as home:
        home = Path(home)
        skip = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__", ".git", ".venv")
        shutil.copytree(folder, home / "notebooks", ignore=skip)
        environment = _isolated_environment(home)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = Server(f"http://127.0.0.1:{port}", secrets.token_hex(16))
        log = home / "server.log"
        with log.open("w") as output:
            process = subprocess.Popen(
                _server_command(home / "notebooks", port, server.token),
                env=environment,
                cwd=home,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C reaches pytest, which then stops the server below
            )
        try:
            _wait_until_it_answers(server, process, log)
            yield server
        finally:
            _stop(server, process)


def _isolated_environment(home: Path) -> dict:
    folders = {
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "runtime",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        "IPYTHONDIR": home / "ipython",
    }
    for name, settings in LAB_SETTINGS.items():
        file = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings))
    # The kernel is this very Python, so that it imports the opstools under test.
    kernel = home / "data" / "kernels" / "python3" / "kernel.json"
    kernel.parent.mkdir(parents=True)
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel.write_text(
        json.dumps({"argv": command, "display_name": "Python 3", "language": "python"})
    )
    environment = os.environ | {name: str(folder) for name, folder in folders.items()}
    environment["JUPYTER_PREFER_ENV_PATH"] = "0"  # the kernel above wins over the environment's own
    paths = [str(REPOSITORY), os.environ.get("PYTHONPATH", "")]
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    environment.pop("MPLBACKEND", None)  # "Agg" would hide every inline figure
    return environment


# The server ends when its standard input closes, and the system closes that even if we are killed.
LEASHED_SERVER = """
import os, runpy, signal, sys, threading
def end_with_parent():
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)
threading.Thread(target=end_with_parent, daemon=True).start()
runpy.run_module("jupyterlab", run_name="__main__")
"""


def _server_command(folder: Path, port: int, token: str) -> list[str]:
    return [
        *(sys.executable, "-c", LEASHED_SERVER, "--no-browser", "--allow-root"),
        "--ip=127.0.0.1",
        f"--port={port}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={token}",
        f"--ServerApp.root_dir={folder}",
        "--ServerApp.terminals_enabled=False",
        "--LabApp.expose_app_in_browser=True",  # window.jupyterapp, read by the scripts below
    ]


def _wait_until_it_answers(server: Server, process, log: Path, seconds: float = 60):
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            return server.ask("/api/status")
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("JupyterLab did not start. Its log ends:\n" + log.read_text()[-3000:])


def _stop(server: Server, process):
    try:
        if process.poll() is None:
            server.stop_kernels()
    except (OSError, ValueError):
        pass  # a kernel also ends by itself when its server is gone
    finally:
        process.stdin.close()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
