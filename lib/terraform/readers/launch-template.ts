/** Launch templates, as what is launched from them says: which they may be, and what interfaces those give. */
import type { UnknownReason } from "../facts";
import type { Known, Sym } from "../expression/sym";
import type { Cursor } from "../reading/cursor";
import { asMaybe, type LinkList } from "../reading/link";
import type { Reading } from "../reading/reading";
import type { Instance } from "../world/instance";
import { linksAt } from "./nested-links";

/** What a launch takes its interfaces from. */
export interface Templates {
  /** Undefined for one that is not among the inputs. */
  readonly found: readonly (Instance | undefined)[];
  /** Whether what is launched may be of a version that the inputs do not tell. */
  readonly isOtherVersion: boolean;
}

const ids = ["id", "launch_template_id"];

/** Every template that these blocks name, each under `launch_template` or `launch_template_specification`. */
export function templatesOf(blocks: readonly Cursor[], by: Instance, reading: Reading): Templates {
  const named = blocks.map((block) => {
    const within = (names: readonly string[], means: Means): Instance | undefined =>
      names.map((name) => templateIn(block.sym(name), means, by, reading)).find((each) => each !== undefined);
    // An id that no input describes is not that of another of the same name.
    const isTold = ids.some((name) => block.has(name) && block.sym(name)?.k === "known");
    const template = within(ids, "id") ?? (isTold ? undefined : within(["name", "launch_template_name"], "name"));
    return { template, isOther: template !== undefined && isOtherVersion(block.sym("version"), template) };
  });
  return {
    found: named.map(({ template }) => template),
    isOtherVersion: named.some(({ isOther }) => isOther),
  };
}

/** What a value tells of what is launched. */
type Means = "id" | "name" | "configuration";

/** The template, or launch configuration, that a name or an id means; undefined for one that is not among the inputs. */
export function templateIn(sym: Sym | undefined, means: Means, by: Instance, reading: Reading): Instance | undefined {
  const found =
    sym?.k === "known"
      ? templateKnownAs(sym, means, by, reading)
      : sym?.k === "ref" || sym?.k === "whole"
        ? sym.of
        : onlyOneIn(sym, means, by, reading);
  return found?.mode === "data" ? undefined : found;
}

function templateKnownAs(sym: Known, means: Means, by: Instance, { byName }: Reading): Instance | undefined {
  if (means === "id") return byName.findById(sym, "aws_launch_template");
  return byName.find(sym, means === "name" ? "aws_launch_template" : "aws_launch_configuration", by);
}

function onlyOneIn(sym: Sym | undefined, means: Means, by: Instance, reading: Reading): Instance | undefined {
  if (sym?.k !== "unknown" || !sym.hints.exhaustive) return undefined;
  const found = new Set(sym.hints.from.map((one) => templateIn(one, means, by, reading)));
  return found.size === 1 ? [...found][0] : undefined;
}

/**
 * A template keeps all its versions, and the inputs tell the latest. The default version stays what it was unless the
 * template says otherwise (EC2 user guide, "Manage launch template versions").
 */
function isOtherVersion(version: Sym | undefined, template: Instance): boolean {
  if (template.type !== "aws_launch_template") return false;
  const [latest, standard] = ["latest_version", "default_version"].map((name) => knownNumber(template.read(name)));
  const isOld = standard !== undefined && standard !== latest;
  if (version === undefined) return isOld;
  if (version.k === "known") {
    const text = version.value === null ? "" : String(version.value);
    return text === "$Latest" ? false : text === "" || text === "$Default" ? isOld : Number(text) !== latest;
  }
  const path = pathInto(version, template);
  return path === "latest_version" ? false : path === "default_version" ? isOld : true;
}

function knownNumber(sym: Sym | undefined): number | undefined {
  return sym?.k === "known" && sym.value !== null && sym.value !== "" ? Number(sym.value) : undefined;
}

/** The one attribute of the template that a value is. */
function pathInto(sym: Sym, template: Instance): string | undefined {
  if (sym.k === "ref") return sym.of.id === template.id ? sym.path : undefined;
  if (sym.k !== "unknown" || !sym.hints.exhaustive) return undefined;
  const paths = new Set(sym.hints.from.map((one) => pathInto(one, template)));
  return paths.size === 1 ? [...paths][0] : undefined;
}

/** Subnets that the interfaces of a template are in, beside those that a launch names; perhaps. */
export function subnetsIn(template: Cursor, because: UnknownReason): LinkList {
  const { links, more } = linksAt(template, "network_interfaces.subnet_id", "subnet");
  const maybe = links.flatMap((link) => asMaybe(link, because));
  return more === undefined ? { links: maybe } : { links: maybe, more };
}

/** Whether a launch has, or may have, several interfaces, each with groups of its own. */
export function hasSeveral(template: Cursor): boolean {
  const { cursors, more } = template.each("network_interfaces");
  return cursors.length > 1 || more !== undefined;
}
