/** The package's version, as its manifest says. */
import manifest from "../../package.json" with { type: "json" }

export const { version } = manifest
