/** Requests and an independent reading of a lock, for the tests of the address plan. */
import { Cidr } from "../../../lib/model/address";
import {
  planAddresses,
  type AddressRequest,
  type LockDocument,
  type SegmentRequest,
} from "../../../lib/model/address-plan";

export function segment(name: string, more: Partial<SegmentRequest> = {}): SegmentRequest {
  return { name, zones: ["us-east-1a", "us-east-1b"], subnetPrefix: 24, reservedZones: 4, ...more };
}

export function request(segments: readonly SegmentRequest[], more: Partial<AddressRequest> = {}): AddressRequest {
  return { network: "st-marys", block: Cidr.of("10.40.0.0/16"), segments, ...more };
}

export function accepted(asked: AddressRequest, lock?: LockDocument) {
  const result = planAddresses(asked, lock);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result;
}

export function refusals(asked: AddressRequest, lock?: LockDocument): string[] {
  const result = planAddresses(asked, lock);
  return result.ok ? [] : result.issues.map(({ what }) => what);
}

/** First and last address of a block by plain arithmetic, so that a mistake in the library's own does not hide here. */
export function range(text: string): readonly [number, number] {
  const [address = "", prefix = ""] = text.split("/");
  const first = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return [first, first + 2 ** (32 - Number(prefix)) - 1];
}
