import { scenarioWithExchangeAnswer } from "../../arbitraries/scenario.ts"
import { noAnswer } from "../../arbitraries/tokenFailure.ts"
import { anyError } from "./failing.ts"
import { failingExchange } from "./failingExchange.ts"

/** No connection and no answer fail within the host's limit: nothing hangs. */
export const check = failingExchange("TOK-13", scenarioWithExchangeAnswer(noAnswer), {
  accepts: anyError,
  wanted: "an error"
})
