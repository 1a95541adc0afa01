"""A web session for addresses that anybody may have written: it connects to public addresses only.

The name is resolved here, every address it has is looked at, and the connection is made to one of those, so that a
name that resolves differently the next time changes nothing. This holds for every redirect, too.
"""

import ipaddress
import socket
from collections.abc import Callable
from typing import Any

from requests import Session
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError
from urllib3.poolmanager import PoolManager
from urllib3.util.connection import create_connection

_NO_SUCH_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class PrivateAddressError(Exception):
    """The host is this machine, or one of a network that is not public."""


class NoSuchHostError(Exception):
    """There is no host of that name."""


Resolver = Callable[[str, int], list[tuple[str, int]]]
"""The addresses and ports to connect to for a host and a port."""


def public_addresses(host: str, port: int) -> list[tuple[str, int]]:
    """The addresses of a host, all of which are public.

    Raises :class:`NoSuchHostError` and :class:`PrivateAddressError`, and :class:`OSError` without a name service.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in _NO_SUCH_NAME:
            raise NoSuchHostError(host) from error
        raise
    except UnicodeError as error:
        raise NoSuchHostError(host) from error
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    for address in addresses:
        if not is_public(address):
            raise PrivateAddressError(f"{host} is {address}")
    return [(address, port) for address in addresses]


def is_public(address: str) -> bool:
    """Whether an address of the internet protocol can be reached by everybody."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(ip.packed[-4:])
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def open_session(user_agent: str, resolve: Resolver = public_addresses) -> Session:
    """A session that asks nobody else for addresses: no proxy, no stored passwords."""
    session = Session()
    session.trust_env = False
    session.headers["User-Agent"] = user_agent
    for scheme in ("http://", "https://"):
        session.mount(scheme, _GuardedAdapter(resolve))
    return session


class _GuardedAdapter(HTTPAdapter):
    def __init__(self, resolve: Resolver) -> None:
        self._resolve = resolve
        super().__init__(max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:
        """Make pools whose connections are guarded."""
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **options)
        self.poolmanager.pool_classes_by_scheme = _pools(self._resolve)


def _pools(resolve: Resolver) -> dict[str, Any]:
    def connect(connection: HTTPConnection) -> socket.socket:
        host, port = str(connection._dns_host), int(connection.port or connection.default_port)
        problem: Exception = OSError("no address")
        try:
            for address in resolve(host, port):
                try:
                    return create_connection(address, connection.timeout, socket_options=connection.socket_options)
                except OSError as error:
                    problem = error
        except OSError as error:
            problem = error
        raise NewConnectionError(connection, f"cannot connect: {problem}") from problem

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
