/** Where a fact comes from. A port, a crypto choice or a quota without one does not ship. */
export interface Citation {
  /** The document: `IANA service names registry`, `CISA ICSMA-23-194-01`. */
  readonly source: string;
  /**
   * The place in it: a section, table or page.
   *
   * @default - the whole document is meant
   */
  readonly at?: string;
}
