/** The fact base: what the readers give and the engine takes. One file a subject, in `facts/`. */
export type * from "./facts/value";
export type * from "./facts/vpc";
export type * from "./facts/route";
export type * from "./facts/filter";
export type * from "./facts/transit";
export type * from "./facts/client-vpn";
export type * from "./facts/interface";
export type * from "./facts/firewall";
export type * from "./facts/base";
