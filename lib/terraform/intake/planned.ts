/**
 * The planned values of resources, which most plans repeat as changes: they are read where no change tells them.
 *
 * Decides by address alone, and where that cannot be seen the values are read. Safe because what a change tells counts before what
 * is planned, wherever both are there.
 */
import { parsed, parsedElements, type Postponing } from "./pieces";
import { isObject, own, type Json } from "./value";

interface Waiting {
  readonly text: string;
  /** Of each resource; nothing once a change told it. */
  readonly addresses: (string | undefined)[];
  readonly ends: readonly number[];
  readonly list: Json[];
}

export class Planned implements Postponing {
  private readonly waiting: Waiting[] = [];
  private readonly read: Record<string, Json>[] = [];
  /** Changes that did not come in the order of what waits. */
  private readonly changed = new Set<Json | undefined>();
  /** What waits for the next change, as Terraform lists both in one order: which text, and which resource in it. */
  private next = { text: 0, resource: 0 };

  /** A resource that is read already. */
  public add(resource: Json): void {
    if (isObject(resource)) this.read.push(resource);
  }

  public postpone(text: string, ends: readonly number[], list: Json[]): void {
    const addresses: string[] = [];
    let start = 0;
    for (const end of ends) {
      const address = addressAt(text, start);
      if (address === undefined) {
        for (const element of parsedElements(text)) list.push(element);
        return;
      }
      addresses.push(address);
      start = end + 1;
    }
    this.waiting.push({ text, addresses, ends, list });
  }

  /** A change tells what the resource will be. */
  public isChanged(address: Json | undefined): void {
    const { text, resource } = this.next;
    const addresses = this.waiting[text]?.addresses;
    if (addresses === undefined || addresses[resource] !== address) {
      this.changed.add(address);
      return;
    }
    addresses[resource] = undefined;
    this.next = resource + 1 < addresses.length ? { text, resource: resource + 1 } : { text: text + 1, resource: 0 };
  }

  /** Reads what no change told. */
  public finish(): void {
    for (const resource of this.read) if (this.changed.has(own(resource, "address"))) resource["values"] = null;
    for (const { text, addresses, ends, list } of this.waiting)
      addresses.forEach((address, at) => {
        if (address !== undefined && !this.changed.has(address))
          list.push(parsed(text.slice(at === 0 ? 0 : (ends[at - 1] ?? 0) + 1, ends[at])));
      });
  }
}

const head = '{"address":"';
const rest = /(?:[^"\\]|\\.)*"/y;

/** The address of the resource that is written there, where it is the first that is said of it. */
function addressAt(text: string, start: number): string | undefined {
  if (!text.startsWith(head, start)) return undefined;
  const first = start + head.length;
  const end = text.indexOf('"', first);
  const address = text.slice(first, end);
  if (!address.includes("\\")) return end < 0 ? undefined : address;
  rest.lastIndex = first;
  const [escaped] = rest.exec(text) ?? [];
  return escaped === undefined ? undefined : (JSON.parse(`"${escaped}`) as string);
}
