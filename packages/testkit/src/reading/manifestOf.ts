/** The manifest as the PKG checks read it. */
import { Effect } from "effect"
import { NotApplicable } from "../engine/Finding.ts"
import type { FileContext } from "../engine/Harness.ts"
import type { Integration } from "../subject/Integration.ts"
import type { Json } from "../subject/Protocol.ts"
import { type Members, membersOf } from "../subject/members.ts"

/** The folder and its manifest's members; not applicable where there is no manifest, which is PKG-1's to say. */
export const folderWithManifest = ({ integration }: FileContext) =>
  integration.pipe(
    Effect.flatMap((folder) => {
      const manifest = manifestOf(folder)
      return manifest === null
        ? Effect.fail(new NotApplicable({ message: "there is no manifest.json with members (see PKG-1)" }))
        : Effect.succeed({ folder, manifest })
    })
  )

/** The manifest's members, or null where there is no manifest or it is no object. */
export const manifestOf = ({ manifest }: Integration): Members | null => membersOf(manifest?.content)

/** The texts of a list; other members of it are left out. */
export const textsOf = (value: Json | undefined): ReadonlyArray<string> =>
  Array.isArray(value) ? value.filter((item) => typeof item === "string") : []
