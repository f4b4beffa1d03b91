/**
 * Blocks that a plan calls unknown only where a dynamic block writes them.
 *
 * A plan shows nothing of a dynamic block as written, and where it is not known how often it stands, `after_unknown` is `true` for
 * the name: just what it says of a block that is left out and that the provider fills in. Which blocks a provider fills in no plan
 * tells: here are the names of those that readers ask for and that the AWS provider leaves empty.
 *
 * A name that is here wrongly makes an answer undecided; one that is missing lets what the block says be overlooked.
 */

/** In every type that has such a block and a reader, but for those that {@link filledIn} names. */
const names: ReadonlySet<string> = new Set([
  "additional_configuration",
  "application_configuration",
  "broker_node_group_info",
  "compute_config",
  "compute_resources",
  "default_space_settings",
  "default_user_settings",
  "domain_settings",
  "ec2_attributes",
  "ecs_target",
  "elasticsearch_configuration",
  "endpoint_details",
  "firewall_policy",
  "kafka_cluster",
  "launch_template",
  "managed_instances_provider",
  "network_configuration",
  "network_interfaces",
  "opensearch_configuration",
  "opensearchserverless_configuration",
  "physical_connection_requirements",
  "remote_access",
  "self_managed_event_source",
  "source_access_configuration",
  "subnet_mapping",
  "vpc_config",
  "vpc_configuration",
  "vpc_options",
]);

/** Where the name means an attribute, or a block that is filled in, of most other types. */
const alone: ReadonlySet<string> = new Set([
  "aws_default_network_acl.egress",
  "aws_default_network_acl.ingress",
  "aws_route53_resolver_endpoint.ip_address",
  "aws_scheduler_schedule.target",
]);

/**
 * Left out, these are unknown as well. Not here are those that hardly any resource goes without, the settings of a fleet and of an
 * application.
 */
const filledIn: ReadonlySet<string> = new Set([
  "aws_autoscaling_group.launch_template",
  "aws_lb.subnet_mapping",
  "aws_alb.subnet_mapping",
]);

/** Left out as often as written: whoever reads the block has to tell by the rest. */
const either: ReadonlySet<string> = new Set(["aws_ec2_managed_prefix_list.entry"]);

/** Whether a block of that name, unknown and not shown as written, is a dynamic one; undefined where it may be. */
export function isDynamic(mode: "managed" | "data", type: string, name: string): boolean | undefined {
  if (mode === "data") return name === "filter";
  const path = `${type}.${name}`;
  if (either.has(path)) return undefined;
  return (names.has(name) && !filledIn.has(path)) || alone.has(path);
}
