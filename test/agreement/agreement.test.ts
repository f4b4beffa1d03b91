/**
 * Random hospitals: what the constructs build is what the engine sees. What is expected comes from the design alone, not
 * from the intent document, which the constructs write.
 */
import fc from "fast-check";
import { Transport } from "../../lib/model";
import { readCdkTfJson } from "../../lib/terraform";
import { declaredIntent, internetId, Proof } from "../../lib/verify";
import { buildHospital, type Hospital } from "./build";
import { conduitsOf, designs, type Design } from "./design";
import { seenBy } from "./matrix";

function proofOf({ terraform, intent }: Hospital): Proof {
  const read = readCdkTfJson([{ name: "cdk.tf.json", text: JSON.stringify(terraform) }]);
  if (!read.ok) throw new Error(read.issue.what);
  return new Proof(read.value, declaredIntent(intent));
}

/** Every pair that may speak, and what it may say; nobody else may say anything. */
function declaredBy(design: Design): ReadonlyMap<string, string> {
  const pairs = new Map<string, Transport>();
  const add = (from: string, to: string, transport: Transport): void => {
    pairs.set(`${from} > ${to}`, (pairs.get(`${from} > ${to}`) ?? Transport.none).union(transport));
  };
  for (const { from, to, service } of conduitsOf(design)) add(from, to, Transport.ofService(service.transport));
  for (const { from, service } of design.internet) add(from, internetId, Transport.ofService(service.transport));
  const https = Transport.ports("tcp", 443, 443);
  for (const { from, name } of design.private) add(from, name === "s3" ? "s3" : "private-services", https);
  // S3 has public addresses, so who may ask for those may ask S3, by its endpoint.
  for (const { from, service } of design.internet)
    if (pairs.has(`${from} > s3`)) add(from, "s3", Transport.ofService(service.transport));
  return new Map([...pairs].map(([pair, transport]) => [pair, `${transport.toString()} | nothing`]));
}

const byPair = (pairs: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries([...pairs].sort(([a], [b]) => (a < b ? -1 : 1)));

const runs = { numRuns: Number(process.env["CORDON_LAW_RUNS"] ?? 40) };

test("The engine's matrix of a random hospital is its declaration: every conduit, and nothing else.", () => {
  let conduits = 0;
  fc.assert(
    fc.property(designs(), (design) => {
      const hospital = buildHospital(design);
      fc.pre(hospital !== undefined);
      const proof = proofOf(hospital);
      expect(seenBy(proof)).toEqual(byPair(declaredBy(design)));
      expect(proof.judge()).toMatchObject({ verdict: "holds", findings: [] });
      conduits += declaredBy(design).size;
    }),
    runs,
  );
  // The law would hold of hospitals in which nobody speaks.
  expect(conduits).toBeGreaterThan(2 * runs.numRuns);
}, 120_000);
