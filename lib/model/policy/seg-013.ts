/**
 * SEG-013: the name of a segment that the network shows does not tell what is in it.
 *
 * A warning, and for segments outside AWS alone: only their names go into what a hospital's own routers and switches show
 * (VLAN names, access lists). Files for a site show opaque labels in place of names, so segments at a site pass. The guidance advises; it does not demand. Guest and corporate segments hide nothing clinical.
 */
import { placeAtSite, type SegmentDefinition } from "../segment";
import { compareText } from "../order";
import type { PolicyCheck } from "./check";
import { nhsSegmentation } from "./sources";

/** Words that tell a clinical function, in the singular. */
const telling = new Set(
  (
    "analyser analyzer anaesthesia anesthesia cardiology clinical ct device dicom ehr emr glucose icu imaging infusion lab " +
    "laboratory lims medical modality monitor monitoring mr mri nicu nurse pacs pathology patient pharmacy poct pump radiology " +
    "ris surgery telemetry theatre ultrasound ventilator vna xray"
  ).split(" "),
);

function words(text: string): readonly string[] {
  return text.split("-").map((word) => word.replace(/[0-9]+$/, ""));
}

function tellingWords({ name, profiles }: SegmentDefinition): readonly string[] {
  const own = new Set(profiles.flatMap(words).filter((word) => word.length > 2));
  const tells = (word: string): boolean => telling.has(word) || own.has(word);
  const found = words(name).filter((word) => tells(word) || tells(word.replace(/s$/, "")));
  return [...new Set(found)].sort(compareText);
}

/** Finds names that tell a clinical function. */
export const seg013: PolicyCheck = {
  id: "SEG-013",
  title: "The name of a segment outside AWS does not tell what is in it.",
  severity: "warning",
  sources: [nhsSegmentation("imaging")],
  limits:
    "Compares the name with a list of English words and with the segment's profiles; other words and languages pass. What VLANs and tags are really called at a site is not in the data.",
  breaches: (network) =>
    network.segments
      .filter(
        (segment) =>
          segment.placement.in === "outside" &&
          placeAtSite(segment) === undefined &&
          segment.kind !== "guest" &&
          segment.kind !== "corporate",
      )
      .flatMap((segment) => {
        const found = tellingWords(segment);
        if (found.length === 0) return [];
        return {
          subject: segment.name,
          message: `The name of segment "${segment.name}" tells its function (${found.join(", ")}) to whoever sees the hospital's network. Give it an opaque name, or acknowledge SEG-013 when the site uses other names.`,
        };
      }),
};
