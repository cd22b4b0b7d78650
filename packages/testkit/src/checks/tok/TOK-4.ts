import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { basicPair, methodName, methodsOf } from "../../reading/clientAuthentication.ts"
import { parameterName, trustsPublicClients } from "../../reading/knownProvider.ts"
import { carries, codeForm, codeRequest, exchangeRequests } from "../../reading/tokenRequest.ts"

export const check = observation(
  "TOK-4",
  { arbitrary: ordinaryScenario },
  Effect.fnUntraced(function* (seen) {
    const { clientSecret } = seen.scenario.credential
    if ((yield* exchangeRequests(seen)).some((request) => carries(clientSecret)({ ...request, body: "" }))) {
      return yield* new Violated({ message: "the exchange sent the client secret in the URL" })
    }
    const request = yield* codeRequest(seen)
    const form = yield* codeForm(seen)
    const methods = methodsOf(request)
    const [method] = methods
    if (methods.length > 1) {
      return yield* new Violated({
        message: `the exchange authenticated the client twice, by ${methods.map((used) => methodName[used]).join(" and by ")}`
      })
    }
    if (method === "other") {
      return yield* new Violated({ message: `the exchange sent ${methodName.other}` })
    }
    if (method === "none" && !form.has("code_verifier") && !trustsPublicClients(request.url)) {
      return yield* new Violated({
        message: "the exchange sent neither the client secret nor a PKCE verifier"
      })
    }
    if (
      !form.get(parameterName(request.url, "client_id")) &&
      !basicPair(request)?.clientId &&
      method !== "assertion"
    ) {
      return yield* new Violated({ message: "the exchange did not say which client it is for" })
    }
  })
)
