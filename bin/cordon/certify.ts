/** `cordon certify`: why nothing can pass between places that are isolated, and whether a separate checker agrees. */
import ora from "ora";
import { findPlace, type Proved } from "../../lib/app";
import { InvalidInput } from "../../lib/model";
import { certificatesReport, type CheckedCertificate } from "../../lib/report";
import { checkCertificate, type Place } from "../../lib/verify";
import { formatOf, notesOf, openProof, print, untold, type ProofOptions } from "./open-proof";

export interface CertifyOptions extends ProofOptions {
  /** @default - every place */
  readonly from?: string;
  /** @default - every place */
  readonly to?: string;
}

/**
 * Prints the certificates of all isolated pairs, or of some.
 *
 * @throws {InvalidInput} when an input cannot be read, or a place is not known
 */
export function certify(inputs: readonly string[], options: CertifyOptions): void {
  const format = formatOf(options);
  const proved = openProof(inputs, options);
  const { proof, facts } = proved;
  const certificates: CheckedCertificate[] = [];
  const without: (readonly [string, string])[] = [];
  const isClaimed = options.from !== undefined && options.to !== undefined;
  let [pairs, unseen] = [0, 0];
  const all = [...asked(proved, options)];
  const tell = progress(all.length);
  for (const [from, to] of all) {
    tell(pairs + unseen);
    if (proof.isUnseen(from, to)) {
      unseen += 1;
      continue;
    }
    pairs += 1;
    if (!proof.between(from, to).may.isEmpty()) continue;
    const certificate = proof.certify(from, to);
    if (certificate === undefined) without.push([from.id, to.id]);
    else {
      const { ok, why } = checkCertificate(facts, certificate, from, to);
      certificates.push({ certificate, confirmed: ok, why });
    }
  }
  tell(all.length);
  const result = {
    certificates,
    pairs,
    unseen,
    isClaimed,
    without,
    undecided: untold(proved),
    disagreements: notesOf(facts, "disagreement"),
    links: facts.links,
  };
  print((screen) => certificatesReport(result, format, screen));
}

/** Told how many pairs are done; nothing else runs meanwhile, so that each telling draws it. */
function progress(all: number): (done: number) => void {
  const spinner = ora({ stream: process.stderr, isSilent: !process.stderr.isTTY, discardStdin: false });
  let last = Date.now();
  return (done) => {
    if (done === all) spinner.stop();
    else if (Date.now() - last > 100) {
      last = Date.now();
      spinner.text = `Certifying: ${String(done)} of ${String(all)} pairs`;
      spinner.render();
    }
  };
}

function* asked(proved: Proved, { from, to }: CertifyOptions): Generator<readonly [Place, Place]> {
  const all = proved.proof.places.filter(({ type }) => type !== "empty-subnet");
  const sources = from === undefined ? all : [findPlace(proved, from)];
  const destinations = to === undefined ? all : [findPlace(proved, to)];
  if (from !== undefined && to !== undefined && sources[0]?.id === destinations[0]?.id)
    throw new InvalidInput([
      { what: "isolation is between two places", received: `"${from}" and "${to}"`, allowed: "two that differ" },
    ]);
  for (const source of sources)
    for (const destination of destinations) if (source.id !== destination.id) yield [source, destination];
}
