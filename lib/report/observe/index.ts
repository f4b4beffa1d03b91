export { observationFormats, observationReport, observationSchema, type ObservationFormat } from "./report";
