import { scenarioWithExchangeAnswer } from "../../arbitraries/scenario.ts"
import { rejection } from "../../arbitraries/tokenFailure.ts"
import { ofKind } from "./failing.ts"
import { failingExchange } from "./failingExchange.ts"

/** An OAuth error response with a 4xx status fails with the host's re-authentication error. */
export const check = failingExchange("TOK-9", scenarioWithExchangeAnswer(rejection), {
  accepts: ofKind("reauthentication"),
  wanted: "the host's re-authentication error"
})
