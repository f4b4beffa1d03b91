/** Addresses of a plan, taken apart. */

/** The address without its last index. */
export function baseOf(address: string): string {
  return address.endsWith("]") ? address.slice(0, openingOf(address)) : address;
}

/** Where the last index starts: a quoted key may hold brackets of its own. */
function openingOf(address: string): number {
  const quoted = address.lastIndexOf('["');
  const plain = address.lastIndexOf("[");
  return address.endsWith('"]') && quoted !== -1 ? quoted : plain;
}

/** The key of one instance of a module. */
export function keyOfModule(address: string): string | number | undefined {
  if (!address.endsWith("]")) return undefined;
  const text = address.slice(openingOf(address) + 1, -1);
  return text.startsWith('"') ? text.slice(1, -1) : Number(text);
}
