#!/usr/bin/env node
/** The command `cordon`. Each subcommand is a file of its own, loaded only when it is called. */
import { Command } from "commander";
import { fail } from "./cordon/failure";
import { version } from "./cordon/version";

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
    const { synth } = await import("./cordon/synth.js");
    await synth({ output });
  });

program
  .command("show")
  .description("show what a synthesized folder declares")
  .argument("[folder]", `folder of the synthesized Terraform (default: ${usualFolder})`)
  .option("--format <format>", "text or json", "text")
  .action(async (folder: string | undefined, options: { readonly format: string }) => {
    const { show } = await import("./cordon/show.js");
    show(folder, options);
  });

const addresses = program.command("addresses").description("look after the lock file of an address plan");

addresses
  .command("free")
  .description("give the block of a removed segment back, so that others may have it")
  .argument("<segment>", "name of a segment that is released but held")
  .option("--lock <file>", "the lock file", "address-plan.lock.json")
  .action(async (segment: string, options: { readonly lock: string }) => {
    const { freeAddresses } = await import("./cordon/addresses.js");
    freeAddresses(segment, options.lock);
  });

program.parseAsync().catch(fail);
