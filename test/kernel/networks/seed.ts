/** Everything that is random about a network. */
import * as fc from "fast-check";
import { Transport } from "../../../lib/model";
import { tcp, udp } from "../../verify/network";
import { blocks, groups, homes, subnets, tables, targets, transports, type BlockName } from "./choices";

const anyBlock = fc.constantFrom(...(Object.keys(blocks) as BlockName[]));
const anyDestination = fc.constantFrom<BlockName>(
  ...(["everything", "everything6", "half", "v0", "v1", "both", "partOfS1", "s3", "partOfS3", "s0"] as const),
  ...(["v1six", "v0six", "s3six", "s0six", "site", "sites", "low"] as const),
);
const anyTarget = fc.constantFrom(...(Object.keys(targets) as (keyof typeof targets)[]));
const anyTransport = fc.oneof(
  { weight: 1, arbitrary: fc.constant(Transport.all) },
  { weight: 3, arbitrary: fc.constantFrom(...transports) },
);

export const seed = fc.record({
  rules: fc.array(
    fc.record({
      group: fc.constantFrom(...groups),
      out: fc.boolean(),
      transport: anyTransport,
      peer: fc.oneof(
        anyBlock.map((named) => ({ named })),
        fc.constantFrom(...groups).map((group) => ({ group })),
        fc.constant({ list: "pl" }),
      ),
    }),
    { minLength: 6, maxLength: 20 },
  ),
  // Mostly open, so that what is closed shows: with fair dice nearly everything would be blocked.
  openOut: fc.tuple(...groups.map(() => fc.constantFrom(true, true, false))),
  openIn: fc.tuple(...groups.map(() => fc.constantFrom(true, false, false))),
  openAcl: fc.record({ ingress: fc.constantFrom(true, true, false), egress: fc.constantFrom(true, true, false) }),
  entries: fc.array(
    fc.record({
      acl: fc.constantFrom("n0", "n1", "n2"),
      out: fc.boolean(),
      allow: fc.constantFrom(true, true, false),
      transport: anyTransport,
      peer: anyBlock,
    }),
    { maxLength: 12 },
  ),
  aclOn: fc.tuple(...subnets.map(() => fc.constantFrom("default", "own", "own"))),
  // What the subnet of the NAT gateway lets in besides: all of its answers, some, or none.
  answers: fc.oneof(
    fc.constant(Transport.all),
    fc.constantFrom(tcp(1024, 65_535), tcp(32_768, 61_000), udp(1024, 65_535), udp(2100, 3000)),
  ),
  // Often the NAT gateway's subnet has another table than its clients', as it must have to be of use.
  tableOn: fc.oneof(fc.constant([true, true, false, true, true]), fc.tuple(...subnets.map(() => fc.boolean()))),
  wears: fc.tuple(...homes.map(() => fc.uniqueArray(fc.constantFrom(0, 1, 2), { minLength: 1, maxLength: 2 }))),
  hosts: fc.tuple(...homes.map(() => fc.boolean())),
  peered: fc.constantFrom(true, true, true, false),
  routes: fc.array(
    fc.record({
      table: fc.constantFrom(...tables),
      destination: fc.oneof(
        { weight: 8, arbitrary: anyDestination },
        { weight: 1, arbitrary: fc.constant({ list: "pl" }) },
      ),
      target: anyTarget,
      blackhole: fc.constantFrom(false, false, false, false, true),
    }),
    { maxLength: 6 },
  ),
  // Answers that take another way are worth a question now and then; most of the time there is one way.
  joined: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom("peering", "transit", "transit").map((way) => tables.map(() => way)) },
    { weight: 1, arbitrary: fc.tuple(...tables.map(() => fc.constantFrom("peering", "transit", "none"))) },
  ),
  exit: fc.constantFrom(
    ["internet", "nat"],
    ["internet", "nat"],
    ["nat", "internet"],
    ["nat", "nat"],
    ["internet", "none"],
    ["none", "nat"],
  ),
  exit6: fc.tuple(...tables.map(() => fc.constantFrom("internet", "egress-only", "none"))),
  toSite: fc.tuple(...tables.map(() => fc.constantFrom("learned", "static", "none"))),
  isPublic: fc.tuple(...homes.map(() => fc.boolean())),
  natPrivate: fc.constantFrom(false, false, false, true),
  zones: fc.tuple(...subnets.map(() => fc.constantFrom("a", "a", "a", "b"))),
  transit: fc.record({
    references: fc.boolean(),
    attachmentReferences: fc.constantFrom(true, true, false),
    active: fc.constantFrom(true, true, true, true, false),
    propagate: fc.constantFrom(true, true, true, false),
    routes: fc.uniqueArray(
      fc.record({ destination: anyDestination, to: fc.constantFrom("tgw-v0", "tgw-v1", "blackhole") }),
      { maxLength: 2, selector: ({ destination }) => destination },
    ),
  }),
  list: fc.uniqueArray(anyBlock, { minLength: 1, maxLength: 2 }),
});
export type Seed = typeof seed extends fc.Arbitrary<infer T> ? T : never;
