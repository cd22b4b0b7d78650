/** A page, with the fields that keep it safe. */
import { sha256 } from "../core/sha256.ts"
import type { WireHeaders, WireResponse } from "../core/WireRequest.ts"
import { Html, html } from "./html.ts"
import { style } from "./style.ts"

/** Describes what a page may have beside: fields, more room, and a script, which has to be the same each time. */
export interface PageOptions {
  readonly headers?: WireHeaders
  readonly isWide?: boolean
  readonly script?: string
}

/** Makes a page of its title and what is in it. */
export const page = (
  status: number,
  title: string,
  content: Html,
  { headers = {}, isWide = false, script }: PageOptions = {}
): WireResponse => ({
  status,
  headers: { ...safe, "content-security-policy": policyOf(script), ...headers },
  body: html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${styleElement}
      </head>
      <body>
        <main class="${isWide ? "wide" : "narrow"}">
          <p class="kind">Mock provider</p>
          ${content}
          <footer class="quiet">This provider is for tests. Nobody's account is behind it.</footer>
        </main>
        ${script === undefined ? undefined : new Html(`<script>${script}</script>`)}
      </body>
    </html> `.text.trim()
})

const styleElement = new Html(`<style>${style}</style>`)

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

const hashOf = (text: string): string => base64(sha256(new TextEncoder().encode(text)))

const styleHash = hashOf(style)

/** Nothing is loaded or framed, and nothing run but the page's own script, which may ask this server. */
const policyOf = (script: string | undefined): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    ...(script === undefined ? [] : [`script-src 'sha256-${hashOf(script)}'`, "connect-src 'self'"]),
    "base-uri 'none'",
    "frame-ancestors 'none'"
  ].join("; ")

/**
 * The fields of every page. No address, which may carry a code, is sent elsewhere or
 * kept.
 * Where forms go is not restricted (`form-action`): Chromium holds every redirect that follows to that too, to the
 * application and beyond it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.16
 * @see https://www.w3.org/TR/CSP3/
 */
const safe: WireHeaders = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY"
}
