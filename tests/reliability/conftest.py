"""Servers that end with their test, whatever happens in it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.reliability.product import Product
from tests.services import Postgres, Redis, find_postgres, find_redis


@pytest.fixture
def install(tmp_path: Path) -> Iterator[Callable[..., Product]]:
    """install() in a folder of its own; with URLs it is a server's node."""
    made: list[Product] = []

    def new(**urls: str) -> Product:
        made.append(Product(tmp_path / f"data-{len(made)}", **urls))
        return made[-1]

    yield new
    for product in made:
        product.end()


@pytest.fixture
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    if not find_postgres():
        pytest.skip("PostgreSQL is not on this machine")
    server = Postgres(tmp_path_factory.mktemp("services") / "postgresql")
    yield server
    server.stop()


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    if not find_redis():
        pytest.skip("Redis is not on this machine")
    server = Redis(tmp_path / "redis")
    yield server
    server.stop()
