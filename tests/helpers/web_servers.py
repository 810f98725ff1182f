"""nginx and Caddy on the loopback interface, as `gongkai hosting server` sets them up."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gongkai.publish.hosting import Kind, list_templates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NGINX = """{user}daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/tmp; proxy_temp_path {folder}/tmp; fastcgi_temp_path {folder}/tmp;
  uwsgi_temp_path {folder}/tmp; scgi_temp_path {folder}/tmp;
  include {folder}/site.conf;
}}
"""
_CADDY = "{\n\tadmin off\n\tauto_https off\n}\n"


@contextmanager
def run_server(program: str, folder: Path, site: Path, data: Path) -> Iterator[str]:
    """Serves a site by the shipped configuration, only its places changed; gives the address."""
    folder.mkdir()
    port = _find_port()
    template = {"nginx": "web/nginx.conf", "caddy": "web/Caddyfile"}[program]
    text = list_templates(Kind.SERVER)[template].decode()
    for shipped, own in (
        ("/srv/gongkai/site", str(site)),
        ("/var/lib/gongkai/web", str(data)),
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("gaj.shili.example {", f"http://127.0.0.1:{port} {{"),
    ):
        text = text.replace(shipped, own)
    command = _write_nginx(folder, text) if program == "nginx" else _write_caddy(folder, text)
    places = {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(
            command, env=os.environ | places, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        _wait(process, port, folder / "output")
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(20)


def _write_nginx(folder: Path, text: str) -> list[str]:
    (folder / "site.conf").write_text(text, "utf-8")
    user = "user root;\n" if os.geteuid() == 0 else ""  # else it could not read our folders
    (folder / "nginx.conf").write_text(_NGINX.format(folder=folder, user=user), "utf-8")
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def _write_caddy(folder: Path, text: str) -> list[str]:
    (folder / "Caddyfile").write_text(_CADDY + text, "utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


def _find_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], port: int, output: Path) -> None:
    for _ in range(200):
        assert process.poll() is None, output.read_text("utf-8")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(output.read_text("utf-8"))
