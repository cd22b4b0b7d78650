/** The page of the benchmarks. */
import { table } from "../table.ts"
import { type Figure, type Measurement, measurements } from "./figures.ts"

/** Writes it from what was measured. */
export const writeBenchmarks = (): Readonly<Record<string, string>> => ({
  "index.md": [introduction, ...measurements.map(writeMeasurement)].join("\n\n")
})

const introduction = `# Benchmarks

What the packages take, each figure with the command that gives it, the day and the machine. Run the command on yours: the ratios
carry over, the times do not. A goal that was missed says so.`

const writeMeasurement = ({ command, day, figures, machine, says, title }: Measurement): string =>
  [
    `## ${title}`,
    says,
    table([
      ["what", "measured", "goal", ""],
      ...figures.map((figure) => [
        figure.what,
        withUnit(figure, figure.value),
        goalOf(figure),
        outcomeOf(figure)
      ])
    ]),
    `\`${command}\`, on ${day}, on ${machine}.`
  ].join("\n\n")

const withUnit = ({ unit }: Figure, value: number): string => `${value.toLocaleString("en-US")} ${unit}`

const goalOf = (figure: Figure): string => {
  if (figure.goal === undefined) return ""
  return "atMost" in figure.goal
    ? `at most ${withUnit(figure, figure.goal.atMost)}`
    : `at least ${withUnit(figure, figure.goal.atLeast)}`
}

const outcomeOf = ({ goal, value }: Figure): string => {
  if (goal === undefined) return ""
  return ("atMost" in goal ? value <= goal.atMost : value >= goal.atLeast) ? "reached" : "missed"
}
