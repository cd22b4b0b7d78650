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

/** Packages whose distributions have other names, or a name that others are taken for, each as its own documentation says how to install and import it. */
const distributionsOf: {
  readonly [imported: string]: { readonly names: ReadonlyArray<string>; readonly source: string }
} = {
  attr: { names: ["attrs"], source: "https://www.attrs.org/en/stable/names.html" },
  bs4: {
    names: ["beautifulsoup4"],
    source: "https://www.crummy.com/software/BeautifulSoup/bs4/doc/#installing-beautiful-soup"
  },
  crypto: {
    names: ["pycryptodome"],
    source: "https://www.pycryptodome.org/src/installation"
  },
  dateutil: { names: ["python-dateutil"], source: "https://dateutil.readthedocs.io/en/stable/" },
  github: { names: ["pygithub"], source: "https://pygithub.readthedocs.io/en/stable/introduction.html" },
  gitlab: { names: ["python-gitlab"], source: "https://python-gitlab.readthedocs.io/en/stable/install.html" },
  google: {
    names: ["google-auth", "google-api-core", "google-cloud-pubsub", "google-genai", "protobuf"],
    source: "https://googleapis.dev/python/google-auth/latest/"
  },
  googleapiclient: {
    names: ["google-api-python-client"],
    source: "https://github.com/googleapis/google-api-python-client"
  },
  jose: { names: ["python-jose"], source: "https://python-jose.readthedocs.io/en/latest/" },
  jwt: { names: ["pyjwt"], source: "https://pyjwt.readthedocs.io/en/stable/" },
  oauth2client: {
    names: ["oauth2client"],
    source: "https://oauth2client.readthedocs.io/en/latest/"
  },
  pil: { names: ["pillow"], source: "https://pillow.readthedocs.io/en/stable/installation/" },
  serial: { names: ["pyserial"], source: "https://pyserial.readthedocs.io/en/latest/pyserial.html" },
  slugify: { names: ["python-slugify"], source: "https://github.com/un33k/python-slugify" },
  yaml: { names: ["pyyaml"], source: "https://pyyaml.org/wiki/PyYAMLDocumentation" },
  zmq: { names: ["pyzmq"], source: "https://pyzmq.readthedocs.io/en/latest/" }
}

/** Whether a distribution provides a package, as far as their names tell. */
export const provides = (distribution: string, imported: string): boolean => {
  const name = normalized(imported)
  const known = distributionsOf[imported.toLowerCase()]
  if (known?.names.includes(distribution)) return true
  const [left, right] = [bare(distribution), bare(name)]
  return (
    left === right ||
    (Math.min(left.length, right.length) >= 4 && (left.includes(right) || right.includes(left)))
  )
}

/** Whether it is known which distributions provide a package. */
export const isKnownPackage = (imported: string): boolean =>
  Object.hasOwn(distributionsOf, imported.toLowerCase())

/** Whether it is known what a distribution provides, so that it provides nothing else. */
export const isKnownDistribution = (distribution: string): boolean =>
  Object.values(distributionsOf).some(({ names }) => names.includes(distribution))

/** A name without what authors put around it. */
const bare = (name: string): string =>
  name
    .replaceAll("-", "")
    .replace(/^(?:python|aio|async|py)(?=...)/, "")
    .replace(/(?:python|client|api|async|py)$/, "")
