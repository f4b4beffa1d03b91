/** Every question that `cordon observe` asks, by what its answer is used for. */
import type { Question } from "../question";
import { blocked } from "./blocked";
import { bytesPerConduit, unused } from "./conduits";
import { activity, devicePeers, newPeers, silentDevices } from "./devices";
import { probes } from "./probes";
import { rhythm } from "./rhythm";
import { undeclared } from "./undeclared";

export const questions = {
  undeclared,
  blocked,
  usage: bytesPerConduit,
  unused,
  peers: devicePeers,
  newPeers,
  silentDevices,
  activity,
  probes,
  rhythm,
} as const satisfies Readonly<Record<string, Question>>;
