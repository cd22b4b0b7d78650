#!/usr/bin/env node
import module from "node:module"

const [major, minor] = process.versions.node.split(".").map(Number)
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `mock-oauth-provider needs Node 22.19 or later; this is Node ${process.versions.node}.\n`
  )
  process.exit(2)
}
module.enableCompileCache()
await import("../dist/bundle/command.js")
