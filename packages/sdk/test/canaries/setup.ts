/**
 * Fails each test of the SDK that tells a secret: in a log record, a span, a metric, an error, a result, a URL, an answer
 * of the server, or on the console.
 *
 * All secrets of a test are its canaries: what an effect redacts, and what the test's providers are asked and answer
 * under a secret's name (`Secrets.ts`). `effects.ts` and `platform.ts` listen to all that is shown, and `Told.ts` looks for
 * the ones in the other when the test is over. A test has nothing to do for it but to give each secret eight characters
 * that no text has by chance. `canaries.test.ts` shows what is heard.
 *
 * What is in the clear by design is named where it is let through: the state and the code in the URLs of the user's
 * browser, the rows of a database, and the list of credentials.
 */
import { Effect } from "effect"
import { afterAll, afterEach } from "vitest"
import { listenToEffects, recordMetrics } from "./effects.ts"
import { listenToPlatform } from "./platform.ts"
import { takeLeaks } from "./Told.ts"

listenToEffects()
listenToPlatform()

const check = (): void => {
  Effect.runSync(recordMetrics)
  const leaks = takeLeaks()
  if (leaks.length > 0) throw new Error(`A secret is shown:\n${leaks.map((leak) => `- ${leak}`).join("\n")}`)
}

afterEach(({ task }) => {
  // What a failed test says of itself may be about a secret.
  if (task.result?.state === "fail") takeLeaks()
  else check()
})
afterAll(check)
