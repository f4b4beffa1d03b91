/** Resources that Terraform takes out of its state (`removed` blocks): without being destroyed, they stay in AWS as they are. */
import type { Unread } from "../facts";
import { own, ownText, type JsonObject } from "../intake/value";
import { listOf } from "./config-document";

/** What stays, or may: OpenTofu leaves it where the block does not say. */
export function forgottenIn(document: JsonObject): readonly Unread[] {
  return listOf(own(document, "removed")).flatMap((one) => {
    const address = (ownText(one, "from") ?? "").replace(/^\$\{(.*)\}$/s, "$1");
    const isDestroyed = listOf(own(one, "lifecycle")).some((lifecycle) =>
      [true, "true", "${true}"].some((said) => said === own(lifecycle, "destroy")),
    );
    if (isDestroyed) return [];
    const why =
      "Terraform forgets it without destroying it: it stays as it is, and the configuration does not tell how";
    return [{ address, type: typeOf(address), why, touches: [] }];
  });
}

/** `module.a.aws_subnet.b` is a subnet, `module.a` a module. */
function typeOf(address: string): string {
  const inside = address.replace(/^(module\.[^.[]+(\[[^\]]*\])?(\.|$))+/, "");
  return inside === "" ? "module" : (inside.split(".", 1)[0] ?? inside);
}
