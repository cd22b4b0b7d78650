/** Hosts on which a module may find itself. */
import * as fc from "fast-check"
import type { HostInput } from "../subject/Protocol.ts"
import { opaqueText } from "./text.ts"

const baseUrl = fc.constantFrom(
  "https://home.example.net",
  "http://homeassistant.local:8123",
  "http://192.168.1.20:8123",
  "http://[fd00::20]:8123",
  "https://home.example.net:8443",
  "https://abcdef0123456789.ui.nabu.casa",
  "http://localhost:8123"
)

/**
 * A Home Assistant with any of the URLs that it can have, with and without My Home Assistant (component `my`), and
 * nothing stored.
 */
export const anyHost: fc.Arbitrary<HostInput> = fc.record({
  instanceName: opaqueText("Home "),
  internalUrl: fc.option(baseUrl, { nil: null }),
  externalUrl: fc.option(baseUrl, { nil: null }),
  components: fc.constantFrom<ReadonlyArray<string>>(
    ["application_credentials", "my"],
    ["application_credentials"]
  ),
  data: fc.constant({}),
  frontendBase: baseUrl
})
