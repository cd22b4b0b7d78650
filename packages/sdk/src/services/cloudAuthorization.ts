/** One flow at the cloud: the user's URL first, the tokens later, over one connection. */
import { Deferred, Effect, Fiber, Stream } from "effect"
import type { Scope } from "effect"
import { Socket } from "effect/socket"
import { linkLifetime } from "../domain/PendingLink.ts"
import { tokenFromResponse } from "../domain/Token.ts"
import type { Token } from "../domain/Token.ts"
import type { TokenDeliveryFailed } from "../domain/TokenDeliveryFailed.ts"
import {
  cloudUnavailable,
  readAuthorizeUrl,
  readDeliveredTokens,
  undelivered
} from "../protocol/CloudMessages.ts"
import { epochSeconds } from "./epochSeconds.ts"
import type { AuthorizationRequest, AuthorizeError } from "./OAuth2Implementation.ts"

interface Answers {
  readonly url: Deferred.Deferred<string, AuthorizeError>
  readonly token: Deferred.Deferred<Token, TokenDeliveryFailed>
}

/**
 * Opens a connection for a service. It lives in the scope, beyond the call, until the token is there, a message says
 * that none will come, or `linkLifetime` is over. Interrupting the call closes it.
 *
 * @see hass_nabucasa/account_link.py, AuthorizeAccountHelper
 */
export const openCloudAuthorization = Effect.fnUntraced(function* (
  socketUrl: string,
  service: string
): Effect.fn.Return<AuthorizationRequest, AuthorizeError, Scope.Scope | Socket.WebSocketConstructor> {
  const url = yield* Deferred.make<string, AuthorizeError>()
  const token = yield* Deferred.make<Token, TokenDeliveryFailed>()
  const fiber = yield* Effect.forkScoped(converse(socketUrl, service, { url, token }))
  return yield* Deferred.await(url).pipe(
    Effect.map((url) => ({ url, delivery: Deferred.await(token) })),
    Effect.onInterrupt(() => Fiber.interrupt(fiber))
  )
})

// Whatever ends the conversation, nobody waits for an answer that cannot come any more.
const converse = (socketUrl: string, service: string, answers: Answers) =>
  hear(socketUrl, service, answers).pipe(
    Effect.scoped,
    Effect.timeoutOrElse({
      duration: `${linkLifetime} seconds`,
      orElse: () => Deferred.fail(answers.token, undelivered("expired"))
    }),
    Effect.exit,
    Effect.andThen(Deferred.fail(answers.url, cloudUnavailable)),
    Effect.andThen(Deferred.fail(answers.token, undelivered("unavailable")))
  )

const hear = Effect.fnUntraced(function* (socketUrl: string, service: string, { token, url }: Answers) {
  const socket = yield* Socket.makeWebSocket(socketUrl)
  const pull = yield* Socket.readerString(socket)
  const { write } = yield* socket.writer
  yield* write(JSON.stringify({ service }))
  const take = Effect.fnUntraced(function* ([message, index]: readonly [string, number]) {
    if (index > 0) return yield* settle(token, receiveToken(message, service))
    yield* settle(url, Effect.fromResult(readAuthorizeUrl(message)))
  })
  yield* Stream.fromPull(Effect.succeed(pull)).pipe(
    Stream.take(2),
    Stream.zipWithIndex,
    Stream.runForEach(take)
  )
})

const receiveToken = Effect.fnUntraced(function* (message: string, service: string) {
  const response = yield* Effect.fromResult(readDeliveredTokens(message, service))
  return tokenFromResponse(response, { receivedAt: yield* epochSeconds })
})

// A failure ends the conversation too.
const settle = <A, E>(answer: Deferred.Deferred<A, E>, heard: Effect.Effect<A, E>): Effect.Effect<void, E> =>
  Effect.asVoid(Effect.onExit(heard, (exit) => Deferred.done(answer, exit)))
