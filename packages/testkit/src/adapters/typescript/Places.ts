/** Where things are, as a report may say it: relative to the integration's folder, and nothing of this machine. */
import { dirname } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

/**
 * Tells the integration's own files from everything else in texts and stack traces.
 */
export interface Places {
  /** Strips this machine's paths from a text, and from its stack traces every frame that is not the integration's. */
  readonly clean: (text: string) => string
  /** The deepest frame in the integration's folder, such as `application_credentials.ts:12`. */
  readonly where: (stack: string) => string | null
}

/**
 * Makes the places of an integration.
 */
export const makePlaces = (directory: string): Places => {
  const roots = [`${pathToFileURL(directory).href}/`, `${directory}/`, directory]
  const shorten = (text: string) => roots.reduce((short, root) => short.replaceAll(root, ""), text)
  const isOwnFrame = (line: string) =>
    (line.includes(roots[0] ?? directory) || line.includes(`${directory}/`)) &&
    !line.includes("/node_modules/")
  return {
    clean: (text) =>
      text
        .split("\n")
        .filter((line) => !isFrame(line) || isOwnFrame(line))
        .map((line) => withoutMachine(shorten(line)))
        .join("\n"),
    where: (stack) => {
      const own = stack.split("\n").find((line) => isFrame(line) && isOwnFrame(line))
      const place =
        own === undefined ? null : /([^\s()]+):(\d+):\d+\)?$/.exec(shorten(own).replace(/\?[^:)]*/, ""))
      return place === null ? null : `${place[1]}:${place[2]}`
    }
  }
}

const isFrame = (line: string): boolean => /^\s+at\s/.test(line)

const machine = [process.cwd(), ...ownRoots()]

/** What is left are paths of packages: they begin at `node_modules`, or at this package. */
const withoutMachine = (text: string): string =>
  machine
    .reduce((short, root) => short.replaceAll(`${root}/`, ""), text.replaceAll("file://", ""))
    .replace(/(?:\/[^\s/:'"()]+)+\/node_modules\//g, "node_modules/")

function ownRoots(): ReadonlyArray<string> {
  const here = dirname(fileURLToPath(import.meta.url))
  return [here.replace(/\/(?:src|dist)\/adapters\/typescript$/, "")]
}
