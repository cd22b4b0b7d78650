/** A way to the PostgreSQL server that a test can cut. */
import { Effect } from "effect"
import { mkdtempSync, rmSync } from "node:fs"
import { connect, createServer } from "node:net"
import type { Socket } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { socketPath } from "./server.ts"

/** A socket that leads to the server. */
export interface Cuttable {
  readonly path: string
  /** Ends all connections and refuses others, as a server does that goes away. */
  readonly cut: Effect.Effect<void>
  /** Lets nothing through, in either direction, and ends no connection: as a network does that is gone. */
  readonly hush: Effect.Effect<void>
  /** Lets connections through again. */
  readonly fix: Effect.Effect<void>
  /** Cuts in place of the next message with a text, and gives an effect that waits for it. */
  readonly cutAt: (text: string, sender: "client" | "server") => Effect.Effect<Effect.Effect<void>>
}

/** Makes such a socket, for as long as the scope lasts. */
export const cuttable = Effect.acquireRelease(
  Effect.promise(() => listen()),
  ({ close }) => Effect.promise(close)
)

const listen = async (): Promise<Cuttable & { readonly close: () => Promise<void> }> => {
  const folder = mkdtempSync(join(tmpdir(), "cuttable-"))
  const path = join(folder, "socket")
  const open = new Set<Socket>()
  let isCut = false
  let isHushed = false
  let due: { readonly text: string; readonly sender: string; readonly happens: () => void } | undefined

  const cut = () => {
    isCut = true
    due?.happens()
    due = undefined
    for (const socket of open) socket.destroy()
  }

  const pass = (sender: "client" | "server", from: Socket, to: Socket) => {
    open.add(from)
    from.on("data", (data) => {
      if (isHushed) return
      if (due?.sender === sender && data.includes(due.text)) return cut()
      to.write(data)
    })
    from.on("error", () => {})
    from.on("close", () => {
      open.delete(from)
      to.destroy()
    })
  }

  const server = createServer((client) => {
    if (isCut) return void client.destroy()
    const upstream = connect(socketPath())
    pass("client", client, upstream)
    pass("server", upstream, client)
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))

  return {
    path,
    cut: Effect.sync(cut),
    hush: Effect.sync(() => void (isHushed = true)),
    fix: Effect.sync(() => {
      // What was sent meanwhile is lost, and its connections with it.
      if (isHushed) cut()
      isCut = false
      isHushed = false
    }),
    cutAt: (text, sender) =>
      Effect.sync(() => {
        const happened = new Promise<void>((happens) => (due = { text, sender, happens }))
        return Effect.promise(() => happened)
      }),
    close: async () => {
      cut()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true })
    }
  }
}
