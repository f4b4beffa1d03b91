import fc from "fast-check";
import { InvalidInput } from "../../../lib/model/issue";
import {
  FlowLogFormat,
  columnOf,
  interfaceFields,
  neededFields,
  recommendedFormat,
  recommendedTransitGatewayFormat,
  transitGatewayFields,
  type FlowLogFieldName,
} from "../../../lib/model/flow-log";

const names = interfaceFields.map(({ name }) => name);

describe("the fields of a flow log", () => {
  test("are the 42 that AWS has in version 10, in its order", () => {
    expect(names.join(" ")).toBe(
      "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status " +
        "vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region az-id sublocation-type sublocation-id " +
        "pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path ecs-cluster-arn ecs-cluster-name " +
        "ecs-container-instance-arn ecs-container-instance-id ecs-container-id ecs-second-container-id ecs-service-name " +
        "ecs-task-definition-arn ecs-task-arn ecs-task-id reject-reason resource-id encryption-status",
    );
  });

  test("are numbers where AWS's Parquet files have numbers", () => {
    const numbers = interfaceFields.filter(({ type }) => type !== "text").map(({ name, type }) => `${name} ${type}`);
    expect(numbers).toEqual([
      "version int32",
      "srcport int32",
      "dstport int32",
      "protocol int32",
      "packets int64",
      "bytes int64",
      "start int64",
      "end int64",
      "tcp-flags int32",
      "traffic-path int32",
      "encryption-status int32",
    ]);
  });

  test("of a transit gateway are its own 36", () => {
    expect(transitGatewayFields).toHaveLength(36);
    expect(transitGatewayFields.map(({ name }) => name as string)).not.toContain("action");
  });

  test("become columns with underscores", () => {
    expect(columnOf("pkt-src-aws-service")).toBe("pkt_src_aws_service");
  });
});

describe("the format of a flow log", () => {
  test("keeps the order that it was given", () => {
    const format = FlowLogFormat.of("srcaddr", "version", "tcp-flags");
    expect(format.toString()).toBe("${srcaddr} ${version} ${tcp-flags}");
    expect(format.columns).toEqual([
      { name: "srcaddr", type: "text" },
      { name: "version", type: "int32" },
      { name: "tcp_flags", type: "int32" },
    ]);
    expect(format.version).toBe(3);
  });

  test("that is recommended can be judged", () => {
    expect(recommendedFormat.without(neededFields)).toEqual([]);
    expect(recommendedFormat.version).toBe(10);
    expect(recommendedTransitGatewayFormat.version).toBe(6);
  });

  test("says which fields it is without", () => {
    expect(FlowLogFormat.of("version", "srcaddr").without(["srcaddr", "action"])).toEqual(["action"]);
  });

  test("with further fields has them behind its own", () => {
    const format = FlowLogFormat.of("version", "srcaddr").with("dstaddr");
    expect(format.names).toEqual(["version", "srcaddr", "dstaddr"]);
    expect(() => format.with("dstaddr")).toThrow("says one thing twice");
    expect(() => format.with("tgw-id")).toThrow("no such field");
  });

  test("is read again from its own text and from the first line of a file, whatever its fields", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...names], { minLength: 1 }), (fields) => {
        const format = FlowLogFormat.of(...fields);
        for (const text of [format.toString(), `${fields.join(" ")}\r\n`]) {
          const parsed = FlowLogFormat.parse(text);
          expect(parsed.ok && parsed.value.equals(format)).toBe(true);
        }
      }),
    );
  });

  test("of a transit gateway is another, even with the same fields", () => {
    expect(FlowLogFormat.ofTransitGateway("version").equals(FlowLogFormat.of("version"))).toBe(false);
  });

  test.each<[readonly string[], string]>([
    [[], "flow log's format has no field; received no field; allowed: at least one field"],
    [["tcp_flags"], 'flow log has no such field; received "tcp_flags"; allowed: did you mean "tcp-flags"?'],
    [["srcaddr", "srcaddr"], `flow log's format says one thing twice; received "srcaddr"`],
  ])("refuses %j", (fields, message) => {
    expect(() => FlowLogFormat.of(...(fields as FlowLogFieldName[]))).toThrow(new Error(message));
  });

  test("refuses fields of a transit gateway for a VPC", () => {
    expect(() => FlowLogFormat.of("tgw-id" as FlowLogFieldName)).toThrow(InvalidInput);
  });

  test.each(["", "  ", "version src-addr", undefined, 7])("refuses to read %j", (text) => {
    expect(FlowLogFormat.parse(text as string).ok).toBe(false);
  });
});
