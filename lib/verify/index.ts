/** From facts: what can reach what, with a witness, judged against what was declared. */
export {
  type Certificate,
  type CertifiedFilter,
  type CertifiedPair,
  type CertifiedRange,
  type Reason,
} from "./certificate/certificate";
export { checkCertificate } from "./certificate/check";
export type { Claims, Objections, Reachable } from "./claims/claims";
export type { Coverage } from "./coverage/coverage";
export type { Blocker } from "./explain/blockers";
export type { Explanation } from "./explain/explain";
export { InternalDisagreement, type Witness, type WitnessEnd } from "./explain/witness";
export type { Exemption } from "./places/exemptions";
export type { Finding, FindingKind, Verdict } from "./judge/finding";
export { nothingId } from "./judge/nothing";
export type { QuestionId } from "./judge/questions";
export { evaluate } from "./naive/evaluate";
export type { Answer, Connection, NaiveEnd } from "./naive/packet";
export { declaredIntent, type ProvableIntent } from "./places/declared";
export { hasSnapshot, locateDeployed, type Deployed } from "./places/deployed";
export type { DeclaredConduit, DeclaredIntent, DeclaredSegment, DeclaredSite, Unplaced } from "./places/intent";
export type { NamedPlace } from "./places/named";
export { internetId, type Place, type PlaceType, type Spot } from "./places/places";
export { Proof, type Judgement } from "./proof";
export type { Matrix, Reach } from "./reach/matrix";
export type { Hop } from "./routing/outcome";
