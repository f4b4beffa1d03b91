/**
 * Takes the snapshot: asks every call, page by page, and keeps what AWS refuses to tell as a fact of its own.
 *
 * Decides nothing about the network. Safe because a list is kept whole or not at all: one that breaks off is as missing
 * as one that was refused, and the snapshot says so by the call's name.
 */
import { InvalidInput, compareText, refuse } from "../../../lib/model";
import {
  detailCalls,
  listCalls,
  publicAccessCall,
  secretFields,
  type Answer,
  type ListCall,
  type Service,
} from "./calls";

/** Asks AWS. Throws `RefusedCall` when AWS answers that it will not. */
export type Ask = (call: string, input: Answer, service: Service) => Promise<Answer>;

/** AWS answered, and the answer is no: a permission, an action that it does not have, a fault of its own. */
export class RefusedCall extends Error {
  public override readonly name = "RefusedCall";
}

export interface SnapshotRequest {
  readonly region: string;
  /** Ids of the VPCs wanted; all of the Region when empty. */
  readonly vpcs: readonly string[];
  readonly collectedAt: Date;
}

/** A call that AWS did not answer. */
export interface Missing {
  readonly Call: string;
  /** @default - the call is for all objects of its type */
  readonly Of?: string;
  readonly Reason: string;
}

type Lists = Record<string, readonly Answer[]>;
export type Snapshot = Readonly<Record<string, unknown>> & { readonly Incomplete: readonly Missing[] };

/**
 * @param say told what is being read
 * @throws {InvalidInput} when AWS refuses what nothing can be judged without, or a VPC is not there
 */
export async function takeSnapshot(ask: Ask, request: SnapshotRequest, say: (what: string) => void): Promise<Snapshot> {
  const missing: Missing[] = [];
  const lists: Lists = {};
  for (const one of listCalls) {
    if (one.onlyWith !== undefined && (lists[one.onlyWith] ?? []).length === 0) continue;
    say(one.list);
    const found = await attempt(missing, one, () => pages(ask, one, inputOf(one, request.vpcs)));
    if (found !== undefined) lists[one.list] = sorted(kept(found, one, lists), one.id);
  }
  checkVpcs(lists["Vpcs"] ?? [], request);
  for (const detail of detailCalls) {
    const { call, of, by, as = by, list, page, with: more } = detail;
    const detailed: Answer[] = [];
    for (const owner of lists[of] ?? []) {
      const id = String(owner[by]);
      say(`${list} of ${id}`);
      const input = { ...more, [as]: id, ...(page === undefined ? {} : { MaxResults: page }) };
      const found = await attempt(missing, { call, object: id }, () => pages(ask, detail, input));
      detailed.push(found === undefined ? owner : { ...owner, [list]: found });
    }
    if (lists[of] !== undefined) lists[of] = detailed;
  }
  const options = await attempt(missing, publicAccessCall, () => ask(publicAccessCall.call, {}, "ec2"));
  return {
    Region: request.region,
    CollectedAt: request.collectedAt.toISOString(),
    ...(request.vpcs.length === 0 ? {} : { OnlyVpcs: [...request.vpcs].sort(compareText) }),
    Incomplete: missing,
    ...lists,
    ...(options === undefined ? {} : { [publicAccessCall.field]: options[publicAccessCall.field] }),
  };
}

interface Attempted {
  readonly call: string;
  /** @default - the call is for all objects */
  readonly object?: string;
  /** @default - it can be left out */
  readonly essential?: true;
}

async function attempt<T>(missing: Missing[], of: Attempted, make: () => Promise<T>): Promise<T | undefined> {
  try {
    return await make();
  } catch (error) {
    // By its name: under Jest there may be two copies of a class.
    if ((error as Error | null)?.name !== "RefusedCall") throw error;
    const reason = (error as RefusedCall).message;
    if (of.essential === true) {
      const allowed = `credentials that may call ec2:${of.call}`;
      throw new InvalidInput([{ what: `AWS refused ${of.call}`, received: reason, allowed }]);
    }
    missing.push({ Call: of.call, ...(of.object === undefined ? {} : { Of: of.object }), Reason: reason });
    return undefined;
  }
}

function inputOf({ page, ofVpc, with: more }: ListCall, vpcs: readonly string[]): Answer {
  const filter = ofVpc === undefined || vpcs.length === 0 ? {} : { [ofVpc[0]]: [{ Name: ofVpc[1], Values: vpcs }] };
  return { ...more, ...(page === undefined ? {} : { MaxResults: page }), ...filter };
}

/** Each API spells its tokens in its own way. */
const tokenOf = { ec2: "NextToken", directconnect: "nextToken" } as const satisfies Record<Service, string>;

async function pages(
  ask: Ask,
  { call, list, service = "ec2" }: { readonly call: string; readonly list: string; readonly service?: Service },
  input: Answer,
): Promise<readonly Answer[]> {
  const found: Answer[] = [];
  const seen = new Set<string>();
  const field = tokenOf[service];
  for (let token: unknown; ;) {
    const answer = await ask(call, token === undefined ? input : { ...input, [field]: token }, service);
    const page = answer[list] ?? [];
    if (!Array.isArray(page)) throw new RefusedCall(`the answer has no list of ${list}`);
    found.push(...(withoutSecrets(page) as readonly Answer[]));
    token = answer[field];
    if (typeof token === "string" && token !== "") {
      if (seen.has(token)) throw new RefusedCall("the answer leads back to a page already read");
      seen.add(token);
    } else if (answer["AdditionalRoutesAvailable"] === true) {
      throw new RefusedCall("there are more routes than the answer holds");
    } else return found;
  }
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  const kept = Object.entries(value).filter(([key]) => !secretFields.has(key));
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutSecrets(item)]));
}

function sorted(list: readonly Answer[], id: string): readonly Answer[] {
  return [...list].sort((a, b) => compareText(String(a[id]), String(b[id])));
}

function kept(found: readonly Answer[], { within }: ListCall, lists: Lists): readonly Answer[] {
  if (within === undefined) return found;
  const [list, field] = within;
  const there = new Set((lists[list] ?? []).map((one) => one[field]));
  return found.filter((one) => there.has(one[field]));
}

function checkVpcs(found: readonly Answer[], { vpcs, region }: SnapshotRequest): void {
  const there = new Set(found.map((vpc) => vpc["VpcId"]));
  const lost = vpcs.filter((id) => !there.has(id));
  const none = { what: `there is no VPC in ${region}`, allowed: "another --region, or credentials of another account" };
  refuse([
    ...lost.map((id) => ({ what: `there is no VPC ${id}`, allowed: `a VPC of this account in ${region}` })),
    ...(vpcs.length === 0 && found.length === 0 ? [none] : []),
  ]);
}
