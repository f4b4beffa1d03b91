export * from "./intent";
export { formatIntent } from "./format";
