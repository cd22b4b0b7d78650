/** Which part of a server a request is for. */
import { Effect, Schema } from "effect"
import type { WireRequest } from "../core/WireRequest.ts"
import type { DeferredAnswer, ProviderAnswer } from "../faults/ProviderAnswer.ts"
import { pageRoutes } from "../pages/pageRoutes.ts"
import { withRefusalPage } from "../pages/withRefusalPage.ts"
import type { MockProvider } from "../runtime/MockProvider.ts"
import { crossOrigin } from "./crossOrigin.ts"

/**
 * Reports a URL at which two would answer, such as two providers; `message` says which.
 *
 * @category errors
 * @since 0.1.0
 */
export class SameUrl extends Schema.TaggedError<SameUrl>()("SameUrl", { message: Schema.String }) {}

/** Describes what is served at a URL. */
export interface Route {
  readonly url: string
  /** Whether it is served at every path below the URL too. */
  readonly below?: boolean
  readonly handle: (request: WireRequest) => ProviderAnswer | DeferredAnswer
}

/** Describes where a request goes: the URL in the terms of who answers it, and who answers it. */
export interface Destination {
  readonly url: string
  readonly handle: Route["handle"]
}

/**
 * Finds where a request goes by its target and its `Host` field.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2
 */
export type Router = (target: string, host: string | undefined) => Destination | undefined

/** Lists what a provider serves: its endpoints, and its pages for people. */
export const makeRoutes = (provider: MockProvider): ReadonlyArray<Route> => {
  const { endpoints } = provider
  const handle = crossOrigin({ endpoints, handle: withRefusalPage(provider) })
  return [...Object.values(endpoints).map((url) => ({ url, handle })), ...pageRoutes(provider)]
}

/**
 * Makes a router, which goes by the path: a server is reached by many names. The host decides only where two URLs have
 * the same path, as those of two providers may. Fails with `SameUrl`.
 */
export const makeRouter = (routes: ReadonlyArray<Route>): Effect.Effect<Router, SameUrl> => {
  const places = routes.map(placeOf)
  const clash = places.find(({ handle, origin, path }) =>
    places.some((other) => other.origin === origin && other.path === path && other.handle !== handle)
  )
  if (clash === undefined) return Effect.succeed(routeTo(places))
  const message = `Two are to answer at ${clash.origin}${clash.path}: give each provider an issuer with a path of its own.`
  return Effect.fail(new SameUrl({ message }))
}

const routeTo = (places: ReadonlyArray<Place>): Router => {
  const byPath = Map.groupBy(places, ({ path }) => path)
  const trees = places.filter(({ below }) => below)
  const find = (path: string): ReadonlyArray<Place> =>
    byPath.get(path) ?? trees.filter((tree) => path.startsWith(`${tree.path}/`))
  return (target, host) => {
    const asked = readTarget(target, host)
    const exact = byPath.get(asked.path)
    // A path that is not written as URLs write it is found as they would write it.
    const path = exact === undefined ? normalized(asked.path) : asked.path
    const found = exact ?? find(path)
    const place = found.find((each) => each.host === asked.host) ?? found[0]
    return place && { url: place.origin + path + asked.query, handle: place.handle }
  }
}

interface Place {
  readonly path: string
  readonly host: string
  readonly origin: string
  readonly below: boolean
  readonly handle: Route["handle"]
}

const placeOf = ({ below = false, handle, url }: Route): Place => {
  const { host, origin, pathname } = new URL(url)
  return { path: pathname, host, origin, below, handle }
}

interface Asked {
  readonly path: string
  readonly query: string
  readonly host: string | undefined
}

// The target of a request through a proxy is a whole URL, which then names the host.
const readTarget = (target: string, host: string | undefined): Asked => {
  if (!target.startsWith("/")) {
    const url = URL.parse(target)
    return { path: url?.pathname ?? target, query: url?.search ?? "", host: url?.host }
  }
  const end = target.indexOf("?")
  return end < 0
    ? { path: target, query: "", host }
    : { path: target.slice(0, end), query: target.slice(end), host }
}

const normalized = (path: string): string => URL.parse(`http://host${path}`)?.pathname ?? path
