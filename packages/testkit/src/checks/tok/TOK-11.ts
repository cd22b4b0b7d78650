import { scenarioWithExchangeAnswer } from "../../arbitraries/scenario.ts"
import { errorInSuccess } from "../../arbitraries/tokenFailure.ts"
import { anyButACrash } from "./failing.ts"
import { failingExchange } from "./failingExchange.ts"

/** An error in the body of a 200 fails. */
export const check = failingExchange("TOK-11", scenarioWithExchangeAnswer(errorInSuccess), {
  accepts: anyButACrash,
  wanted: "an error that the host's flow knows",
  describe: () => "an error in the body of a 200"
})
