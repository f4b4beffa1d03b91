/** `cordon site-kit`: the files for the other end of a site's VPN. */
import { mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseTunnelEnds, readText, reasonOf, writeWhole } from "../../lib/app";
import { InvalidInput, orThrow, refuse, type Intent, type IntentNetwork, type Issue } from "../../lib/model";
import { markOf, siteKit, siteKitReport, unknownSite, type SiteKitFile, type TunnelEnds } from "../../lib/report";
import { intentsOf } from "./intents";
import { formatOf, print } from "./open-proof";

export interface SiteKitOptions {
  readonly site: string;
  /** Folder that the files go into. */
  readonly output: string;
  /** @default - AWS's addresses are not known yet */
  readonly outputs?: string;
  readonly format: string;
}

/**
 * Writes the files, all or none, and prints what was written.
 *
 * @throws {InvalidInput} when the input cannot be read, there is no such site, a format cannot carry something, or a file that
 *   Cordon did not write is in the way
 */
export function writeSiteKit(input: string, options: SiteKitOptions): void {
  const format = formatOf(options);
  const network = networkWith(intentsOf(input), options.site);
  const ends = options.outputs === undefined ? undefined : endsFrom(options.outputs, network, options.site);
  const files = siteKit(network, options.site, ends);
  const { label } = siteOf(network, options.site);
  const leftOver = write(options.output, files, markOf(label));
  const result = {
    network,
    site: options.site,
    ends,
    folder: options.output,
    files: files.map(({ file }) => file),
    leftOver,
  };
  print((screen) => siteKitReport(result, format, screen));
}

function networkWith(intents: readonly Intent[], site: string): IntentNetwork {
  const networks = intents.flatMap((intent) => intent.networks);
  const [found, ...more] = networks.filter(({ sites }) => sites.some(({ name }) => name === site));
  const all = { sites: networks.flatMap(({ sites }) => sites) };
  if (found === undefined) throw new InvalidInput([unknownSite(all, site)]);
  if (more.length === 0) return found;
  const received = [found, ...more].map(({ name }) => name).join(", ");
  const what = `more than one network has a site "${site}"`;
  throw new InvalidInput([{ what, received, allowed: "the intent.json of one of their stacks" }]);
}

function siteOf(network: IntentNetwork, name: string): IntentNetwork["sites"][number] {
  const site = network.sites.find((one) => one.name === name);
  if (site === undefined) throw new InvalidInput([unknownSite(network, name)]);
  return site;
}

function endsFrom(file: string, network: IntentNetwork, site: string): TunnelEnds {
  return orThrow(parseTunnelEnds(readText(file), file, network.name, siteOf(network, site)));
}

/** Writes all files when nothing foreign is in the way of any. Returns those of an earlier kit that are no longer part of it. */
function write(folder: string, files: readonly SiteKitFile[], mark: string): readonly string[] {
  const present = listed(folder);
  const isOurs = (file: string): boolean => firstLine(join(folder, file)).includes(mark);
  const names = files.map(({ file }) => file);
  const inTheWay = names.filter((file) => present.includes(file) && !isOurs(file));
  refuse(inTheWay.map((file) => foreign(join(folder, file))));
  for (const { file, text } of files) writeWhole(join(folder, file), text);
  return present.filter((file) => !names.includes(file) && isOurs(file));
}

function foreign(file: string): Issue {
  return {
    what: `"${file}" is there already and is not of this site's kit`,
    allowed: "another --output folder, or the file removed first",
  };
}

function listed(folder: string): readonly string[] {
  try {
    mkdirSync(folder, { recursive: true });
    return readdirSync(folder).sort();
  } catch (error) {
    const allowed = "a folder that this user can write to";
    throw new InvalidInput([{ what: `cannot use "${folder}" as a folder`, received: reasonOf(error), allowed }]);
  }
}

/** Empty for what is no file. */
function firstLine(file: string): string {
  return statSync(file).isFile() ? (readText(file).split("\n", 1)[0] ?? "") : "";
}
