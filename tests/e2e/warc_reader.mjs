// Reads a WARC file with the npm package warcio: a line of JSON a record,
// with the decoded payload's length.
//
//     node warc_reader.mjs NODE_MODULES FILE.warc.gz
import { createReadStream } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, file] = process.argv.slice(2);
const entry = createRequire(resolve(modules, "x.js")).resolve("warcio");
const { WARCParser } = await import(pathToFileURL(entry));

for await (const record of new WARCParser(createReadStream(file))) {
  const payload = await record.readFully(true);
  console.log(
    JSON.stringify({
      type: record.warcType,
      url: record.warcTargetURI,
      status: record.httpHeaders ? record.httpHeaders.statusline : null,
      length: payload ? payload.length : 0,
    }),
  );
}
