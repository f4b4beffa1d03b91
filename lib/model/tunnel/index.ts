export * from "./tunnel-options";
export * from "./tunnel-policy";
