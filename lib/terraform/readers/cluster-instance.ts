/** Instances of database clusters. */
import type { Interface, Link, UnknownReason } from "../facts";
import type { Reader } from "../reading/reading";

/** Instances of a cluster say whether it has public addresses. */
export const clusterInstance: Reader = {
  types: ["aws_rds_cluster_instance", "aws_neptune_cluster_instance"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const isPublic = cursor.flag("publicly_accessible", { is: false });
    if ("exact" in isPublic && !isPublic.exact) return;
    const of = cursor.required("cluster_identifier", "other");
    const because: UnknownReason = {
      kind: "not-modelled",
      at: cursor.at("publicly_accessible"),
      detail: "some of its instances have public addresses",
    };
    const to: Link = of.how === "outside" ? { how: "unknown", because } : of;
    const type = instance.type.replace(/_instance$/, "");
    reading.amend(instance, "interfaces", to, (one: Interface): Interface =>
      one.type === type ? { ...one, publicAddress: { unknown: because } } : one,
    );
  },
};
