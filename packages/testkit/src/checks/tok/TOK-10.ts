import { scenarioWithExchangeAnswer } from "../../arbitraries/scenario.ts"
import { unavailability } from "../../arbitraries/tokenFailure.ts"
import { ofKind } from "../../reading/failing.ts"
import { failingExchange } from "../../reading/failingExchange.ts"

export const check = failingExchange("TOK-10", scenarioWithExchangeAnswer(unavailability), {
  accepts: ofKind("transient"),
  wanted: "the host's transient error"
})
