"""Alembic's way in: it is always handed a connection, by `Database.migrate` or by a developer's `alembic`."""

from alembic import context

from slackapp.store.tables import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
