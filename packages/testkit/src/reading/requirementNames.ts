/** Which requirement of a manifest provides an imported package. */

/** A distribution's name as all spellings of it come to. */
export const normalized = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, "-")

/**
 * The distribution that a requirement names: without extras, version, marker and place, or null where it names none.
 *
 * @see https://packaging.python.org/en/latest/specifications/dependency-specifiers/
 */
export const distributionOf = (requirement: string): string | null => {
  const egg = /[#&]egg=([\w.-]+)/.exec(requirement)?.[1]
  if (egg !== undefined) return normalized(egg)
  const name = /^\s*([A-Za-z0-9][\w.-]*?)\s*(?:\[[^\]]*\])?\s*(?:@|[<>=!~;(,]|$)/.exec(requirement)?.[1]
  if (name !== undefined) return normalized(name)
  const repository = /([\w.-]+?)(?:\.git)?(?:@[^/]*)?$/.exec(requirement)?.[1]
  return repository === undefined ? null : normalized(repository)
}

/** Distributions whose packages have other names. */
const distributionsOf: { readonly [imported: string]: ReadonlyArray<string> } = {
  attr: ["attrs"],
  bs4: ["beautifulsoup4"],
  crypto: ["pycryptodome", "pycryptodomex"],
  dateutil: ["python-dateutil"],
  github: ["pygithub"],
  gitlab: ["python-gitlab"],
  google: ["google-auth", "google-api-core", "google-cloud-pubsub", "google-genai", "protobuf"],
  googleapiclient: ["google-api-python-client"],
  gql: ["gql"],
  jose: ["python-jose"],
  jwt: ["pyjwt"],
  oauth2client: ["oauth2client", "google-api-python-client"],
  pil: ["pillow"],
  serial: ["pyserial"],
  slugify: ["python-slugify"],
  spotifyaio: ["spotifyaio"],
  yaml: ["pyyaml"],
  zmq: ["pyzmq"]
}

/** Whether a distribution provides a package, as far as their names tell. */
export const provides = (distribution: string, imported: string): boolean => {
  const name = normalized(imported)
  const known = distributionsOf[imported.toLowerCase()]
  if (known?.includes(distribution)) return true
  const [left, right] = [bare(distribution), bare(name)]
  return (
    left === right ||
    (Math.min(left.length, right.length) >= 4 && (left.includes(right) || right.includes(left)))
  )
}

/** A name without what authors put around it. */
const bare = (name: string): string =>
  name
    .replaceAll("-", "")
    .replace(/^(?:python|aio|async|py)(?=...)/, "")
    .replace(/(?:python|client|api|async|py)$/, "")
