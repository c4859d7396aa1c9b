// Holds lines of JSON against a schema (draft 2020-12) with the npm package
// ajv: how many there are, and what is wrong with which.
//
//     node schema_reader.mjs NODE_MODULES SCHEMA.json FILE.jsonl
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, schema, file] = process.argv.slice(2);
const entry = createRequire(resolve(modules, "x.js")).resolve(
  "ajv/dist/2020.js");
const found = await import(pathToFileURL(entry));
const Ajv = found.default?.default ?? found.default;
// Strict: a word of the schema that means nothing is an error.
const validate = new Ajv({ strict: true, allowUnionTypes: true,
                           allErrors: true })
  .compile(JSON.parse(readFileSync(schema, "utf8")));

const lines = readFileSync(file, "utf8").split("\n").filter((l) => l !== "");
const wrong = [];
lines.forEach((line, i) => {
  if (!validate(JSON.parse(line)))
    wrong.push({ line: i, errors: validate.errors.slice(0, 5).map((e) =>
      `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`) });
});
console.log(JSON.stringify({ lines: lines.length, wrong }));
