/** What is damaged: random hospitals in every form that is read, as declared and with something planted in them. */
import fc from "fast-check";
import { readFacts } from "../../lib/terraform";
import { declaredIntent, Proof, type DeclaredIntent } from "../../lib/verify";
import { buildHospital, type Hospital } from "../agreement/build";
import { asSnapshot, asState, idsOf } from "../agreement/deployed";
import { designs } from "../agreement/design";
import { Ground, NothingToPick } from "../agreement/ground";
import { asPlan } from "../agreement/plan";
import { filterPlants } from "../agreement/plants/filters";
import { machinePlants } from "../agreement/plants/machines";
import { rulePlants } from "../agreement/plants/rules";
import { wayPlants } from "../agreement/plants/ways";
import { rewrites } from "../agreement/rewrites";

export type Form = "stack" | "plan" | "state" | "snapshot";

export interface Sample {
  readonly form: Form;
  readonly text: string;
  readonly intent: DeclaredIntent;
  /** What was planted, so that it opens something; nothing when the hospital is what it declares. */
  readonly planted: string | undefined;
}

const plants = [...rulePlants, ...filterPlants, ...wayPlants, ...machinePlants];

/** The form in which one is drawn; undefined where it cannot be written in that form. */
function write(ground: Ground, form: Form, planted: string | undefined): Sample | undefined {
  const { text } = ground;
  const sample = (written: string, idOf?: (address: string) => string): Sample => ({
    form,
    text: written,
    intent: declaredIntent(ground.intent, idOf),
    planted,
  });
  if (form === "stack") return sample(text);
  // The other forms are written here without expressions and without instances by number or key.
  if (/"(count|for_each|dynamic|locals)":/.test(text)) return undefined;
  if (form === "plan") return text.includes('ipv6_cidr_block":"$') ? undefined : sample(asPlan(text));
  if (form === "state") return sample(asState(text));
  const ids = idsOf(text);
  try {
    return sample(asSnapshot(text), (address) => ids.get(address) ?? address);
  } catch (error) {
    if ((error as Error).message.includes("is not written here")) return undefined;
    throw error;
  }
}

/** The hospital with one thing planted; undefined when it has nothing to plant that in. */
function plant(
  hospital: Hospital,
  number: number,
  rewritten: number,
): { readonly ground: Ground; readonly title: string } | undefined {
  const ground = new Ground(hospital, number);
  const { title, lay, wish } = plants[number % plants.length]!;
  if (wish?.ipv6 === true && !hospital.design.ipv6) return undefined;
  if (wish?.joined === "vpn" && hospital.design.joined !== "vpn") return undefined;
  try {
    lay(ground)();
  } catch (error) {
    if (error instanceof NothingToPick) return undefined;
    throw error;
  }
  // Bodies in lists cannot be written in the other forms.
  const harmless = rewrites.filter((one) => one.wish === undefined && !one.title.startsWith("one block where"));
  if (rewritten % 3 === 0) harmless[rewritten % harmless.length]!.write(ground);
  return { ground, title };
}

/** Whether a planted hospital, undamaged, is seen not to hold: the others prove nothing. */
function isOpen({ text, intent }: Sample): boolean {
  const read = readFacts([{ name: "in.json", text }]);
  return read.ok && new Proof(read.value, intent).judge().verdict !== "holds";
}

/** @param hospitals - how many are drawn; each gives about a dozen samples */
export function corpus(hospitals: number, seed: number): readonly Sample[] {
  const drawn = fc.sample(fc.tuple(designs(), fc.array(fc.nat(), { minLength: 8, maxLength: 8 })), {
    numRuns: hospitals,
    seed,
  });
  return drawn.flatMap(([design, numbers]) => {
    const hospital = buildHospital(design);
    if (hospital === undefined) return [];
    const forms: readonly Form[] = ["stack", "plan", "state", "snapshot"];
    const declared = forms.flatMap((form) => write(new Ground(hospital, 0), form, undefined) ?? []);
    const planted = forms.flatMap((form, index) =>
      [numbers[index]!, numbers[index + 4]!].flatMap((number) => {
        const found = plant(hospital, number, numbers[(index + 1) % 8]!);
        const sample = found === undefined ? undefined : write(found.ground, form, found.title);
        return sample === undefined || !isOpen(sample) ? [] : [sample];
      }),
    );
    return [...declared, ...planted];
  });
}
