/** Places the addresses of the records, each once, with the one strict parser of addresses. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Cidr, type Family } from "../../model";
import type { PlaceRow } from "../../flows";
import { literal, type Engine } from "./engine";

interface Block {
  readonly cidr: Cidr;
  readonly row: PlaceRow;
}

/** Fills the table `located`: an address that cannot be read is not in it. */
export async function locate(engine: Engine, places: readonly PlaceRow[]): Promise<void> {
  const addresses = await engine.rows(
    "SELECT src AS address FROM taken WHERE class = 'flow' UNION SELECT dst FROM taken WHERE class = 'flow' ORDER BY 1",
  );
  const find = finder(places);
  const lines = addresses.flatMap(({ address }) => {
    const row = find(String(address));
    return row === undefined ? [] : [[String(address), row.place, row.type, String(row.device)].join("\t")];
  });
  const file = join(engine.folder, "located.txt");
  writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
  await engine.run(`CREATE TABLE located AS SELECT * FROM read_csv(${literal(file)}, delim = '\t', header = false, auto_detect = false, quote = '', escape = '',
  columns = {'address': 'VARCHAR', 'place': 'VARCHAR', 'type': 'VARCHAR', 'device': 'INTEGER'})`);
}

/** The place of an address: the longest block that holds it. */
function finder(places: readonly PlaceRow[]): (address: string) => PlaceRow | undefined {
  const named = new Map(places.flatMap((row) => (row.named === null ? [] : [[row.named, row] as const])));
  const blocks = places
    .flatMap((row) => (row.block === null ? [] : [{ cidr: Cidr.of(row.block), row }]))
    .sort((a, b) => b.cidr.prefix - a.cidr.prefix);
  const of = (family: Family): readonly Block[] => blocks.filter(({ cidr }) => cidr.family === family);
  const byFamily = { 4: of(4), 6: of(6) } as const;
  return (address) => {
    const known = named.get(address);
    if (known !== undefined) return known;
    const parsed = Cidr.parseAddress(address);
    if (!parsed.ok) return undefined;
    return byFamily[parsed.value.family].find(({ cidr }) => cidr.contains(parsed.value))?.row;
  };
}
