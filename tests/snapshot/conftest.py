from tests.enrich.conftest import replica

__all__ = ["replica"]
