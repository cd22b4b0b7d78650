/** Draws the folders of a package by their imports, out of the rules. */
import { rules } from "./rules.ts"

/** Gives a Mermaid flowchart: each folder, and an arrow to those that it imports but not by way of another. */
export const pictureOf = (packageFolder: string): string => {
  const allowed = new Map(
    Object.entries(rules[packageFolder]?.folders ?? {}).map(([folder, places]) => [
      folder,
      new Set(places.map(folderOf))
    ])
  )
  const imports = (folder: string): ReadonlyArray<string> => [...(allowed.get(folder) ?? [])]
  const reaches = (from: string, to: string): boolean =>
    imports(from).some((folder) => folder === to || reaches(folder, to))
  const arrows = [...allowed.keys()].flatMap((folder) =>
    imports(folder)
      .filter((place) => !imports(folder).some((other) => other !== place && reaches(other, place)))
      .map((place) => `  ${folder} --> ${place}`)
  )
  const alone = [...allowed.keys()].filter((folder) => !arrows.some((arrow) => arrow.includes(` ${folder}`)))
  return ["```mermaid", "flowchart TD", ...alone.map((folder) => `  ${folder}`), ...arrows, "```"].join("\n")
}

const folderOf = (place: string): string => place.split("/")[0] ?? place
