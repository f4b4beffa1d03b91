/** What records say of a network, as the findings have it. */
import { observe, questions, type Declared, type Observation } from "../../lib/flows";
import { inDuckDb, type Records } from "./engines";
import { exampleNetwork } from "./golden";

export async function seenIn(records: Records, declared: Declared = exampleNetwork): Promise<Observation> {
  const answers = await inDuckDb(Object.entries(questions), records, declared);
  const counts = { files: 1, flows: 0, noData: 0, skipped: 0, damaged: 0, outsideWindow: 0, skewed: 0, ahead: 0 };
  const reading = {
    records: { ...counts, notOfSegments: 0, firstSeen: "", lastSeen: "" },
    notes: [],
    remarks: [],
    hasFlags: true,
  };
  return observe(answers as never, declared, reading, undefined);
}
