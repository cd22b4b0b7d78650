#!/usr/bin/env node
import module from "node:module"

const [major, minor] = process.versions.node.split(".").map(Number)
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `application-credentials needs Node 22.19 or later; this is Node ${process.versions.node}.\n`
  )
  process.exit(2)
}
module.enableCompileCache()
const { bundledCommand } = await import("../dist/adapters/bundle.js")
await import(bundledCommand() ?? "../dist/cli/main.js")
