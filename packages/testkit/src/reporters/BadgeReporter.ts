/** The report in two words, for a README: as shields.io reads it, and as a picture of our own. */
import { isBroken } from "./Conformance.ts"
import type { Report } from "./Report.ts"
import { type Reporter, wholeReport } from "./Reporter.ts"
import { countOf } from "./failures.ts"
import { plural } from "./text.ts"
import { element, xmlText } from "./xml.ts"

/**
 * Prints the JSON that shields.io makes a badge of.
 *
 * @see https://shields.io/badges/endpoint-badge
 */
export const badgeReporter: Reporter = wholeReport("a badge's JSON, for shields.io", (report) => {
  const { color, message } = badgeOf(report)
  return `${JSON.stringify({ schemaVersion: 1, label, message, color })}\n`
})

/** Draws a badge. */
export const badgeSvgReporter: Reporter = wholeReport("a badge as SVG", (report) => drawn(badgeOf(report)))

const label = "application credentials"

interface Badge {
  readonly message: string
  readonly color: keyof typeof fills
}

const badgeOf = ({ staleWaivers, subjects }: Report): Badge => {
  const verdicts = subjects.flatMap((subject) => subject.verdicts)
  const broken = verdicts.filter(isBroken).length
  if (verdicts.length === 0) return { message: "nothing checked", color: "lightgrey" }
  if (broken > 0) return { message: `${broken} broken`, color: "red" }
  const stale = staleWaivers.length
  if (stale > 0) return { message: plural(stale, "stale waiver"), color: "red" }
  const exceptions = [
    [countOf(verdicts, "waived"), "waived"],
    [countOf(verdicts, "inconclusive"), "inconclusive"]
  ] as const
  const parts = exceptions.flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]))
  return { message: ["conforms", ...parts].join(", "), color: parts.length === 0 ? "brightgreen" : "yellow" }
}

/** Dark enough for white letters to be read on them. */
const fills = { brightgreen: "#1f7a3d", yellow: "#8a6100", red: "#b3261e", lightgrey: "#5f6368" }

/** What a letter takes, in pixels, and what is kept free beside the text. */
const letter = 6.6
const margin = 6

const drawn = ({ color, message }: Badge): string => {
  const [left, right] = [label, message].map((text) => Math.ceil(text.length * letter) + 2 * margin)
  const [labelWidth = 0, messageWidth = 0] = [left, right]
  const total = labelWidth + messageWidth
  const alternative = `${label}: ${message}`
  const text = (words: string, x: number, width: number) =>
    element(
      "text",
      { x: x + width / 2, y: 14, textLength: width - 2 * margin, "text-anchor": "middle", fill: "#fff" },
      xmlText(words)
    )
  const parts = [
    element("title", {}, xmlText(alternative)),
    element("clipPath", { id: "r" }, element("rect", { width: total, height: 20, rx: 3 })),
    element(
      "g",
      { "clip-path": "url(#r)", "font-family": "Verdana,DejaVu Sans,sans-serif", "font-size": 11 },
      [
        element("rect", { width: labelWidth, height: 20, fill: "#3c4043" }),
        element("rect", { x: labelWidth, width: messageWidth, height: 20, fill: fills[color] }),
        text(label, 0, labelWidth),
        text(message, labelWidth, messageWidth)
      ].join("")
    )
  ]
  const attributes = { xmlns: "http://www.w3.org/2000/svg", width: total, height: 20, role: "img" }
  return `${element("svg", { ...attributes, "aria-label": alternative }, parts.join(""))}\n`
}
