/** The command `cordon`. Each subcommand is a file of its own, loaded only when it is called. */
import { Command } from "commander";
import type { CertifyOptions } from "./certify";
import type { CollectOptions } from "./collect";
import type { ExplainOptions } from "./explain";
import type { ObserveOptions } from "./observe";
import type { ProofOptions } from "./open-proof";
import type { RecordOptions } from "./record";
import type { SiteKitOptions } from "./site-kit";
import { version } from "./version";

const program = new Command("cordon")
  .description(
    "Segmented hospital networks on AWS: declare who may talk to whom, build exactly that, prove nothing else can.",
  )
  .version(version)
  .showHelpAfterError("(cordon --help shows what there is)")
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? 0 : 2);
  });

const usualFolder = "that of cdktf.json, or cdktf.out";

program
  .command("synth")
  .description("synthesize the app of cdktf.json and show what it declares")
  .option("-o, --output <folder>", `folder of the synthesized Terraform (default: ${usualFolder})`)
  .action(async ({ output }: { readonly output?: string }) => {
    const { synth } = await import("./synth.js");
    await synth({ output });
  });

program
  .command("show")
  .description("show what a synthesized folder declares")
  .argument("[folder]", `folder of the synthesized Terraform (default: ${usualFolder})`)
  .option("--format <format>", "text or json", "text")
  .action(async (folder: string | undefined, options: { readonly format: string }) => {
    const { show } = await import("./show.js");
    show(folder, options);
  });

program
  .command("record")
  .description("keep what was just deployed, so that the next synth knows what a change of a site does")
  .argument("[folder]", `folder of the synthesized Terraform (default: ${usualFolder})`)
  .option("-o, --output <file>", "the file that LastDeployed.recordedIn names", "deployed.intent.json")
  .option("--stack <name>", "the stack, when the folder holds several")
  .action(async (folder: string | undefined, options: RecordOptions) => {
    const { record } = await import("./record.js");
    record(folder, options);
  });

const input = "cdk.tf.json, a plan, a state, a snapshot of AWS, or a folder such as cdktf.out";
const intentOption = [
  "--intent <file>",
  "what is declared: a file or a folder, and again for more (default: intent.json beside each input)",
  // The last one alone would be silently judged against too little.
  (file: string, before: readonly string[] = []): readonly string[] => [...before, file],
] as const;
const formatOption = ["--format <format>", "text or json", "text"] as const;

program
  .command("check")
  .description("prove that what is declared can happen, and nothing else (exit code 1: broken or undecided)")
  .argument("<input...>", input)
  .option(...intentOption)
  .option(...formatOption)
  .action(async (inputs: readonly string[], options: ProofOptions) => {
    const { check } = await import("./check.js");
    check(inputs, options);
  });

program
  .command("matrix")
  .description("show everything that can reach anything (exit code 1: some of it is undecided)")
  .argument("<input...>", input)
  .option(...intentOption)
  .option(...formatOption)
  .action(async (inputs: readonly string[], options: ProofOptions) => {
    const { matrix } = await import("./matrix.js");
    matrix(inputs, options);
  });

program
  .command("explain")
  .description("show why one packet passes, or everything that stops it (exit code 1: blocked or undecided)")
  .argument("<input...>", input)
  .requiredOption("--from <place>", "a segment, a Terraform address, an IP address, or internet")
  .requiredOption("--to <place>", "the same")
  .requiredOption("--protocol <name>", "tcp, udp, icmp, icmpv6, or a protocol's number")
  .option("--port <number>", "port of tcp and udp")
  .option("--type <number>", "type of icmp and icmpv6")
  .option("--code <number>", "code of icmp and icmpv6 (default: 0)")
  .option(...intentOption)
  .option(...formatOption)
  .action(async (inputs: readonly string[], options: ExplainOptions) => {
    const { explain } = await import("./explain.js");
    explain(inputs, options);
  });

program
  .command("certify")
  .description(
    "show what stops every packet between places that are isolated, confirmed by a separate checker (exit code 1: not all of it)",
  )
  .argument("<input...>", input)
  .option("--from <place>", "from this place alone: a segment, a Terraform address, an IP address, or internet")
  .option("--to <place>", "to this place alone")
  .option(...intentOption)
  .option(...formatOption)
  .action(async (inputs: readonly string[], options: CertifyOptions) => {
    const { certify } = await import("./certify.js");
    certify(inputs, options);
  });

program
  .command("collect")
  .description(
    "take a snapshot of deployed AWS, for check, matrix and explain (exit code 1: AWS did not tell all of it)",
  )
  .option("--region <region>", "the Region (default: that of the environment or the profile)")
  .option("--endpoint-url <url>", "where AWS is asked (default: AWS itself)")
  .option("--vpc <id...>", "these VPCs alone (default: all of the Region)")
  .option("-o, --output <file>", "file of the snapshot (default: standard output)")
  .action(async (options: CollectOptions) => {
    const { collect } = await import("./collect.js");
    await collect(options);
  });

program
  .command("observe")
  .description("show what flow-log records say about the conduits (exit code 1: traffic that no conduit covers)")
  .argument("<records...>", "files of records (text, gzip, Parquet), or folders with them")
  .option("--intent <file>", `intent.json, or a synthesized folder (default: ${usualFolder})`)
  .option("--since <time>", "records from then on: 2026-11-28 or 2026-11-28T13:00Z (default: the first)")
  .option("--until <time>", "records before then (default: the last)")
  .option("--seen <file>", "what an earlier run printed with --format json, for new peers and dates last seen")
  .option("--format <format>", "text, json, markdown, csv or typescript (the suggested conduits)", "text")
  .action(async (records: readonly string[], options: ObserveOptions) => {
    const { observe } = await import("./observe.js");
    await observe(records, options);
  });

program
  .command("site-kit")
  .description(
    "write the files for the other end of a site's VPN: strongSwan, allow lists, a sheet for the network team",
  )
  .argument("<input>", "a synthesized folder such as cdktf.out, or its intent.json")
  .requiredOption("--site <name>", "the site")
  .requiredOption("--output <folder>", "where the files go")
  .option("--outputs <file>", "what terraform output -json printed (default: AWS's addresses are left to fill in)")
  .option(...formatOption)
  .action(async (from: string, options: SiteKitOptions) => {
    const { writeSiteKit } = await import("./site-kit.js");
    writeSiteKit(from, options);
  });

program
  .command("coverage")
  .description(
    "show rules that no conduit needs and conduits that no rule carries (exit code 1: there are such conduits)",
  )
  .argument("<input...>", input)
  .option(...intentOption)
  .option(...formatOption)
  .action(async (inputs: readonly string[], options: ProofOptions) => {
    const { coverage } = await import("./coverage.js");
    coverage(inputs, options);
  });

const addresses = program.command("addresses").description("look after the lock file of an address plan");

addresses
  .command("free")
  .description("give the block of a removed segment back, so that others may have it")
  .argument("<segment>", "name of a segment that is released but held")
  .option("--lock <file>", "the lock file", "address-plan.lock.json")
  .action(async (segment: string, options: { readonly lock: string }) => {
    const { freeAddresses } = await import("./addresses.js");
    freeAddresses(segment, options.lock);
  });

// Whoever reads may stop before the end: `cordon matrix … | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

program.parseAsync().catch(async (error: unknown) => {
  const { fail } = await import("./failure.js");
  fail(error);
});
