import { scenarioWithExchangeAnswer } from "../../arbitraries/scenario.ts"
import { noAnswer } from "../../arbitraries/tokenFailure.ts"
import { anyError } from "../../reading/failing.ts"
import { failingExchange } from "../../reading/failingExchange.ts"

export const check = failingExchange("TOK-13", scenarioWithExchangeAnswer(noAnswer), {
  accepts: anyError,
  wanted: "an error"
})
