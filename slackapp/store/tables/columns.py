"""What all tables are made of."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    Text,
    TypeDecorator,
    text,
)
from sqlmodel import Field, SQLModel

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
# SQLite gives rowids to INTEGER keys only; PostgreSQL should not run out of them.
BigId = BigInteger().with_variant(Integer, "sqlite")


class UtcTime(TypeDecorator[datetime]):
    """Aware datetimes in, aware UTC out; naive UTC in the database. A naive one is a mistake and is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (the base's signature)
        """To the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a time zone was about to be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (the base's signature)
        """From the database."""
        return value.replace(tzinfo=UTC) if value is not None else None


class Base(SQLModel):
    """What all tables share: one naming convention, so that migrations can name what they change."""

    metadata = MetaData(naming_convention=NAMING)


def ident() -> Any:
    """The store's own id of a row."""
    return Field(default=None, primary_key=True, sa_type=BigId)


def ref(target: str, **more: Any) -> Any:
    """The id of a row of another table; `target` is "table.column"."""
    return Field(foreign_key=target, sa_type=BigId, **more)


def moment(**more: Any) -> Any:
    """A moment, aware."""
    return Field(default=None, sa_type=UtcTime, **more)


def where_set(name: str, column: str, *more: str) -> Index:
    """An index of the rows in which its first column is set."""
    return where(name, f"{column} IS NOT NULL", column, *more)


def where(name: str, condition: str, *columns: str) -> Index:
    """An index of some rows."""
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


def long_text() -> Any:
    """A text of any length; "" where there is none."""
    return Field(default="", sa_type=Text)


def later(default: str = "") -> Any:
    """A text that a migration added to a table with rows."""
    return Field(default=default, sa_type=Text, sa_column_kwargs={"server_default": default})
