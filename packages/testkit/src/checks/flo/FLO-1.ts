import { Effect } from "effect"
import { examination } from "../../engine/Check.ts"
import { type Finding, Inconclusive, NotApplicable, Violated } from "../../engine/Finding.ts"
import { anyStory, folderWithFlow, isOwnFault, noOAuthFlow } from "../../reading/configFlowRun.ts"
import type { SubjectGone } from "../../subject/Subject.ts"

export const check = examination(
  "FLO-1",
  Effect.fnUntraced(function* (context) {
    const folder = yield* folderWithFlow(context)
    const { loaded } = yield* Effect.catchTag(context.play("twice"), "SubjectGone", (gone) =>
      // A large import on a busy machine may take that long once.
      isSlow(gone) ? anyStory(context, "another", notImported) : Effect.fail<Finding>(notImported(gone))
    )
    const { error, handlers, made, registered } = loaded
    if (error !== null) {
      const message = `the config flow cannot be imported: ${shortType(error.type)}: ${error.message}`
      return yield* isOwnFault(error, folder)
        ? new Violated({ message, where: error.where })
        : new Inconclusive({ message })
    }
    const oauth = handlers.filter(({ isOAuth }) => isOAuth)
    const unknown = [registered, ...handlers].find((handler) => handler !== null && handler.standIn !== null)
    if (registered?.isOAuth !== true) {
      if (unknown && !unknown.isOAuth)
        return yield* new Inconclusive({
          message: `its flow is built on ${unknown.standIn}, which is not available here`
        })
      const [handler] = oauth
      if (handlers.length === 0)
        return yield* new Inconclusive({
          message: "its flow is of another package, which is not available here"
        })
      if (handler === undefined) return yield* new NotApplicable({ message: noOAuthFlow })
      if (registered !== null)
        return yield* new Inconclusive({
          message: `${registered.name} is registered for ${folder.domain}, and whether it leads to ${handler.name} is not known`
        })
      return yield* new Violated({
        message: `${handler.name} is not registered for the integration's domain, ${folder.domain}`,
        where: handler.where
      })
    }
    if (made === null) return
    const message = `${registered.name} cannot be made: ${shortType(made.type)}: ${made.message}`
    return yield* registered.standIn === null
      ? new Violated({ message, where: made.where ?? registered.where })
      : new Inconclusive({ message })
  })
)

const isSlow = ({ during, reason }: SubjectGone): boolean => during === "loadFlow" && reason === "hang"

const notImported = ({ during, message, notTried }: SubjectGone): Finding =>
  during === "loadFlow" && !notTried
    ? new Violated({ message: `the config flow cannot be imported: ${message}` })
    : new Inconclusive({ message: `${message} (see FLO-2)` })

const shortType = (type: string): string => type.split(".").at(-1) ?? type
