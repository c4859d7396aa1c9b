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

// Saved pages still name the charset that they had before.
function markup(bytes) {
    try {
        return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
        return bytes;
    }
}

const quiet = new VirtualConsole();
const open = (page) => new JSDOM(page, {
    url: "https://example.org/a/page", virtualConsole: quiet });

const peers = {
    "readability.js": readability && ((page) => ({
        html: new readability.Readability(
            open(page).window.document).parse()?.content ?? "" })),
    defuddle: defuddle && (async (page) => ({
        html: (await defuddle.Defuddle(open(page).window.document,
            "https://example.org/a/page")).content ?? "" })),
    unfluff: unfluff && ((page) => ({
        text: unfluff(open(page).serialize()).text ?? "" })),
};

for (const method of ["log", "warn", "error", "info", "debug"])
    console[method] = () => {};
for await (const line of createInterface({ input: process.stdin })) {
    const { id, path: file } = JSON.parse(line);
    const page = markup(fs.readFileSync(file));
    for (const [peer, extract] of Object.entries(peers)) {
        if (!extract)
            continue;
        let answer = { text: "" };
        try {
            answer = await extract(page);
        } catch { /* an extractor that fails has found nothing */ }
        process.stdout.write(
            JSON.stringify({ peer, id, ...answer }) + "\n");
    }
}
