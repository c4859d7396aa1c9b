// Talks with a server by the client of the npm package
// @modelcontextprotocol/sdk, which checks all that it hears; what it was told
// as JSON.
//
//     node mcp_client.mjs NODE_MODULES CALLS.json COMMAND [ARGUMENT...]
//
// CALLS is [{"name", "arguments"}]; an answer is {"result"} or {"error"}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, calls, command, ...args] = process.argv.slice(2);
const require = createRequire(resolve(modules, "x.js"));
const load = (name) =>
  import(pathToFileURL(require.resolve("@modelcontextprotocol/sdk/" + name)));
const { Client } = await load("client/index.js");
const { StdioClientTransport } = await load("client/stdio.js");

const client = new Client({ name: "a test", version: "1" });
await client.connect(
  new StdioClientTransport({ command, args, env: process.env }));
await client.ping();
const { tools } = await client.listTools();
const answers = [];
for (const call of JSON.parse(readFileSync(calls, "utf8"))) {
  try {
    answers.push({ result: await client.callTool(call) });
  } catch (e) {
    answers.push({ error: { code: e.code ?? null, message: e.message } });
  }
}
const told = {
  server: client.getServerVersion(),
  capabilities: client.getServerCapabilities(),
  instructions: client.getInstructions(),
  tools,
  answers,
};
await client.close();
console.log(JSON.stringify(told));
