/** The tables, and how they came to be what they are. */
import { Effect } from "effect"
import { Migrator, SqlClient } from "effect/sql"

/**
 * Makes the tables, or brings them up to date. What was released is not changed: a later migration does.
 *
 * Each table has a row for each record: its JSON in `document`, its secrets sealed if they are encrypted, and beside it
 * what it is looked up by. `position` counts the records as they were added.
 */
export const migrate = Effect.suspend(() =>
  Migrator.make({})({
    table: "application_credentials_migrations",
    loader: Migrator.fromRecord({ "0001_create_tables": createTables })
  })
)

const createTables = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient

  yield* sql`CREATE TABLE application_credentials (
    id TEXT PRIMARY KEY,
    position BIGINT GENERATED ALWAYS AS IDENTITY,
    domain TEXT NOT NULL,
    auth_domain TEXT NOT NULL,
    document TEXT NOT NULL
  )`
  yield* sql`CREATE INDEX application_credentials_domain ON application_credentials (domain, auth_domain)`

  yield* sql`CREATE TABLE application_credentials_accounts (
    id TEXT PRIMARY KEY,
    position BIGINT GENERATED ALWAYS AS IDENTITY,
    domain TEXT NOT NULL,
    auth_implementation TEXT NOT NULL,
    unique_id TEXT,
    document TEXT NOT NULL,
    UNIQUE (domain, unique_id)
  )`
  yield* sql`CREATE INDEX application_credentials_accounts_implementation
    ON application_credentials_accounts (domain, auth_implementation)`

  yield* sql`CREATE TABLE application_credentials_links (
    id TEXT PRIMARY KEY,
    position BIGINT GENERATED ALWAYS AS IDENTITY,
    expires_at DOUBLE PRECISION NOT NULL,
    document TEXT NOT NULL
  )`
  yield* sql`CREATE INDEX application_credentials_links_expiry ON application_credentials_links (expires_at)`

  yield* sql`CREATE TABLE application_credentials_taken_states (
    id TEXT PRIMARY KEY,
    position BIGINT GENERATED ALWAYS AS IDENTITY,
    expires_at DOUBLE PRECISION NOT NULL,
    document TEXT NOT NULL
  )`
  yield* sql`CREATE INDEX application_credentials_taken_states_expiry
    ON application_credentials_taken_states (expires_at)`

  yield* sql`CREATE TABLE application_credentials_state_keys (
    id TEXT PRIMARY KEY,
    position BIGINT GENERATED ALWAYS AS IDENTITY,
    document TEXT NOT NULL
  )`
})
