/** Two copies of the framework in one program: a stack of one, and a network of the other. */
import type * as Framework from "cdktf";
import type * as Cordon from "../../lib";
import type * as ProviderVpc from "@cdktf/provider-aws/lib/vpc";

interface Copy {
  readonly cdktf: typeof Framework;
  readonly cordon: typeof Cordon;
}

/** A copy of the framework and of what builds on it, apart from all others. */
function copy(): Copy {
  let loaded: Copy | undefined;
  jest.isolateModules(() => {
    loaded = {
      cdktf: jest.requireActual<typeof Framework>("cdktf"),
      cordon: jest.requireActual<typeof Cordon>("../../lib"),
    };
  });
  if (loaded === undefined) throw new Error("nothing was loaded");
  return loaded;
}

const props = (cordon: typeof Cordon) => ({
  name: "st-marys",
  cidr: "10.40.0.0/16",
  availabilityZones: ["us-east-1a"] as const,
  addressPlan: cordon.AddressPlan.inMemory(),
  owner: "network team",
  reviewBy: "2027-06-30",
  today: "2026-11-23",
});

test("One copy is no error.", () => {
  const { cdktf, cordon } = copy();
  const stack = new cdktf.TerraformStack(cdktf.Testing.app(), "test");
  expect(() => new cordon.HospitalNetwork(stack, "network", props(cordon))).not.toThrow();
});

test("refuses a stack of another copy, and says how to find and mend it", () => {
  const [one, other] = [copy(), copy()];
  expect(one.cdktf.TerraformStack).not.toBe(other.cdktf.TerraformStack);
  const stack = new other.cdktf.TerraformStack(other.cdktf.Testing.app(), "test");
  expect(() => new one.cordon.HospitalNetwork(stack, "network", props(one.cordon))).toThrow(
    'test/network: two copies of the framework are loaded: the stack and Cordon do not share one; allowed: one copy; "npm ls cdktf constructs" shows both, and an "overrides" entry in package.json makes them one',
  );
});

test("refuses a provider package that builds on another copy", () => {
  let cordon: typeof Cordon | undefined;
  let cdktf: typeof Framework | undefined;
  const foreign = copyOfVpc();
  jest.isolateModules(() => {
    jest.doMock("@cdktf/provider-aws/lib/vpc", () => foreign);
    cdktf = jest.requireActual<typeof Framework>("cdktf");
    cordon = jest.requireActual<typeof Cordon>("../../lib");
  });
  jest.dontMock("@cdktf/provider-aws/lib/vpc");
  if (cordon === undefined || cdktf === undefined) throw new Error("nothing was loaded");
  const [library, { TerraformStack, Testing }] = [cordon, cdktf];
  const stack = new TerraformStack(Testing.app(), "test");
  expect(() => new library.HospitalNetwork(stack, "network", props(library))).toThrow(
    "two copies of the framework are loaded: the provider package and Cordon do not share one",
  );
});

/** The provider's VPC, on a copy of the framework of its own. */
function copyOfVpc(): typeof ProviderVpc {
  let loaded: typeof ProviderVpc | undefined;
  jest.isolateModules(() => {
    loaded = jest.requireActual<typeof ProviderVpc>("@cdktf/provider-aws/lib/vpc");
  });
  if (loaded === undefined) throw new Error("nothing was loaded");
  return loaded;
}
