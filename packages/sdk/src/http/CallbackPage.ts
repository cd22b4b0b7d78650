/** The page that the provider's redirect ends at. */

/**
 * Holds what the page says: one line, what to do now, and whether the window has nothing left to show and closes.
 */
export interface CallbackMessage {
  readonly title: string
  readonly advice: string
  readonly closes: boolean
}

/**
 * The scripts of a page that stays and of one that closes. Both take the code out of the address, and so out of the
 * browser's history.
 */
export const pageScripts = {
  stay: `history.replaceState(null, "", location.pathname)`,
  close: `history.replaceState(null, "", location.pathname); window.close()`
}

/**
 * The style of the page, by the colours that the user's system prefers.
 */
export const pageStyle = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center;
  background: light-dark(#f3f4f6, #111418); color: light-dark(#1b1f24, #e6e8eb) }
main { box-sizing: border-box; width: min(26rem, 100vw - 2rem); padding: 2rem;
  background: light-dark(#fff, #1b1f24); border-radius: 1rem; box-shadow: 0 1px 3px rgb(0 0 0 / 0.2) }
h1 { margin: 0 0 0.5rem; font-size: 1.25rem; line-height: 1.3 }
p { margin: 0; color: light-dark(#4b535d, #a8b0ba) }
`

/**
 * Writes the page.
 */
export const callbackPage = ({ title, advice, closes }: CallbackMessage): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${pageStyle}</style>
<script>${closes ? pageScripts.close : pageScripts.stay}</script>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(advice)}</p>
</main>
</body>
</html>
`

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
