/** One resource or data source instance, whatever it was read from. */
import type { Presence, Source } from "../facts";
import type { Sym } from "../expression/sym";

export interface Instance {
  /** Unique among all inputs: the address, with the stack before it when two stacks share the address. */
  readonly id: string;
  readonly address: string;
  /** Which input it belongs to. */
  readonly unit: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  /** @default - it is not one of several */
  readonly index?: string | number;
  readonly presence: Presence;
  readonly source: Source;
  /** Which provider configuration it uses: `aws`, `aws.west`. */
  readonly provider: string;
  /** What an expression that names the attribute gets; what only the provider knows is a `ref`. */
  get(attribute: string): Sym;
  /** What the configuration, plan or state sets; undefined when it sets nothing. */
  read(attribute: string): Sym | undefined;
  /** Whether what `read` leaves undefined is known to be unset (a plan or a state), rather than left to the provider. */
  readonly settled: boolean;
  /** Whether the input's configuration sets the attribute; undefined when the input has no configuration. */
  configures(attribute: string): boolean | undefined;
  /** Attributes that Terraform does not keep as configured (`ignore_changes`); `all` for every one. */
  readonly ignored: readonly string[] | "all";
  /** Names of the attributes that are set. */
  readonly attributes: readonly string[];
}
