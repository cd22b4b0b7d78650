/** Nothing that a module says breaks out of a report. */
import manifest from "../../package.json" with { type: "json" }
import * as fc from "fast-check"
import { marked } from "marked"
import { type DefaultTreeAdapterTypes, parse, parseFragment } from "parse5"
import { SaxesParser } from "saxes"
import { assert, describe, it } from "vitest"
import { Struct } from "effect"
import { reporters } from "../../src/reporters/reporters.ts"
import { printable } from "../../src/reporters/text.ts"
import { type Checked, eventsOf, failingRun, hostileRun, reportOf, staleOf } from "./runs.ts"

/** Holds for any run that reporters see. */
const always = (name: keyof typeof reporters, holds: (report: string, run: ReadonlyArray<Checked>) => void) =>
  fc.assert(
    fc.property(hostileRun, (run) => holds(reportOf(name, eventsOf(run)), run)),
    { numRuns: 150 }
  )

const failed = (run: ReadonlyArray<Checked>) =>
  run.flatMap(({ verdicts }) => verdicts.filter(({ verdict }) => verdict === "fail"))

describe.each(Struct.keys(reporters))("the report %s", (name) => {
  it("holds no character that a terminal obeys or that nobody sees", () => {
    always(name, (report) => assert.notMatch(report, /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]--\n]/v))
  })

  it("has no line that commands GitHub's runner but the reporter's own", () => {
    always(name, (report, run) => {
      const commands = report.split("\n").filter((line) => /^\s*::/.test(line))
      const own = name === "github" ? Math.min(failed(run).length + staleOf(run).length, 20) : 0
      assert.isAtMost(commands.length, own)
      assert.notInclude(report, "##[")
    })
  })
})

interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
}

/** The elements of an XML text, which is well formed. */
const elementsOf = (xml: string): ReadonlyArray<Element> => {
  const elements: Array<Element> = []
  const parser = new SaxesParser()
  parser.on("error", (error) => {
    throw error
  })
  parser.on("opentag", ({ attributes, name }) => elements.push({ name, attributes }))
  parser.write(xml).close()
  return elements
}

/** The elements and attributes that JUnit's common schema knows. */
const junit: Readonly<Record<string, ReadonlyArray<string>>> = {
  testsuites: ["name", "time", "tests", "failures", "errors", "disabled"],
  testsuite: [
    "name",
    "tests",
    "failures",
    "errors",
    "skipped",
    "time",
    "package",
    "hostname",
    "id",
    "timestamp"
  ],
  properties: [],
  property: ["name", "value"],
  testcase: ["name", "classname", "time", "assertions", "status"],
  failure: ["message", "type"],
  skipped: ["message", "type"]
}

describe("JUnit's XML", () => {
  it("has the schema's elements and attributes, a test for each verdict, and every message whole", () => {
    always("junit", (xml, run) => {
      const elements = elementsOf(xml)
      for (const { attributes, name } of elements) {
        assert.includeMembers([...(junit[name] ?? [])], Object.keys(attributes), name)
      }
      const verdicts = run.flatMap((module) => module.verdicts)
      assert.lengthOf(
        elements.filter(({ name }) => name === "testcase"),
        verdicts.length + staleOf(run).length
      )
      const shown = elements.flatMap(({ attributes, name }) =>
        name === "failure" ? attributes["message"] : []
      )
      const visible = (text: string) =>
        printable(text).replaceAll("\uffff", "\\uffff").replaceAll("\ufffe", "\\ufffe")
      assert.deepStrictEqual(
        shown,
        [...failed(run), ...staleOf(run)].map(({ message }) => visible(message))
      )
    })
  })

  it("counts what it has", () => {
    const [root] = elementsOf(reportOf("junit", eventsOf(failingRun(2, 3, "it is wrong"))))
    assert.include(root?.attributes, { tests: "12", failures: "12", errors: "0" })
  })
})

describe("the badge", () => {
  it("is well-formed SVG with no script", () => {
    always("badge-svg", (svg) => {
      const names = elementsOf(svg).map(({ name }) => name)
      assert.includeMembers(["svg", "title", "clipPath", "rect", "g", "text"], names)
    })
  })

  it.each([
    ["nothing was checked", [], "nothing checked", "lightgrey"],
    ["MUSTs are broken", failingRun(1, 2, "x"), "2 broken", "red"]
  ])("says where %s", (_, run, message, color) => {
    const badge: unknown = JSON.parse(reportOf("badge", eventsOf(run)))
    assert.deepStrictEqual(badge, { schemaVersion: 1, label: "application credentials", message, color })
  })
})

/** The names of all elements of an HTML text, comments included, and its text outside blocks of code. */
const contentOf = (html: string) => {
  const names = new Set<string>()
  let prose = ""
  const visit = (node: DefaultTreeAdapterTypes.Node): void => {
    if (node.nodeName !== "#document-fragment") names.add(node.nodeName)
    if ("value" in node) prose += node.value
    if ("childNodes" in node && node.nodeName !== "pre") node.childNodes.forEach(visit)
  }
  visit(parseFragment(html))
  return { names, prose }
}

/** The links that the report itself has: to the page of a requirement. */
const ownLinks = new RegExp(
  `<a href="${RegExp.escape(manifest.homepage)}requirements/([A-Z]{3}-\\d+)">More on \\1</a>`,
  "g"
)

const table = ["table", "thead", "tbody", "tr", "th", "td"]

describe("Markdown", () => {
  it("renders as headings, text and blocks of ours, with no picture, and no link, mention or element of the module's", () => {
    always("markdown", (markdown) => {
      const html = marked.parse(markdown, { async: false, gfm: true }).replaceAll(ownLinks, "")
      const ours = [...table, "h2", "h3", "p", "strong", "em", "pre", "code", "ul", "li", "#text"]
      const { names, prose } = contentOf(html)
      assert.includeMembers(ours, [...names])
      assert.notMatch(prose, /[@#]\w/)
    })
  })

  it("has a row of nine cells for each module", () => {
    always("markdown", (markdown, run) => {
      const html = marked.parse(markdown, { async: false, gfm: true })
      assert.lengthOf([...html.matchAll(/<td/g)], run.length * 9)
    })
  })

  it("stays below 60,000 characters and counts what it leaves out, whatever there is", () => {
    for (const [modules, failures] of [
      [1, 70],
      [400, 1],
      [300, 60],
      [5000, 1]
    ] as const) {
      const report = reportOf("markdown", eventsOf(failingRun(modules, failures, "long ".repeat(800))))
      assert.isAtMost(report.length, 60_000)
      const shown = [...report.matchAll(/^### /gm)].length
      const all = failed(failingRun(modules, failures, "")).length
      assert.include(report, `_${all - shown} more failures, left out here`)
    }
  })
})

describe("GitHub's annotations", () => {
  const decode = (text: string) => decodeURIComponent(text.replaceAll(/%(?!0A|0D|25|3A|2C)/g, "%25"))

  it("give each message whole, at its file", () => {
    always("github", (report, run) => {
      const lines = report.split("\n")
      const errors = lines.filter((line) => line.startsWith("::error "))
      const musts = [...staleOf(run), ...failed(run).filter(({ level }) => level === "MUST")]
      assert.lengthOf(errors, Math.min(10, musts.length))
      for (const [index, line] of errors.entries()) {
        const [, properties = "", message = ""] = /^::error ([^:]*)::(.*)$/.exec(line) ?? []
        assert.isTrue(decode(message).startsWith(printable(musts[index]?.message ?? "none")))
        for (const property of properties.split(",")) assert.match(property, /^(?:file|line|col|title)=/)
      }
    })
  })

  it("are ten of each kind at most, MUST before SHOULD, and then a line says what there is", () => {
    const lines = reportOf("github", eventsOf(failingRun(2, 7, "it is wrong")))
      .trimEnd()
      .split("\n")
    assert.deepStrictEqual(
      lines.map((line) => line.split(" ")[0]),
      [...Array<string>(10).fill("::error"), ...Array<string>(10).fill("::warning"), "Checked"]
    )
    assert.strictEqual(
      lines.at(-1),
      "Checked 2 modules: 14 broken MUSTs, 14 broken SHOULDs, 0 inconclusive, 8 of them not annotated."
    )
  })
})

describe("the page", () => {
  const attributes = (html: string): ReadonlyMap<string, ReadonlySet<string>> => {
    const found = new Map<string, Set<string>>()
    const visit = (node: DefaultTreeAdapterTypes.Node): void => {
      if ("attrs" in node) {
        const names = found.get(node.tagName) ?? new Set()
        for (const { name } of node.attrs) names.add(name)
        found.set(node.tagName, names)
      }
      if ("childNodes" in node) node.childNodes.forEach(visit)
    }
    visit(parse(html))
    return found
  }
  const page = attributes(reportOf("html", eventsOf(failingRun(2, 3, "it is wrong"))))

  it("has no script, no picture, nothing to fetch, and no element or attribute that a module put in", () => {
    assert.isFalse(page.has("script") || page.has("img") || page.has("link"))
    const ours = new Set([
      ...page.keys(),
      "ol",
      "details",
      "summary",
      "pre",
      "ul",
      "li",
      "strong",
      "span",
      "div",
      "nav"
    ])
    always("html", (html) => {
      for (const [name, names] of attributes(html)) {
        assert.isTrue(ours.has(name), name)
        const known = [
          "class",
          "id",
          "href",
          "lang",
          "charset",
          "name",
          "content",
          "http-equiv",
          "aria-label",
          "aria-labelledby"
        ]
        assert.includeMembers(known, [...names])
      }
      for (const [, target = ""] of html.matchAll(/ href="([^"]*)"/g))
        assert.match(target, /^(?:#module-\d+$|https:\/\/)/)
    })
  })
})
