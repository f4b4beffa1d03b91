/** An AWS that answers from a table, page by page, and refuses what the table says it refuses. */
import { RefusedCall, type Ask } from "../../../../bin/cordon/collect/take";

type Answers = Readonly<Record<string, object | readonly object[] | Error>>;

/** What it was asked, in order. */
export interface Asked {
  readonly call: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** One VPC with nothing in it. */
export const bare: Answers = { DescribeVpcs: { Vpcs: [{ VpcId: "vpc-00000001" }] } };

export const refused = new RefusedCall("UnauthorizedOperation: You are not authorized to perform this operation.");

/**
 * @param answers by call, or by call and object: `GetManagedPrefixListEntries pl-1`; several are pages. A call that is not
 *   named has nothing to tell
 */
export function fakeAws(answers: Answers): { readonly ask: Ask; readonly asked: readonly Asked[] } {
  const asked: Asked[] = [];
  const ask: Ask = (call, input, service) => {
    asked.push({ call, input });
    const object = ["PrefixListId", "TransitGatewayRouteTableId", "associatedGatewayId"]
      .map((field) => input[field])
      .find((id) => typeof id === "string");
    const found = answers[object === undefined ? call : `${call} ${object}`] ?? {};
    if (found instanceof Error) return Promise.reject(found);
    if (!Array.isArray(found)) return Promise.resolve({ ...found });
    const token = service === "ec2" ? "NextToken" : "nextToken";
    const at = Number(input[token] ?? 0);
    const page = found[at] as object | Error;
    if (page instanceof Error) return Promise.reject(page);
    return Promise.resolve({ ...page, ...(at + 1 < found.length ? { [token]: String(at + 1) } : {}) });
  };
  return { ask, asked };
}
