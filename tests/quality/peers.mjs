// What other extractors take for the main text; see articles.py.
//
// stdin: a line of JSON a page, {"id", "path"}; stdout: a line of JSON an
// answer, {"peer", "id", "html"} or {"peer", "id", "text"}. Run where npm has
// installed the packages (the modules are found from the folder given).
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import fs from "node:fs";
import path from "node:path";

const require = createRequire(path.join(process.argv[2], "x.js"));

async function optional(load) {
    try {
        return await load();
    } catch {
        return null;
    }
}

const { JSDOM, VirtualConsole } = require("jsdom");
const readability = await optional(() => require("@mozilla/readability"));
const unfluff = await optional(() => require("unfluff"));
const defuddle = await optional(() => import(pathToFileURL(
    path.join(process.argv[2], "node_modules/defuddle/dist/node.js"))));

const quiet = new VirtualConsole();
const open = (bytes) => new JSDOM(bytes, {
    url: "https://example.org/a/page", virtualConsole: quiet });

const peers = {
    "readability.js": readability && ((bytes) => ({
        html: new readability.Readability(
            open(bytes).window.document).parse()?.content ?? "" })),
    defuddle: defuddle && (async (bytes) => ({
        html: (await defuddle.Defuddle(open(bytes).window.document,
            "https://example.org/a/page")).content ?? "" })),
    unfluff: unfluff && ((bytes) => ({
        text: unfluff(open(bytes).serialize()).text ?? "" })),
};

for (const method of ["log", "warn", "error", "info", "debug"])
    console[method] = () => {};
for await (const line of createInterface({ input: process.stdin })) {
    const { id, path: file } = JSON.parse(line);
    const bytes = fs.readFileSync(file);
    for (const [peer, extract] of Object.entries(peers)) {
        if (!extract)
            continue;
        let answer = { text: "" };
        try {
            answer = await extract(bytes);
        } catch { /* an extractor that fails has found nothing */ }
        process.stdout.write(
            JSON.stringify({ peer, id, ...answer }) + "\n");
    }
}
