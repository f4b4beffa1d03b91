/** Names that someone may have meant. Decides only what to suggest, never what to use. */

const mostSuggestions = 3;

/** The few names closest to `wanted`, nearest first; none when nothing is close. */
export function nearMatches(wanted: unknown, names: readonly string[]): readonly string[] {
  const needle = typeof wanted === "string" ? wanted.trim().toLowerCase() : "";
  if (needle === "") return [];
  return names
    .map((name) => ({ name, distance: distanceBetween(needle, name) }))
    .filter(({ distance }) => distance <= Math.max(1, Math.floor(needle.length / 3)))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, mostSuggestions)
    .map(({ name }) => name);
}

/** How far apart two names are; a name that contains the other, or is contained in it, counts as one step. */
function distanceBetween(a: string, b: string): number {
  if (a.length > 2 && (b.includes(a) || (b.length > 2 && a.includes(b)))) return a === b ? 0 : 1;
  return editDistance(a, b);
}

/** The number of letters to insert, drop or change to make `b` of `a` (Levenshtein). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
