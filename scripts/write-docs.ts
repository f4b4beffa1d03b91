/** `npm run docs`: writes the reference pages. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cataloguePages } from "./catalogue-pages";

for (const [file, text] of Object.entries(cataloguePages())) writeFileSync(join("docs", file), text);
