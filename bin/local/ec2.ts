/** Asks the emulator itself what exists, past Terraform: the EC2 query API and the XML that it answers. */
import { scopeOf } from "./emulator";
import { LocalFailure } from "./failure";

/** An element of an answer. */
export interface Element {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Element[];
}

/** The items of a describe call, page by page until there is no more. */
export async function describe(
  endpoint: string,
  region: string,
  action: string,
  filter: Readonly<Record<string, string>>,
): Promise<readonly Element[]> {
  const items: Element[] = [];
  for (let token = ""; ;) {
    const filters = Object.entries(filter).flatMap(([name, value], index) => [
      [`Filter.${String(index + 1)}.Name`, name],
      [`Filter.${String(index + 1)}.Value.1`, value],
    ]);
    const page = token === "" ? [] : [["NextToken", token]];
    const body = new URLSearchParams([["Action", action], ["Version", "2016-11-15"], ...filters, ...page] as [
      string,
      string,
    ][]);
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", authorization: scopeOf(region) },
      body: body.toString(),
      signal: AbortSignal.timeout(60_000),
    });
    if (!response.ok) throw new LocalFailure(`The emulator refused ${action}: HTTP ${String(response.status)}`);
    const answer = parseXml(await response.text());
    const set = answer.children.find(({ name }) => /(?:Set|Info)$/.test(name));
    items.push(...(set?.children ?? []));
    token = textAt(answer, "nextToken") ?? "";
    if (token === "") return items;
  }
}

/** The text of a child, or undefined when there is none. */
export function textAt(element: Element, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

/** The children of a child. */
export function childrenAt(element: Element, name: string): readonly Element[] {
  return element.children.find((child) => child.name === name)?.children ?? [];
}

/** Reads the XML of an answer: elements and text are all it has; attributes and declarations carry nothing for us. */
export function parseXml(text: string): Element {
  interface Open {
    readonly name: string;
    text: string;
    readonly children: Open[];
  }
  const root: Open = { name: "", text: "", children: [] };
  const open: Open[] = [root];
  for (const [, closing, name = "", empty, content = ""] of text.matchAll(
    /<(\/?)([A-Za-z][\w.:-]*)[^<>]*?(\/?)>([^<]*)/g,
  )) {
    if (closing === "/") {
      const ended = open.pop();
      if (ended?.name !== name) throw new LocalFailure(`The emulator's answer is not XML: </${name}> closes nothing`);
    } else {
      const element: Open = { name, text: decode(content.trim()), children: [] };
      open.at(-1)?.children.push(element);
      if (empty !== "/") open.push(element);
    }
  }
  const [answer] = root.children;
  if (open.length !== 1 || answer === undefined) throw new LocalFailure("The emulator's answer is not whole XML");
  return answer;
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replaceAll(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
}
