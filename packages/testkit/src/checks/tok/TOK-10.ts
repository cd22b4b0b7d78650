import { scenarioWithExchangeAnswer } from "../../arbitraries/scenario.ts"
import { unavailability } from "../../arbitraries/tokenFailure.ts"
import { ofKind } from "./failing.ts"
import { failingExchange } from "./failingExchange.ts"

/** 429 and any 5xx fail as transient, whatever the body. */
export const check = failingExchange("TOK-10", scenarioWithExchangeAnswer(unavailability), {
  accepts: ofKind("transient"),
  wanted: "the host's transient error"
})
