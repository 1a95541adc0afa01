from collections.abc import Iterator
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer
from pyarrow import fs

from tests.enrich.conftest import replica

__all__ = ["bucket", "bucket_server", "replica"]


@pytest.fixture(scope="module")
def bucket_server() -> Iterator[str]:
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(bucket_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> fs.S3FileSystem:
    """A bucket called ``openalex`` on a server of this machine."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL_S3"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ENDPOINT_URL", bucket_server)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "somebody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    system = fs.S3FileSystem(endpoint_override=bucket_server, allow_bucket_creation=True, allow_bucket_deletion=True)
    if system.get_file_info("openalex").type != fs.FileType.NotFound:
        system.delete_dir("openalex")
    system.create_dir("openalex")
    return system
