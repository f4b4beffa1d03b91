/** The questions asked of flow-log records: one SQL text for each, in the words of two engines. Pure. */
export { athenaQueries, athenaSql, type AthenaTables, type NamedQuery } from "./athena";
export { conduitsColumns, conduitsRows, type ConduitRow } from "./conduits";
export { placesColumns, placesRows, type Declared, type PlaceRow, type PlaceType } from "./places";
export { duckdbSql, waysSql } from "./duckdb";
export type { Question } from "./question";
export { columnsOf } from "./records";
export { compactTaken, createTaken, partsView, takeSql, type Source, type TakeOptions } from "./take";
export { observe, type Answers, type Earlier, type Reading } from "./findings/observe";
export type * from "./findings/observation";
export { suggestedProgram } from "./findings/program";
export { timeText } from "./findings/row";
export { questions } from "./questions";
