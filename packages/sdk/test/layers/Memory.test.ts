import { Layer } from "effect"
import { AccountLock, Storage } from "../../src/index.ts"
import { suites } from "../services/laws.ts"

suites("in memory", Layer.mergeAll(Storage.layerMemory, AccountLock.layerMemory))
