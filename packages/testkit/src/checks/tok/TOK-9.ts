import { scenarioWithExchangeAnswer } from "../../arbitraries/scenario.ts"
import { rejection } from "../../arbitraries/tokenFailure.ts"
import { ofKind } from "../../reading/failing.ts"
import { failingExchange } from "../../reading/failingExchange.ts"

export const check = failingExchange("TOK-9", scenarioWithExchangeAnswer(rejection), {
  accepts: ofKind("reauthentication"),
  wanted: "the host's re-authentication error"
})
