/**
 * Inputs that are near to JSON in the hands of their owner: the plan before it is shown, the configuration in HCL, JSON as
 * PowerShell saves it.
 *
 * Decides from the first bytes and the name alone, and only which next step helps. None of them is read.
 */
import type { Issue } from "../../model";
import type { Bytes } from "./bytes";

const show = "the output of `terraform show -json PLANFILE`";

export function otherFormat(name: string, bytes: Bytes): Omit<Issue, "where"> | undefined {
  if (begins(bytes, [0x50, 0x4b, 0x03, 0x04]))
    return { what: "this is a saved plan, which only Terraform reads", allowed: show.replace("PLANFILE", name) };
  if (begins(bytes, [0xff, 0xfe]) || begins(bytes, [0xfe, 0xff]))
    return {
      what: "the input is UTF-16, as `>` of Windows PowerShell writes it",
      allowed: "UTF-8: `terraform show -json PLANFILE | Out-File -Encoding utf8 plan.json`",
    };
  if (/\.(tf|tofu)$/.test(name))
    return {
      what: "this is configuration in HCL, which is not read",
      allowed: `${show}, or the configuration in JSON (*.tf.json), as hcl2json makes it`,
    };
  return undefined;
}

function begins(bytes: Bytes, these: readonly number[]): boolean {
  return these.every((byte, at) => bytes.has(at) && bytes.window[bytes.at + at] === byte);
}
