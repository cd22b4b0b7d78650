/** The manifest as the PKG checks read it. */
import { Effect, Predicate } from "effect"
import type { Integration } from "../../subject/Integration.ts"
import type { Json } from "../../subject/Protocol.ts"
import type { World } from "../Bench.ts"
import { Inconclusive } from "../Finding.ts"

/** The members of a manifest. */
export type Manifest = { readonly [key: string]: Json }

/** The folder and its manifest's members; inconclusive where there is no manifest, which is PKG-1's to say. */
export const folderWithManifest = ({ integration }: World) =>
  integration.pipe(
    Effect.flatMap((folder) => {
      const manifest = membersOf(folder)
      return manifest === null
        ? Effect.fail(new Inconclusive({ message: "there is no manifest.json with members (see PKG-1)" }))
        : Effect.succeed({ folder, manifest })
    })
  )

/** The manifest's members, or null where there is no manifest or it is no object. */
export const membersOf = ({ manifest }: Integration): Manifest | null =>
  manifest !== null && isMembers(manifest.content) ? manifest.content : null

/** Whether a JSON value is an object. */
export const isMembers = (value: Json | undefined): value is Manifest =>
  Predicate.isObject(value) && !Array.isArray(value)

/** The texts of a list; other members of it are left out. */
export const textsOf = (value: Json | undefined): ReadonlyArray<string> =>
  Array.isArray(value) ? value.filter((item) => typeof item === "string") : []
