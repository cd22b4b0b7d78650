import { scenarioWithExchangeAnswer } from "../../arbitraries/scenario.ts"
import { unavailability } from "../../arbitraries/tokenFailure.ts"
import { ofKind } from "../../reading/failing.ts"
import { failingExchange } from "../../reading/failingExchange.ts"

const transient = ofKind("transient")

export const check = failingExchange("TOK-10", scenarioWithExchangeAnswer(unavailability), {
  // The flow ends with oauth_failed for the HTTP client's own errors as it does for the transient one.
  accepts: (error) => transient(error) || (error.kind === "client" && error.type.startsWith("aiohttp.")),
  wanted: "the host's transient error"
})
