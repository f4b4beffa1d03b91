import { athenaQueries, conduitsColumns, placesColumns } from "../../../lib/flows";
import { recordsTableName } from "../../../lib/constructs/monitoring/flow-table";
import { FlowLogFormat, recommendedFormat, services } from "../../../lib";
import { ofType } from "../synth";
import { monitored, theOne } from "./stack";

const retired = FlowLogFormat.of("version", "srcaddr", "packets", "end");
const { terraform } = monitored(
  (network, flows) => {
    flows.addQueries({ days: 3, scanLimitGiB: 2 });
    const server = network.addClinicalSegment("server", { cidr: "10.40.9.0/24" });
    server.allowTo(network.addSharedServicesSegment("time"), services.ntp, { reason: "One clock" });
  },
  { retired: [{ format: retired, reason: "Until June" }] },
);
const tables = Object.values(ofType(terraform, "aws_glue_catalog_table"));
const table = (name: string) => tables.find((one) => one["name"] === name) ?? {};

interface Storage {
  readonly location: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}
const storageOf = (name: string) => table(name)["storage_descriptor"] as Storage;

test("A workgroup encrypts its results with the archive's key, bounds what a question reads, and lets nobody choose otherwise.", () => {
  expect(theOne(terraform, "aws_athena_workgroup")).toMatchObject({
    name: "st-marys-flows",
    configuration: {
      enforce_workgroup_configuration: true,
      publish_cloudwatch_metrics_enabled: true,
      bytes_scanned_cutoff_per_query: 2 * 1024 ** 3,
      result_configuration: {
        output_location: expect.stringMatching(/^s3:\/\/\$\{aws_s3_bucket\..*Queries.*\.id\}\/results\/$/) as string,
        expected_bucket_owner: expect.stringContaining("aws_caller_identity") as string,
        encryption_configuration: {
          encryption_option: "SSE_KMS",
          kms_key_arn: expect.stringContaining("aws_kms_key.network_Flows_Archive_Key") as string,
        },
      },
    },
  });
});

describe("The table of records", () => {
  test("has exactly the columns of the format, in order and of AWS's types", () => {
    const types = { text: "string", int32: "int", int64: "bigint" } as const;
    for (const format of [recommendedFormat, retired]) {
      expect(storageOf(recordsTableName(format)).columns).toEqual(
        format.columns.map(({ name, type }) => ({ name, type: types[type] })),
      );
    }
  });

  test("computes its partitions, which are AWS's folders by account, service, Region and hour", () => {
    const found = table(recordsTableName(recommendedFormat));
    expect((found["partition_keys"] as readonly { readonly name: string }[]).map(({ name }) => name)).toEqual([
      "aws_account_id",
      "aws_service",
      "aws_region",
      "year",
      "month",
      "day",
      "hour",
    ]);
    const parameters = found["parameters"] as Readonly<Record<string, string>>;
    expect(parameters["projection.enabled"]).toBe("true");
    expect(parameters["storage.location.template"]?.replace(/\$\{aws_s3_bucket[^}]*\}/, "BUCKET")).toBe(
      `s3://BUCKET/st-marys/flows-${recordsTableName(recommendedFormat).slice("flows_".length).replace("_", "-")}/AWSLogs/` +
        "aws-account-id=$${aws_account_id}/aws-service=$${aws_service}/aws-region=$${aws_region}/" +
        "year=$${year}/month=$${month}/day=$${day}/hour=$${hour}/",
    );
    expect(parameters).toMatchObject({
      "projection.month.type": "integer",
      "projection.month.range": "1,12",
      "projection.month.digits": "2",
      "projection.hour.type": "integer",
      "projection.hour.range": "0,23",
      "projection.hour.digits": "2",
    });
  });

  test("lies where the flow log of its format writes", () => {
    const logs = Object.values(ofType(terraform, "aws_flow_log")).filter((log) => log["traffic_type"] === "ALL");
    const where = (location: string) => location.replace(/^s3:\/\/[^/]*\//, "").replace(/\/$/, "");
    expect(logs.map((log) => String(log["log_destination"]).replace(/^[^/]*\//, "")).sort()).toEqual(
      [recommendedFormat, retired].map((format) => where(storageOf(recordsTableName(format)).location)).sort(),
    );
  });
});

test("What is declared is data in tables of its own: places and conduits, one line each.", () => {
  expect(storageOf("places").columns).toEqual([...placesColumns]);
  expect(storageOf("conduits").columns).toEqual([...conduitsColumns]);
  const objects = Object.values(ofType(terraform, "aws_s3_object"));
  const rows = (name: string) =>
    String(objects.find((object) => object["key"] === `declared/${name}/${name}.jsonl`)?.["content"])
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  expect(rows("places")).toContainEqual(expect.objectContaining({ place: "server", block: "10.40.9.0/24" }));
  expect(rows("conduits")).toEqual([
    {
      id: "server>time:ntp",
      from_place: "server",
      to_place: "time",
      service: "ntp",
      protocol: 17,
      first_port: 123,
      last_port: 123,
      ends: null,
    },
  ]);
});

test("The six questions are asked of the records of the last days, in the workgroup.", () => {
  const queries = Object.values(ofType(terraform, "aws_athena_named_query"));
  const expected = athenaQueries({
    database: "st_marys_flows",
    flows: recordsTableName(recommendedFormat),
    places: "places",
    conduits: "conduits",
    format: recommendedFormat,
  });
  expect(expected).toHaveLength(6);
  expect(queries.map((query) => query["name"]).sort()).toEqual(expected.map(({ name }) => `st-marys: ${name}`).sort());
  for (const query of queries) {
    expect(query["query"]).toContain(
      `"year" || "month" || "day" >= date_format(current_date - interval '3' day, '%Y%m%d')`,
    );
    expect(query["workgroup"]).toContain("aws_athena_workgroup.");
    // The text of a question is for life: another replaces the query.
    expect(query["query"]).not.toContain("server");
  }
});
