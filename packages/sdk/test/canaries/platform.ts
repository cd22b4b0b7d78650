/** Listens to what leaves the process: by the console, in URLs, and in the answers of servers. */
import { Server, Socket } from "node:net"
import { around, aroundConstructor, once } from "./around.ts"
import { isOfAnother, withoutCarried, withoutListed } from "./exceptions.ts"
import { shown, tell } from "./Told.ts"

/** Begins to listen. */
export const listenToPlatform = once(() => {
  for (const name of ["debug", "dir", "error", "info", "log", "table", "trace", "warn"])
    around(console, name, (args) => tell("the console", args.map(shown).join("\n")))
  for (const stream of [process.stdout, process.stderr])
    around(stream, "write", ([chunk]) => tell("the process's output", textOf(chunk)))
  around(globalThis, "fetch", ([input]) => recordUrl(input))
  for (const name of ["Request", "URL", "WebSocket"]) aroundConstructor(name, recordUrl)
  around(Server.prototype, "listen", (_, server) => {
    if (server instanceof Server && isOfAnother(new Error("started here"))) others.add(server)
  })
  around(Socket.prototype, "write", ([chunk], socket) => {
    if (isOfServer(socket)) tell("an answer of the server", withoutListed(textOf(chunk)))
  })
})

const recordUrl = (input: unknown): void => {
  const url =
    input instanceof URL ? input.href : input instanceof Object && "url" in input ? input.url : input
  tell("a URL", withoutCarried(String(url)))
}

/** The servers that are not the SDK's. */
const others = new WeakSet<Server>()

// Node notes its server on each socket that one accepts.
const isOfServer = (socket: unknown): boolean =>
  socket instanceof Socket &&
  "server" in socket &&
  socket.server !== null &&
  !(socket.server instanceof Server && others.has(socket.server))

const textOf = (chunk: unknown): string =>
  typeof chunk === "string" ? chunk : chunk instanceof Uint8Array ? Buffer.from(chunk).toString() : ""
