/**
 * Local values of one module of a plan, which does not show what they are made of. What they can hand on is what the module itself
 * and those in it have, and what the module is given.
 */
import { because } from "../expression/scope";
import { dedupe, handedOnBy, unknown, type Sym } from "../expression/sym";
import type { Surroundings } from "./unit";

/** What it asks of the plan. */
interface Asked {
  readonly around: Surroundings;
  tellReferences(): void;
  relevantIn(module: string): readonly Sym[] | undefined;
}

export class PlanLocals {
  private handedOn: readonly Sym[] | undefined;
  private generation = -1;

  public constructor(
    private readonly module: string,
    private readonly context: Asked,
    /** What is passed to each variable of the module. */
    private readonly given: () => readonly Sym[],
  ) {}

  public value(name: string): Sym {
    const reason = because("expression", `local.${name}`, "a plan does not show local values");
    const { generation } = this.context.around;
    if (this.generation !== generation) {
      this.generation = generation;
      // While it is worked out it is not known: a variable may be given what another module makes of an output of this one.
      this.handedOn = undefined;
      this.handedOn = this.sources();
    }
    if (this.handedOn === undefined) return unknown(reason);
    this.context.tellReferences();
    return unknown(reason, { from: [], exhaustive: false, isHidden: true, handedOn: this.handedOn });
  }

  private sources(): readonly Sym[] | undefined {
    const own = this.context.relevantIn(this.module);
    const given = own === undefined ? undefined : handedOnBy(this.given());
    return own === undefined || given === undefined ? undefined : dedupe([...own, ...given]);
  }
}
