/** The records of the sample hospital: the same bytes for the same seed. */
import { Cidr, compareText, type IntentNetwork } from "../../lib/model";
import { careTalks, machine, type Days } from "./hospital";
import { plantedTalks } from "./plants";
import { emptyRecord, recordsOf, type FlowRecord } from "./record";

/** In order of their start, as AWS never promises. */
export function sampleRecords(network: IntentNetwork, days: Days): readonly FlowRecord[] {
  const block = Cidr.of(network.block);
  const known = new Map<string, boolean>();
  const isInAws = (address: string): boolean => {
    const is = known.get(address) ?? block.contains(Cidr.ofAddress(address));
    known.set(address, is);
    return is;
  };
  const records = [...careTalks(network, days), ...plantedTalks(network, days)].flatMap((talk) =>
    recordsOf(talk, isInAws),
  );
  const quiet = network.segments.filter(({ name }) => name === "quarantine" || name === "vendor-access");
  for (const segment of quiet)
    for (let at = days.start; at < days.start + days.days * 86_400; at += 3600)
      records.push(emptyRecord(machine(segment, 0), at, "NODATA"));
  records.push(emptyRecord("10.40.2.10", days.start + 36_000, "SKIPDATA"));
  return records.sort((a, b) => a.start - b.start || compareText(a.line, b.line));
}
