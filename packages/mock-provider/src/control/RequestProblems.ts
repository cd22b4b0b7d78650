/** What a request to the control API has wrong, reported as every other problem is. */
import { Effect, type Layer } from "effect"
import { HttpApiMiddleware } from "effect/http-api"
import { describeProblems } from "../core/describeProblems.ts"
import { InvalidRequest } from "./ControlErrors.ts"

/** Service that says which member of a request is wrong, and what is expected there. */
export class RequestProblems extends HttpApiMiddleware.Service<RequestProblems>()(
  "@application-credentials/mock-provider/control/RequestProblems",
  { error: InvalidRequest }
) {}

/** Makes the layer of the service. */
export const layerRequestProblems: Layer.Layer<RequestProblems> = HttpApiMiddleware.layerSchemaErrorTransform(
  RequestProblems,
  ({ cause, kind }) =>
    Effect.fail(
      new InvalidRequest({
        message: `The ${kind === "Query" ? "query" : "body"} is not valid: ${describeProblems(cause.issue)}`
      })
    )
)
