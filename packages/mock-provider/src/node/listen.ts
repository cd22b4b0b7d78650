/** A port that is listened at. */
import type { IncomingMessage, RequestListener, Server } from "node:http"
import { createServer } from "node:http"
import { createServer as createSecureServer } from "node:https"
import type { Socket } from "node:net"
import { Effect, Schema, type Scope } from "effect"

/**
 * Reports a port that cannot be listened at; `message` says why and what to do.
 *
 * @category errors
 * @since 0.1.0
 */
export class CannotListen extends Schema.TaggedError<CannotListen>()("CannotListen", {
  message: Schema.String
}) {}

/**
 * Describes where a server listens.
 *
 * @category models
 * @since 0.1.0
 */
export interface ListenOptions {
  /** Default: 0, which takes any free port. */
  readonly port?: number
  /** An address or a name of this machine. Default: `127.0.0.1`, which no other machine reaches. */
  readonly host?: string
  /** Certificate and private key in PEM, for https. */
  readonly tls?: { readonly cert: string; readonly key: string }
}

/** Describes a port that is listened at. */
export interface Listening {
  /** The URL of the root, without a slash at its end. */
  readonly url: string
  /** Begins to answer. Until then each request is told to come again. */
  readonly answer: (listener: RequestListener) => void
  /** Breaks the connection of a request, so that its client sees a reset. */
  readonly reset: (request: IncomingMessage) => void
  /** Leaves the connection of a request open and silent, until the server stops. */
  readonly keepSilent: (request: IncomingMessage) => void
}

/** Listens at a port until the scope closes. Then what is being answered has a second to come to its end. */
export const listen: (options: ListenOptions) => Effect.Effect<Listening, CannotListen, Scope.Scope> =
  Effect.fnUntraced(function* (options) {
    let listener: RequestListener = comeAgain
    const server = yield* Effect.try({
      try: () => makeServer(options.tls, (request, response) => listener(request, response)),
      catch: (error) =>
        new CannotListen({ message: `The certificate and its key cannot be used: ${messageOf(error)}` })
    })
    const sockets = trackSockets(server)
    const silent = new Set<Socket>()
    const port = yield* Effect.acquireRelease(start(server, options), () => stop(server, silent))
    return {
      url: urlOf(options, port),
      answer: (next) => {
        listener = next
      },
      reset: ({ socket }) => void (sockets.get(addressOf(socket)) ?? socket).resetAndDestroy(),
      keepSilent: ({ socket }) => {
        silent.add(socket)
        socket.once("close", () => silent.delete(socket))
      }
    }
  })

// Node's own limits bound the head of a request (16 KiB) and the time that a whole one may take (five minutes); a head
// has 30 seconds, which Node looks after every five. Connections are kept for longer than clients keep them, so that it is never the server that closes one in between.
const settings = {
  headersTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 75_000,
  joinDuplicateHeaders: true
}

const makeServer = (tls: ListenOptions["tls"], listener: RequestListener): Server =>
  tls === undefined ? createServer(settings, listener) : createSecureServer({ ...settings, ...tls }, listener)

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const comeAgain: RequestListener = (_request, response) => {
  response.writeHead(503, { "retry-after": "1" }).end()
}

// A reset needs the connection itself, of which the socket of a request on TLS is only what is inside.
const trackSockets = (server: Server): ReadonlyMap<string, Socket> => {
  const sockets = new Map<string, Socket>()
  server.on("connection", (socket: Socket) => {
    const address = addressOf(socket)
    sockets.set(address, socket)
    socket.once("close", () => sockets.delete(address))
  })
  return sockets
}

const addressOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`

const start = (server: Server, { host = "127.0.0.1", port = 0 }: ListenOptions) =>
  Effect.callback<number, CannotListen>((resume) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      resume(Effect.fail(new CannotListen({ message: reasonOf(error, host, port) })))
    }
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      return fail(new Error("A port is a whole number from 0 to 65535."))
    }
    server.once("error", fail)
    server.listen(port, host, () => {
      server.off("error", fail)
      const address = server.address()
      resume(Effect.succeed(typeof address === "object" && address !== null ? address.port : port))
    })
  })

const reasonOf = ({ code, message }: NodeJS.ErrnoException, host: string, port: number): string => {
  switch (code) {
    case "EADDRINUSE":
      return `Port ${port} of ${host} is in use: choose another, or 0 for any that is free.`
    case "EACCES":
      return `Port ${port} of ${host} is not allowed to this user: choose one from 1024 on.`
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `${host} is no address of this machine: 127.0.0.1 is reached from it only, 0.0.0.0 from everywhere.`
    default:
      return `Port ${port} of ${host} cannot be listened at: ${message}`
  }
}

const urlOf = ({ host = "127.0.0.1", tls }: ListenOptions, port: number): string => {
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host
  return `${tls === undefined ? "http" : "https"}://${name.includes(":") ? `[${name}]` : name}:${port}`
}

// A connection that is kept alive is idle once its answer is out, which nothing tells.
const stop = (server: Server, silent: ReadonlySet<Socket>): Effect.Effect<void> =>
  Effect.callback((resume) => {
    const idle = setInterval(() => server.closeIdleConnections(), 10)
    const late = setTimeout(() => server.closeAllConnections(), 1000)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(late)
      resume(Effect.void)
    })
    for (const socket of silent) socket.destroy()
  })
