/**
 * Holds an account's lock until it is killed, and says so once it does.
 *
 * Arguments: the schema, and the account.
 */
import { NodeRuntime } from "@effect/platform-node"
import { Effect, Layer } from "effect"
import { writeSync } from "node:fs"
import { AccountLock } from "../../src/index.ts"
import { layerSqlLocks } from "../../src/layers/sql/index.ts"
import { layerClient } from "./server.ts"

const [schema = "", accountId = ""] = process.argv.slice(2)

const hold = Effect.andThen(
  Effect.sync(() => writeSync(1, "held\n")),
  Effect.never
)

NodeRuntime.runMain(
  AccountLock.use(({ withLock }) => withLock(accountId)(hold)).pipe(
    Effect.provide(Layer.provide(layerSqlLocks, layerClient(schema)))
  )
)
