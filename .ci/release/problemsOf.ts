/** Whether a checkout can be released under a tag. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

const packages = ["sdk", "mock-provider", "testkit"]

interface Manifest {
  readonly name: string
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
}

/** Says what stands in the way of releasing the packages in a folder under a tag such as `v0.1.0`: nothing, if all is well. */
export const problemsOf = (folder: string, tag: string): ReadonlyArray<string> => {
  const manifests = packages.map((name): Manifest =>
    JSON.parse(readFileSync(join(folder, "packages", name, "package.json"), "utf8"))
  )
  const left = readdirSync(join(folder, ".changeset")).filter(
    (name) => name.endsWith(".md") && name !== "README.md"
  )
  return [
    ...manifests.flatMap(({ name, version }) =>
      tag === `v${version}` ? [] : [`${name} has version ${version}, and the tag is ${tag}: tag v${version}.`]
    ),
    ...manifests.flatMap(({ dependencies = {}, name }) =>
      manifests
        .filter((other) => (dependencies[other.name] ?? other.version) !== other.version)
        .map(
          (other) =>
            `${name} depends on ${other.name} ${dependencies[other.name]}, which is released as ${other.version}.`
        )
    ),
    ...left.map((name) => `.changeset/${name} is not applied: run npm run version.`),
    ...packages.flatMap((name) => {
      const path = join("packages", name, "CHANGELOG.md")
      const heading = `## ${tag.slice(1)}`
      const has =
        existsSync(join(folder, path)) &&
        readFileSync(join(folder, path), "utf8").split("\n").includes(heading)
      return has ? [] : [`${path} has no "${heading}": run npm run version.`]
    })
  ]
}
