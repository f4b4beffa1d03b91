/** What stops a local deploy: a sentence for the reader, and which log has the rest. */
export class LocalFailure extends Error {
  public override readonly name = "LocalFailure";

  /** @param details - lines below the sentence, such as what Terraform said */
  public constructor(sentence: string, details: readonly string[] = []) {
    super([sentence, ...details.map((line) => `  ${line}`)].join("\n"));
  }
}

/** The reader pressed Ctrl-C, or the machine asked this process to end. */
export class Interrupted extends Error {
  public override readonly name = "Interrupted";
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
