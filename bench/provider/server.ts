/** One server in a process of its own: tells its issuer, and whenever it is asked, the processor time it has taken. */
import { contenders } from "./contenders.ts"
import { names } from "./names.ts"

const name = names.find((each) => each === process.argv[2])
if (name === undefined) throw new Error(`There is no server ${process.argv[2]}`)
const { issuer } = await contenders[name].start({ requirePkce: false })

process.on("message", () => {
  const { system, user } = process.cpuUsage()
  process.send?.((system + user) / 1000)
})
process.send?.(issuer)
