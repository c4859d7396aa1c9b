// Reads a calendar with the npm package ical.js: its events as JSON.
//
//     node calendar_reader.mjs NODE_MODULES FILE.ics
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, file] = process.argv.slice(2);
const entry = createRequire(resolve(modules, "x.js")).resolve("ical.js");
const found = await import(pathToFileURL(entry));
const ICAL = found.default ?? found;

const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
const events = calendar.getAllSubcomponents("vevent").map((c) => {
  const value = (name) => c.getFirstPropertyValue(name)?.toString() ?? null;
  const start = c.getFirstPropertyValue("dtstart");
  return {
    uid: value("uid"),
    summary: value("summary"),
    description: value("description"),
    url: value("url"),
    status: value("status"),
    sequence: c.getFirstPropertyValue("sequence"),
    stamp: value("dtstamp"),
    day: start.isDate ? start.toString() : null,
    moment: start.isDate ? null : start.toJSDate().toISOString(),
    end: c.getFirstPropertyValue("dtend")?.toJSDate().toISOString() ?? null,
    alarms: c.getAllSubcomponents("valarm").map((a) =>
      a.getFirstPropertyValue("trigger").toSeconds()),
  };
});
console.log(JSON.stringify({
  version: calendar.getFirstPropertyValue("version"),
  name: calendar.getFirstPropertyValue("x-wr-calname"),
  events,
}));
