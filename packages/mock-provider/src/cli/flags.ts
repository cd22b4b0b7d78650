/** The flags of the command. */
import { Flag } from "effect/cli"
import type { Command } from "effect/cli"

/** The flags. */
export const flags = {
  port: Flag.Int("port").pipe(
    Flag.withDescription("Where to listen; 0: any free port (default: 9096)"),
    Flag.withMetavar("PORT"),
    Flag.withDefault(9096)
  ),
  host: Flag.String("host").pipe(
    Flag.withDescription(
      "The address to listen at; 0.0.0.0: other machines reach it too (default: 127.0.0.1)"
    ),
    Flag.withMetavar("ADDRESS"),
    Flag.withDefault("127.0.0.1")
  ),
  url: Flag.String("url").pipe(
    Flag.withDescription("The URL by which clients reach it, where that is another one: in a container"),
    Flag.withMetavar("URL"),
    Flag.optional
  ),
  profile: Flag.String("profile").pipe(
    Flag.withDescription("Behaves like a real provider; mock-oauth-provider profiles lists them"),
    Flag.withMetavar("NAME"),
    Flag.optional
  ),
  config: Flag.String("config").pipe(
    Flag.withDescription(
      "A JSON file: clients, users, endpoints, consent, faults, quirks, lifetimes, or several providers"
    ),
    Flag.withMetavar("FILE"),
    Flag.optional
  ),
  consent: Flag.Literals("consent", ["ask", "approve", "deny"]).pipe(
    Flag.withDescription("Who consents: a person on a page (default), or everyone or nobody at once"),
    Flag.withMetavar("CHOICE"),
    Flag.optional
  ),
  redirectUri: Flag.String("redirect-uri").pipe(
    Flag.withDescription("A redirect URI of the ready client, beside those it has; may be repeated"),
    Flag.withMetavar("URI"),
    Flag.atLeast(0)
  ),
  tls: Flag.Boolean("tls").pipe(
    Flag.withDescription("Serves https, with a certificate made at the start unless one is given"),
    Flag.withDefault(false)
  ),
  tlsCert: Flag.String("tls-cert").pipe(
    Flag.withDescription("The certificate, with its chain, in PEM"),
    Flag.withMetavar("FILE"),
    Flag.optional
  ),
  tlsKey: Flag.String("tls-key").pipe(
    Flag.withDescription("The private key of the certificate, in PEM"),
    Flag.withMetavar("FILE"),
    Flag.optional
  ),
  tlsSave: Flag.String("tls-save").pipe(
    Flag.withDescription("Writes the certificate made at the start to this file, for clients to trust"),
    Flag.withMetavar("FILE"),
    Flag.optional
  ),
  control: Flag.Boolean("control").pipe(
    Flag.withDescription(
      "Serves the control API at /_control, and the pages /_journal and /_debugger, or with --no-control does not (default: where no other machine reaches them)"
    ),
    Flag.optional
  ),
  controlPort: Flag.Int("control-port").pipe(
    Flag.withDescription("Serves the control API and these pages on a port of their own"),
    Flag.withMetavar("PORT"),
    Flag.optional
  ),
  json: Flag.Boolean("json").pipe(
    Flag.withDescription("Prints one JSON object a line, without secrets"),
    Flag.withDefault(false)
  ),
  quiet: Flag.Boolean("quiet").pipe(Flag.withDescription("Prints no requests"), Flag.withDefault(false))
}

/** Describes what the flags say. */
export type Flags = Command.Command.Config.Infer<typeof flags>
