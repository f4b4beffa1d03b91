/**
 * Every resource type that carries subnets and security groups: where it keeps them, and what it is.
 *
 * Attribute names are those of the AWS provider 5.x and 6.x; `vpc_config.subnet_ids` is an attribute of a nested block.
 */
import type { OwnerKind } from "../facts";

export interface Carrier {
  readonly type: string;
  readonly owner: OwnerKind;
  /** Where the subnets are: one id or a list. */
  readonly subnets: string;
  /** Where the groups are. */
  readonly groups: string;
  /** `default`: the VPC's default group when none is named. `unfiltered`: none applies then. */
  readonly withoutGroups: "default" | "unfiltered";
  /**
   * The resource has no interface in a VPC unless its subnets are set.
   *
   * @default - it always has one
   */
  readonly onlyWithSubnets?: true;
  /**
   * Where the groups are of those of its interfaces that are in others.
   *
   * @default - all its interfaces are in the same groups
   */
  readonly otherGroups?: readonly string[];
}

function carrier(
  type: string,
  owner: OwnerKind,
  subnets: string,
  groups: string,
  rest: Partial<Carrier> = {},
): Carrier {
  return { type, owner, subnets, groups, withoutGroups: "default", ...rest };
}

const optional = { onlyWithSubnets: true } as const;

export const carriers: readonly Carrier[] = [
  carrier("aws_network_interface", "interface", "subnet_id", "security_groups"),
  carrier("aws_instance", "instance", "subnet_id", "vpc_security_group_ids"),
  carrier("aws_spot_instance_request", "instance", "subnet_id", "vpc_security_group_ids"),
  carrier("aws_lambda_function", "function", "vpc_config.subnet_ids", "vpc_config.security_group_ids", optional),
  carrier(
    "aws_ecs_service",
    "container-service",
    "network_configuration.subnets",
    "network_configuration.security_groups",
    optional,
  ),
  carrier(
    "aws_ecs_task_set",
    "container-service",
    "network_configuration.subnets",
    "network_configuration.security_groups",
    optional,
  ),
  // Managed instances of ECS.
  carrier(
    "aws_ecs_capacity_provider",
    "instance-group",
    "managed_instances_provider.instance_launch_template.network_configuration.subnets",
    "managed_instances_provider.instance_launch_template.network_configuration.security_groups",
    optional,
  ),
  carrier("aws_eks_cluster", "cluster", "vpc_config.subnet_ids", "vpc_config.security_group_ids"),
  carrier("aws_eks_node_group", "instance-group", "subnet_ids", "remote_access.source_security_group_ids"),
  carrier("aws_eks_fargate_profile", "container-service", "subnet_ids", "security_group_ids"),
  carrier("aws_elasticsearch_domain", "database", "vpc_options.subnet_ids", "vpc_options.security_group_ids", optional),
  carrier("aws_opensearch_domain", "database", "vpc_options.subnet_ids", "vpc_options.security_group_ids", optional),
  carrier("aws_opensearchserverless_vpc_endpoint", "endpoint", "subnet_ids", "security_group_ids"),
  carrier(
    "aws_msk_cluster",
    "stream",
    "broker_node_group_info.client_subnets",
    "broker_node_group_info.security_groups",
  ),
  carrier("aws_msk_serverless_cluster", "stream", "vpc_config.subnet_ids", "vpc_config.security_group_ids"),
  carrier(
    "aws_mskconnect_connector",
    "stream",
    "kafka_cluster.apache_kafka_cluster.vpc.subnets",
    "kafka_cluster.apache_kafka_cluster.vpc.security_groups",
  ),
  carrier("aws_mq_broker", "stream", "subnet_ids", "security_groups"),
  carrier("aws_efs_mount_target", "file-system", "subnet_id", "security_groups"),
  carrier("aws_fsx_lustre_file_system", "file-system", "subnet_ids", "security_group_ids"),
  carrier("aws_fsx_windows_file_system", "file-system", "subnet_ids", "security_group_ids"),
  carrier("aws_fsx_ontap_file_system", "file-system", "subnet_ids", "security_group_ids"),
  carrier("aws_fsx_openzfs_file_system", "file-system", "subnet_ids", "security_group_ids"),
  carrier("aws_codebuild_project", "build", "vpc_config.subnets", "vpc_config.security_group_ids", optional),
  carrier("aws_sagemaker_notebook_instance", "analytics", "subnet_id", "security_groups", optional),
  carrier("aws_sagemaker_model", "analytics", "vpc_config.subnets", "vpc_config.security_group_ids", optional),
  carrier("aws_sagemaker_domain", "analytics", "subnet_ids", "default_user_settings.security_groups", {
    otherGroups: ["default_space_settings.security_groups", "domain_settings.security_group_ids"],
  }),
  carrier(
    "aws_batch_compute_environment",
    "container-service",
    "compute_resources.subnets",
    "compute_resources.security_group_ids",
    optional,
  ),
  carrier(
    "aws_mwaa_environment",
    "analytics",
    "network_configuration.subnet_ids",
    "network_configuration.security_group_ids",
  ),
  carrier(
    "aws_glue_connection",
    "analytics",
    "physical_connection_requirements.subnet_id",
    "physical_connection_requirements.security_group_id_list",
    optional,
  ),
  carrier("aws_dms_replication_instance", "database", "replication_subnet_group_id", "vpc_security_group_ids"),
  carrier("aws_db_instance", "database", "db_subnet_group_name", "vpc_security_group_ids"),
  carrier("aws_rds_cluster", "database", "db_subnet_group_name", "vpc_security_group_ids"),
  carrier("aws_docdb_cluster", "database", "db_subnet_group_name", "vpc_security_group_ids"),
  carrier("aws_neptune_cluster", "database", "neptune_subnet_group_name", "vpc_security_group_ids"),
  carrier("aws_db_proxy", "database", "vpc_subnet_ids", "vpc_security_group_ids"),
  carrier("aws_redshift_cluster", "database", "cluster_subnet_group_name", "vpc_security_group_ids"),
  carrier("aws_redshiftserverless_workgroup", "database", "subnet_ids", "security_group_ids"),
  carrier("aws_elasticache_cluster", "cache", "subnet_group_name", "security_group_ids"),
  carrier("aws_elasticache_replication_group", "cache", "subnet_group_name", "security_group_ids"),
  carrier("aws_elasticache_serverless_cache", "cache", "subnet_ids", "security_group_ids"),
  carrier("aws_memorydb_cluster", "cache", "subnet_group_name", "security_group_ids"),
  carrier("aws_dax_cluster", "cache", "subnet_group_name", "security_group_ids"),
  carrier(
    "aws_emr_cluster",
    "analytics",
    "ec2_attributes.subnet_id",
    "ec2_attributes.emr_managed_master_security_group",
  ),
  carrier("aws_apprunner_vpc_connector", "container-service", "subnets", "security_groups"),
  carrier("aws_apigatewayv2_vpc_link", "gateway", "subnet_ids", "security_group_ids", { withoutGroups: "unfiltered" }),
  carrier("aws_route53_resolver_endpoint", "resolver", "ip_address.subnet_id", "security_group_ids"),
  carrier(
    "aws_workspaces_directory",
    "desktop",
    "subnet_ids",
    "workspace_creation_properties.custom_security_group_id",
  ),
  carrier("aws_appstream_fleet", "desktop", "vpc_config.subnet_ids", "vpc_config.security_group_ids", optional),
  carrier(
    "aws_transfer_server",
    "gateway",
    "endpoint_details.subnet_ids",
    "endpoint_details.security_group_ids",
    optional,
  ),
  carrier("aws_datasync_agent", "gateway", "subnet_arns", "security_group_arns", optional),
  carrier("aws_ec2_instance_connect_endpoint", "endpoint", "subnet_id", "security_group_ids"),
  carrier("aws_s3outposts_endpoint", "endpoint", "subnet_id", "security_group_id"),
  carrier("aws_db_proxy_endpoint", "database", "vpc_subnet_ids", "vpc_security_group_ids"),
  carrier("aws_docdbelastic_cluster", "database", "subnet_ids", "vpc_security_group_ids"),
  carrier("aws_timestreaminfluxdb_db_instance", "database", "vpc_subnet_ids", "vpc_security_group_ids"),
  carrier("aws_redshift_endpoint_access", "endpoint", "subnet_group_name", "vpc_security_group_ids"),
  carrier("aws_redshiftserverless_endpoint_access", "endpoint", "subnet_ids", "vpc_security_group_ids"),
  carrier("aws_opensearch_vpc_endpoint", "endpoint", "vpc_options.subnet_ids", "vpc_options.security_group_ids"),
  carrier("aws_elasticsearch_vpc_endpoint", "endpoint", "vpc_options.subnet_ids", "vpc_options.security_group_ids"),
  carrier("aws_quicksight_vpc_connection", "gateway", "subnet_ids", "security_group_ids"),
  carrier("aws_synthetics_canary", "function", "vpc_config.subnet_ids", "vpc_config.security_group_ids", optional),
  carrier("aws_bedrock_custom_model", "analytics", "vpc_config.subnet_ids", "vpc_config.security_group_ids", optional),
  carrier(
    "aws_grafana_workspace",
    "analytics",
    "vpc_configuration.subnet_ids",
    "vpc_configuration.security_group_ids",
    optional,
  ),
  carrier(
    "aws_emrserverless_application",
    "analytics",
    "network_configuration.subnet_ids",
    "network_configuration.security_group_ids",
    optional,
  ),
  carrier(
    "aws_kinesisanalyticsv2_application",
    "analytics",
    "application_configuration.vpc_configuration.subnet_ids",
    "application_configuration.vpc_configuration.security_group_ids",
    optional,
  ),
  carrier(
    "aws_codestarconnections_host",
    "gateway",
    "vpc_configuration.subnet_ids",
    "vpc_configuration.security_group_ids",
    optional,
  ),
  carrier(
    "aws_codeconnections_host",
    "gateway",
    "vpc_configuration.subnet_ids",
    "vpc_configuration.security_group_ids",
    optional,
  ),
  // Tasks that a timetable or an event starts; whether they have a public address is not read.
  carrier(
    "aws_cloudwatch_event_target",
    "analytics",
    "ecs_target.network_configuration.subnets",
    "ecs_target.network_configuration.security_groups",
    optional,
  ),
  carrier(
    "aws_scheduler_schedule",
    "analytics",
    "target.ecs_parameters.network_configuration.subnets",
    "target.ecs_parameters.network_configuration.security_groups",
    optional,
  ),
  ...["elasticsearch", "opensearch", "opensearchserverless"].map((to) =>
    carrier(
      "aws_kinesis_firehose_delivery_stream",
      "stream",
      `${to}_configuration.vpc_config.subnet_ids`,
      `${to}_configuration.vpc_config.security_group_ids`,
      optional,
    ),
  ),
  carrier("aws_vpclattice_resource_gateway", "gateway", "subnet_ids", "security_group_ids"),
  carrier("aws_lb", "load-balancer", "subnets", "security_groups", { withoutGroups: "unfiltered" }),
  carrier("aws_alb", "load-balancer", "subnets", "security_groups", { withoutGroups: "unfiltered" }),
  carrier("aws_elb", "classic-load-balancer", "subnets", "security_groups"),
];

/** The type of the subnet groups that a resource names. */
export function subnetGroupOf(type: string): string | undefined {
  return [...ownGroups].find(([start]) => type.startsWith(start))?.[1];
}

const ownGroups: ReadonlyMap<string, string> = new Map([
  ["aws_db_", "aws_db_subnet_group"],
  ["aws_rds_", "aws_db_subnet_group"],
  ["aws_docdb_", "aws_docdb_subnet_group"],
  ["aws_neptune_", "aws_neptune_subnet_group"],
  ["aws_redshift_", "aws_redshift_subnet_group"],
  ["aws_elasticache_", "aws_elasticache_subnet_group"],
  ["aws_memorydb_", "aws_memorydb_subnet_group"],
  ["aws_dax_", "aws_dax_subnet_group"],
  ["aws_dms_", "aws_dms_replication_subnet_group"],
]);

/** Resources that name subnets for others to use by the group's name, and where. */
export const subnetGroups: ReadonlyMap<string, string> = new Map([
  ["aws_db_subnet_group", "subnet_ids"],
  ["aws_docdb_subnet_group", "subnet_ids"],
  ["aws_neptune_subnet_group", "subnet_ids"],
  ["aws_redshift_subnet_group", "subnet_ids"],
  ["aws_elasticache_subnet_group", "subnet_ids"],
  ["aws_memorydb_subnet_group", "subnet_ids"],
  ["aws_dax_subnet_group", "subnet_ids"],
  ["aws_dms_replication_subnet_group", "subnet_ids"],
]);
