/** The reference pages that are written from the model's own data, so that they cannot say anything else. */
import {
  awsQuotas,
  kinds,
  mayStart,
  policyChecks,
  profiles,
  quotasAsOf,
  services,
  siteService,
  type Citation,
  type DeviceProfile,
  type Service,
} from "../lib";

/** Text of each page, by file name in `docs/`. */
export function cataloguePages(): Readonly<Record<string, string>> {
  return {
    "services.md": page("Services", servicesText()),
    "profiles.md": page("Device profiles", profilesText()),
    "policy-checks.md": page("Policy checks", checksText()),
    "kinds.md": page("Kinds of segment", kindsText()),
    "quotas.md": page("AWS quotas", quotasText()),
  };
}

function page(title: string, text: string): string {
  return `# ${title}\n\n<!-- Written by \`npm run docs\` from the data in lib/model. A test fails when it is out of date. -->\n\n${text}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function cite({ source, at }: Citation): string {
  return at === undefined ? source : `${source}, ${at}`;
}

function transport({ transport: t }: Service): string {
  switch (t.protocol) {
    case "tcp":
    case "udp":
      return `${t.protocol} ${t.ports.toString()}`;
    case "icmp":
    case "icmpv6":
      return `${t.protocol} ${String(t.type)}/${String(t.code)}`;
    case "other":
      return `protocol ${String(t.number)}`;
  }
}

function servicesText(): string {
  const rows = Object.entries(services as Readonly<Record<string, Service>>).map(([key, service]) => [
    `\`${key}\``,
    service.title,
    transport(service),
    service.encrypted ? "yes" : service.tlsSibling === undefined ? "no" : `no; \`${service.tlsSibling}\` is`,
    service.reach,
    service.basis,
    cite(service.citation),
  ]);
  return [
    "`services.<key>`. A port without a public source is not here: give it with `siteService`, and say where it is written down.",
    "`local-only` services rely on broadcast or multicast, and are refused between segments.",
    "",
    table(["key", "service", "transport", "encrypted", "reach", "basis", "source"], rows),
  ].join("\n");
}

/** Stands for the service that a hospital gives to a profile. */
const given = siteService({
  name: "given-by-you",
  title: "given by you",
  protocol: "tcp",
  ports: 1,
  citation: { source: "your interface register" },
  encrypted: true,
});

function profilesText(): string {
  return Object.entries(profiles)
    .map(([key, entry]) => {
      if (typeof entry !== "function") return profileText(key, entry);
      // What the profile asks for is what it reads.
      const asked = new Set<string>();
      const argument = new Proxy<Record<string, Service>>({}, { get: (_, name) => (asked.add(String(name)), given) });
      const profile = (entry as unknown as (argument: Readonly<Record<string, Service>>) => DeviceProfile)(argument);
      return profileText(`${key}({ ${[...asked].join(", ")} })`, profile);
    })
    .join("\n\n");
}

function profileText(call: string, profile: DeviceProfile): string {
  const roles = Object.entries(profile.roles).map(([name, { title, kinds: allowed }]) => [
    `\`${name}\``,
    title,
    allowed.join(", "),
  ]);
  const needs = profile.needs.map(({ role, direction, service, reason, source }) => [
    direction === "starts" ? `device → ${role}` : `${role} → device`,
    service.name === given.name ? "the service you give" : `${service.name} (${transport(service)})`,
    reason,
    service.name === given.name ? "your interface register" : cite(source),
  ]);
  return [
    `## ${profile.title}`,
    "",
    `\`profiles.${call}\`, ${profile.kind}, ${profile.criticality}`,
    "",
    table(["role", "what it is", "kinds that can fill it"], roles),
    "",
    table(["way", "service", "why", "source"], needs),
    "",
    ...profile.notes.map(({ text, source }) => `- ${text} (${cite(source)})`),
  ].join("\n");
}

function checksText(): string {
  const rows = policyChecks.map(({ id, title, severity, sources, limits }) => [
    id,
    title,
    severity,
    sources.map(cite).join("; "),
    limits,
  ]);
  return [
    "Every synth judges every network by these. An `error` stops it; an exception acknowledges a finding with reason, approver,",
    "ticket and expiry: `network.acknowledge(rule, subject, …)`.",
    "",
    table(["rule", "what must hold", "severity", "sources", "what it cannot see"], rows),
  ].join("\n");
}

function kindsText(): string {
  const rows = kinds.map((from) => [
    from,
    ...kinds.map((to) => ((mayStart[from] as readonly string[]).includes(to) ? "yes" : "·")),
  ]);
  return [
    "Which kind (row) may start a conduit to which (column). A `yes` opens nothing by itself: a conduit names the service.",
    "",
    table(["starts ↓, answers →", ...kinds], rows),
  ].join("\n");
}

function quotasText(): string {
  const rows = Object.entries(awsQuotas).map(([key, { title, value, max, source }]) => [
    `\`${key}\``,
    title,
    String(value),
    max === undefined ? "by request" : String(max),
    cite(source),
  ]);
  return [
    `Defaults as looked at on ${quotasAsOf}. Override what AWS has raised for you: \`quotas: { subnetsPerVpc: 400 }\`.`,
    "",
    table(["quota", "what is counted", "default", "at most", "source"], rows),
  ].join("\n");
}
