/** Failures of the database as failures of storage. */
import type { SqlError } from "effect/sql"
import { StorageUnavailable } from "../../domain/StorageError.ts"

/**
 * Turns a failure of the database into one of storage. It says which kind it is and no more: what a database complains
 * about may hold a row.
 */
export const databaseFailure = ({ reason }: SqlError.SqlError): StorageUnavailable =>
  new StorageUnavailable({
    message: `The database did not do what it was asked (${reason._tag}). Check that it is there and that its tables may be used, and try again.`
  })
