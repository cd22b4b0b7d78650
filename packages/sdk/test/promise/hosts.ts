import { createHost } from "@application-credentials/sdk/promise"
import type { HostOptions, LinkingHost } from "@application-credentials/sdk/promise"
import { getRequestListener } from "@hono/node-server"
import express from "express"
import fastify from "fastify"
import { Hono } from "hono"
import { once } from "node:events"
import { createServer } from "node:http"
import type { Server } from "node:http"

/** Serves a host, and one route beside it: `/hello`. */
export interface Mounted {
  readonly host: LinkingHost
  readonly server: Server
}

export const onHttp = async (options: HostOptions, port: number): Promise<Mounted> => {
  const host = await createHost(options)
  const server = createServer((request, response) =>
    host.handler(request, response, () => response.end("Hello"))
  )
  server.on("upgrade", host.upgrade).listen(port, "127.0.0.1")
  await once(server, "listening")
  return { host, server }
}

export const onExpress = async (options: HostOptions, port: number): Promise<Mounted> => {
  const host = await createHost(options)
  const app = express()
  app.use(host.handler) // before any parser of bodies
  app.get("/hello", (_, response) => void response.send("Hello"))
  const server = app.listen(port, "127.0.0.1")
  server.on("upgrade", host.upgrade)
  await once(server, "listening")
  return { host, server }
}

export const onHono = async (options: HostOptions, port: number): Promise<Mounted> => {
  const host = await createHost(options)
  const app = new Hono()
  for (const path of host.paths) app.all(path, ({ req }) => host.fetch(req.raw))
  app.get("/hello", (context) => context.text("Hello"))
  const server = createServer(getRequestListener(app.fetch))
  server.on("upgrade", host.upgrade).listen(port, "127.0.0.1")
  await once(server, "listening")
  return { host, server }
}

export const onFastify = async (options: HostOptions, port: number): Promise<Mounted> => {
  const host = await createHost(options)
  const app = fastify({
    serverFactory: (next) =>
      createServer((request, response) => host.handler(request, response, () => next(request, response)))
  })
  app.get("/hello", async () => "Hello")
  app.server.on("upgrade", host.upgrade)
  await app.listen({ port, host: "127.0.0.1" })
  return { host, server: app.server }
}
