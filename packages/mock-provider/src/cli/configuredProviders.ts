/** What the file and the flags together configure. */
import { Effect, type FileSystem, Option } from "effect"
import type { ProviderConfig } from "../config/ProviderConfig.ts"
import type { ConfiguredProviders } from "../config/readConfig.ts"
import { decodeConfig } from "../config/readConfig.ts"
import { findProfile, profiles } from "../profiles/profiles.ts"
import { CannotStart } from "./CannotStart.ts"
import type { Flags } from "./flags.ts"
import { parseJson } from "./parseJson.ts"
import { readTextFile } from "./textFile.ts"
import { withReadyClient } from "./readyClient.ts"

/**
 * Finds out which providers to serve. Flags count more than the file, and what neither says is the command's own: a
 * client that is ready, and a person who consents.
 */
export const configuredProviders: (
  flags: Flags
) => Effect.Effect<ConfiguredProviders, CannotStart, FileSystem.FileSystem> = Effect.fnUntraced(
  function* (flags) {
    const profile = yield* profileOf(flags)
    const consent = Option.getOrUndefined(flags.consent)
    const read = Option.isSome(flags.config) ? yield* readConfigFile(flags.config.value) : single
    if (profile !== undefined && !read.has("")) {
      return yield* new CannotStart({
        message: "--profile is for one provider: give each of the file's providers its own `profile`."
      })
    }
    const uris = flags.redirectUri
    if (uris.length > 0 && [...read.values()].every(({ clients }) => clients !== undefined)) {
      return yield* new CannotStart({
        message: "--redirect-uri is for the ready client: give the file's clients their own `redirectUris`."
      })
    }
    const complete = (config: ProviderConfig): ProviderConfig => ({
      consent: "ask",
      ...withReadyClient(config, uris),
      ...(profile === undefined ? {} : { profile }),
      ...(consent === undefined ? {} : { consent })
    })
    return new Map([...read].map(([path, config]) => [path, complete(config)]))
  }
)

const single: ConfiguredProviders = new Map([["", {}]])

const profileOf = ({ profile }: Flags): Effect.Effect<string | undefined, CannotStart> => {
  const name = Option.getOrUndefined(profile)
  if (name === undefined || findProfile(name) !== undefined) return Effect.succeed(name)
  const alike = profiles.map((each) => each.name).filter((each) => each.startsWith(name.slice(0, 3)))
  const guess = alike.length === 0 ? "" : ` Did you mean ${alike.join(" or ")}?`
  const message = `There is no profile ${name}.${guess} mock-oauth-provider profiles lists all.`
  return Effect.fail(new CannotStart({ message }))
}

const readConfigFile = Effect.fnUntraced(function* (path: string) {
  const json = yield* parseJson(path, yield* readTextFile(path, "config"))
  return yield* decodeConfig(json).pipe(
    Effect.mapError(({ message }) => new CannotStart({ message: message.replaceAll(/^/gm, `${path}: `) }))
  )
})
