/** The quotas of one account: AWS's defaults, with what it has raised. */
import { refuse, type Issue, type Parsed } from "../issue";
import { awsQuotas, type AwsQuota, type QuotaName } from "./aws-quotas";

/** What AWS has granted an account beyond, or below, its defaults. */
export type QuotaOverrides = Readonly<Partial<Record<QuotaName, number>>>;

/** The limits that a network is judged against; none is above what AWS can grant. */
export class Quotas {
  private constructor(private readonly overrides: QuotaOverrides) {}

  /**
   * AWS's defaults with overrides.
   *
   * @throws {InvalidInput} when a name is no quota, or a value is not a whole number from 1 to its published maximum
   */
  public static of(overrides: QuotaOverrides): Quotas {
    refuse(overrideIssues(overrides));
    return new Quotas({ ...overrides });
  }

  /** As {@link Quotas.of}, with the first issue instead of an exception. */
  public static parse(overrides: QuotaOverrides): Parsed<Quotas> {
    const [issue] = overrideIssues(overrides);
    return issue === undefined ? { ok: true, value: new Quotas({ ...overrides }) } : { ok: false, issue };
  }

  public limit(name: QuotaName): number {
    return this.overrides[name] ?? awsQuotas[name].value;
  }
}

function overrideIssues(overrides: QuotaOverrides): Issue[] {
  const issues = Object.entries(overrides).flatMap(([name, value]): Issue[] => {
    const quota: AwsQuota | undefined = Object.hasOwn(awsQuotas, name) ? awsQuotas[name as QuotaName] : undefined;
    if (quota === undefined)
      return [
        { what: "there is no quota of this name", received: `"${name}"`, allowed: Object.keys(awsQuotas).join(", ") },
      ];
    const high = quota.max ?? Number.MAX_SAFE_INTEGER;
    if (Number.isInteger(value) && value >= 1 && value <= high) return [];
    return [
      {
        what: `quota "${name}" cannot have this value`,
        received: JSON.stringify(value),
        allowed:
          quota.max === undefined
            ? "a whole number from 1"
            : `a whole number from 1 to ${String(quota.max)}, which is all that AWS grants`,
      },
    ];
  });
  return issues.length > 0 ? issues : productIssues(overrides);
}

/** AWS grants more rules for a group only as far as an interface's groups all together stay within a fixed number. */
function productIssues(overrides: QuotaOverrides): Issue[] {
  const of = (name: QuotaName): number => overrides[name] ?? awsQuotas[name].value;
  const [rules, groups, most] = [
    of("rulesPerGroupAndDirection"),
    of("groupsPerInterface"),
    of("rulesTimesGroupsPerInterface"),
  ];
  if (rules * groups <= most) return [];
  return [
    {
      what: "rulesPerGroupAndDirection times groupsPerInterface is more than an interface can have",
      received: `${String(rules)} × ${String(groups)} = ${String(rules * groups)}`,
      allowed: `at most ${String(most)}: AWS raises one only when the other is lowered`,
    },
  ];
}
