/** Plain text for pages. */

/** Writes a text so that Markdown and Vue show it as it is. Names in it that look like code become code. */
export const escapeText = (text: string): string =>
  text
    .split(
      /(?<![\w/*{.'"])(\b[a-z]+(?:_[a-z0-9]+)+\b(?:=[a-z_]+)?|\b[a-z]+(?:[A-Z][a-z0-9]+)+\b|`[^`]+`)(?![\w/*}('"=]|\.\w)/
    )
    .map((part, index) => (index % 2 === 1 ? `\`${part.replaceAll("`", "")}\`` : escapePlain(part)))
    .join("")

const escapePlain = (text: string): string =>
  text.replaceAll(/[\\*_#|[\]<>{}&]/g, (character) => `&#${character.charCodeAt(0)};`)
