/** Guards against two copies of the framework in one program, where parts of it silently stop working. */
import { TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { InvalidInput } from "../model";

/** Whether `value` was made by this very copy of `type`: `instanceof`, spelt so that its meaning here is plain. */
function isOfThisCopy(type: { readonly prototype: object }, value: object): boolean {
  return Object.prototype.isPrototypeOf.call(type.prototype, value);
}

function twoCopies(what: string, where: string): never {
  throw new InvalidInput([
    {
      what: `two copies of the framework are loaded: ${what}`,
      allowed:
        'one copy; "npm ls cdktf constructs" shows both, and an "overrides" entry in package.json makes them one',
      where,
    },
  ]);
}

/**
 * The stack that `scope` is in.
 *
 * @throws {InvalidInput} when the stack was made by another copy of the framework, or when there is none
 */
export function stackOf(scope: Construct): TerraformStack {
  const stack = TerraformStack.of(scope);
  if (!isOfThisCopy(TerraformStack, stack)) twoCopies("the stack and Cordon do not share one", scope.node.path);
  return stack;
}

/**
 * Checks that the provider's classes build on the same copy of the framework as Cordon.
 *
 * @throws {InvalidInput} when they do not
 */
export function assertSameFramework(resource: TerraformResource): void {
  if (!isOfThisCopy(TerraformResource, resource)) {
    twoCopies("the provider package and Cordon do not share one", resource.node.path);
  }
}
