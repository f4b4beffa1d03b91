/**
 * Domain names that a conduit to the internet may be kept to.
 *
 * Decides how a name is written: `updates.example.com` for that name alone, `.example.com` for it and every name under it, as
 * Network Firewall reads them (API reference, RulesSourceList). Refuses any other wildcard and addresses, which no domain list
 * matches, and what would stand for half of the internet: a name of one label. Decides nothing about who owns a name.
 */
import type { Issue } from "./issue";
import { repetitionIssues, shown } from "./wording";

/** Letters of a whole name and of one label (RFC 1035, 2.3.4). */
const limits = { name: 253, label: 63 };
const label = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const allowed =
  'names in small letters like "updates.example.com", or ".example.com" for it and every name under it; no "*", no address';

/** Everything wrong with a list of domain names. */
export function domainIssues(what: string, domains: readonly string[]): readonly Issue[] {
  // From JavaScript anything may come.
  if (!(Array.isArray as (value: unknown) => boolean)(domains) || domains.length === 0)
    return [{ what: `${what} is empty`, allowed }];
  return [
    ...domains
      .filter((domain) => !isDomain(domain))
      .map((domain) => ({ what: `${what} has something that is no domain name`, received: shown(domain), allowed })),
    ...repetitionIssues(what, domains),
    ...domains.flatMap((domain) => {
      const around = domains.find((other) => other !== domain && isDomain(other) && isNameUnder(other, domain));
      if (around === undefined || !isDomain(domain)) return [];
      return [
        {
          what: `${what} names what it has already`,
          received: `"${domain}", which is in "${around}"`,
          allowed: "one of them",
        },
      ];
    }),
  ];
}

function isDomain(domain: unknown): boolean {
  if (typeof domain !== "string") return false;
  const name = domain.startsWith(".") ? domain.slice(1) : domain;
  const labels = name.split(".");
  const last = labels.at(-1) ?? "";
  return (
    name.length <= limits.name &&
    labels.length >= 2 &&
    labels.every((one) => one.length <= limits.label && label.test(one)) &&
    // The last label of a name has a letter; that of an IPv4 address has none.
    /[a-z]/.test(last)
  );
}

/** Whether the first stands for all that the second, another one, does. */
export function isNameUnder(wide: string, narrow: string): boolean {
  return wide.startsWith(".") && (narrow === wide.slice(1) || narrow.endsWith(wide));
}
