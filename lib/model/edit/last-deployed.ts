/** What was deployed last, as far as it was recorded. */
import type { SitesIntent } from "./site-edit";

export interface LastDeployed {
  /** The sites of a network as they were deployed; undefined when the network was never recorded. */
  network(name: string): SitesIntent | undefined;
}
