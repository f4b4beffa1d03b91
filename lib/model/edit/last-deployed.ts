/** What was deployed last, as far as it was recorded. */
import type { IntentNetwork } from "../intent";
import type { SitesIntent } from "./site-edit";

export interface LastDeployed {
  /** The sites and the flow logs of a network as they were deployed; undefined when the network was never recorded. */
  network(name: string): DeployedNetwork | undefined;
}

/** What is asked of a network that was deployed. */
export type DeployedNetwork = SitesIntent & Pick<IntentNetwork, "flows">;
