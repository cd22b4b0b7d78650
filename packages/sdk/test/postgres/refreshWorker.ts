/**
 * Refreshes an account's token again and again, and prints each access token on a line.
 *
 * Arguments: the schema, the URL of the provider, the account, and how often.
 */
import { NodeRuntime } from "@effect/platform-node"
import { Effect, Redacted } from "effect"
import { writeSync } from "node:fs"
import { OAuth2Session } from "../../src/index.ts"
import { layerInstanceIn } from "./instance.ts"

const [schema = "", provider = "", accountId = "", times = ""] = process.argv.slice(2)

const refresh = OAuth2Session.use((session) => session.refresh(accountId)).pipe(
  Effect.tap(({ accessToken }) => Effect.sync(() => writeSync(1, `${Redacted.value(accessToken)}\n`)))
)

NodeRuntime.runMain(
  Effect.provide(
    Effect.replicateEffect(refresh, Number(times), { discard: true }),
    layerInstanceIn(schema, provider)
  )
)
