"""Runs the migrations on the connection that `store.migrate` hands over."""

from alembic import context

from shopkit.store.schema import facts

context.configure(connection=context.config.attributes["connection"], target_metadata=facts)
with context.begin_transaction():
    context.run_migrations()
