/** What SageMaker puts beside the VPC: interfaces in a network of its own, with a way to the internet. */
import type { Reading } from "../reading/reading";
import type { Instance } from "../world/instance";

/** Where it is switched off, what it is unless it is, and the value that does (SageMaker developer guide, "Connect to resources"). */
const switches: ReadonlyMap<string, readonly [attribute: string, unless: string, off: string]> = new Map([
  ["aws_sagemaker_domain", ["app_network_access_type", "PublicInternetOnly", "VpcOnly"]],
  ["aws_sagemaker_notebook_instance", ["direct_internet_access", "Enabled", "Disabled"]],
]);

/** No group, ACL or table of the VPC filters what goes by that interface: it is named, and the interface in the VPC is read. */
export function nameOutside(instance: Instance, reading: Reading): void {
  const found = switches.get(instance.type);
  if (found === undefined) return;
  const [attribute, is, off] = found;
  const told = reading.cursor(instance).text(attribute, { is });
  if ("exact" in told && told.exact === off) return;
  const why =
    "what comes and goes by its interface in a VPC of SageMaker's, which reaches the internet, is not modelled";
  reading.unread.push({ address: instance.address, type: instance.type, why, touches: [instance.id] });
}
