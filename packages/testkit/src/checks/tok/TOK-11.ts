import { scenarioWithExchangeAnswer } from "../../arbitraries/scenario.ts"
import { errorInSuccess } from "../../arbitraries/tokenFailure.ts"
import { anyError } from "../../reading/failing.ts"
import { failingExchange } from "../../reading/failingExchange.ts"

export const check = failingExchange("TOK-11", scenarioWithExchangeAnswer(errorInSuccess), {
  accepts: anyError,
  wanted: "an error",
  describe: () => "an error in the body of a 200"
})
