// Reads a JSON list of flowcharts from standard input, writes a list of what Mermaid's own parser finds in each
// or its error. Argument: the folder that mermaid and jsdom are installed in.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const require = createRequire(join(process.argv[2], "package.json"));
const { JSDOM } = require("jsdom");
const { window } = new JSDOM("");
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import(pathToFileURL(join(process.argv[2], "mermaid/dist/mermaid.core.mjs")).href);

const said = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    await mermaid.parse(text);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    said.push({ nodes: db.getVertices().size, links: db.getEdges().length, frames: db.getSubGraphs().length });
  } catch (error) {
    said.push({ error: String(error) });
  }
}
process.stdout.write(JSON.stringify(said));
