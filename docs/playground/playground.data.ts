/** What the playground's page knows from the beginning: the requirements, the names of the examples, and one of these whole. */
import { catalog, families } from "@application-credentials/testkit"
import pyodide from "pyodide/package.json" with { type: "json" }
import { examples } from "./examples.ts"

/** A family of requirements, as the page shows it. */
export interface KnownFamily {
  readonly name: string
  readonly title: string
  readonly requirements: ReadonlyArray<{
    readonly id: string
    readonly level: string
    readonly title: string
    readonly fix: string
  }>
}

const first = "lost_pkce"

const load = () => {
  const all = examples()
  return {
    pyodideVersion: pyodide.version,
    families: Object.entries(families).map(([name, title]): KnownFamily => ({
      name,
      title,
      requirements: catalog
        .filter(({ id }) => id.startsWith(`${name}-`))
        .map(({ fix, id, level, title: says }) => ({ id, level, title: says, fix }))
    })),
    examples: all.flatMap(({ group, id, title }) => (group === null ? [] : [{ group, id, title }])),
    linked: all.map(({ id }) => id),
    first: all.find(({ id }) => id === first) ?? all[0]
  }
}

declare const data: ReturnType<typeof load>

export { data }
export default { load }
