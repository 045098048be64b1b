"""What the tables of the register are made of."""

from typing import Any

from sqlalchemy import CheckConstraint, Column, Text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class Local(SQLModel, registry=registry()):
    """Base of the office's tables."""


def one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    """The column holds one of these words and nothing else."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def text_column(*, null: bool = False, key: bool = False) -> Any:
    """A column of text."""
    default = None if null else ...
    return Field(default, sa_column=Column(Text, nullable=null, primary_key=key))
