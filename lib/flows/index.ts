/** The questions asked of flow-log records: one SQL text for each, in the words of two engines. Pure. */
export { athenaQueries, athenaSql, type AthenaTables, type NamedQuery } from "./athena";
export { conduitsColumns, conduitsRows, protocolName, type ConduitRow } from "./conduits";
export { placesColumns, placesRows, type Declared, type PlaceRow, type PlaceType } from "./places";
export type { Question } from "./question";
