import { test } from "node:test";
import { memoryStore } from "./memory-store.js";
import { contract } from "./store-contract.js";

for (const [sentence, check] of Object.entries(contract)) test(`store in memory: ${sentence}`, () => check(memoryStore()));
