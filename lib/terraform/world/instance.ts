/** Instances of resources and data sources: what syms refer to. */
export type { Instance } from "../expression/sym";
