/** What pulls events for a function: with brokers of one's own it has interfaces in a VPC, which are not read. */
import type { Reader } from "../reading/reading";

const mapping: Reader = {
  types: ["aws_lambda_event_source_mapping"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    if (!cursor.has("self_managed_event_source") && !cursor.has("source_access_configuration")) return;
    const why = "the interfaces by which events of one's own brokers are pulled are not read";
    reading.unread.push({ address: instance.address, type: instance.type, why, touches: [] });
  },
};

export const eventSourceReaders: readonly Reader[] = [mapping];
