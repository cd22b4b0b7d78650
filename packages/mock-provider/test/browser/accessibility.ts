/** Whether people can use a page, whatever they use it with. */
import axe from "axe-core"
import type { Page } from "playwright-core"

/** What is wrong with a page: rules of WCAG 2.2, A and AA, and good practice. Only some of them where they are named. */
export const describeProblems = async (
  page: Page,
  rules?: ReadonlyArray<string>
): Promise<ReadonlyArray<string>> => {
  await page.evaluate(axe.source)
  const found: axe.AxeResults = await page.evaluate(
    `axe.run(${rules === undefined ? "" : JSON.stringify({ runOnly: rules })})`
  )
  return found.violations.flatMap(({ help, id, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`))
}
