/** One resource of a plan: what Terraform knows of it before it is there, and how it was written. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly schemaVersion: number;
  /** Planned values; what only apply tells is left out, as Terraform leaves it out. */
  readonly values: object;
  /** What only apply tells: `true` in the place of each. */
  readonly unknown: object;
  /** The shape of what could be sensitive. Nothing here is. */
  readonly sensitive: object;
  /** As written: `constant_value` or `references`. */
  readonly expressions: object;
}

export function addressOf({ type, name }: Resource): string {
  return `${type}.${name}`;
}
