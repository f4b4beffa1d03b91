/**
 * Kinds of segment, and which kind may start a conduit to which.
 *
 * Decides only who may *ask*: a permitted pair still has no traffic until a conduit names a service. A pair that is
 * not in the table is refused by the compiler (through {@link MayReach}) and again at run time, both from this table.
 */

/** The trust class of a segment. */
export const kinds = [
  "medical-device",
  "clinical",
  "integration",
  "shared-services",
  "device-management",
  "vendor-access",
  "facility",
  "corporate",
  "guest",
  "quarantine",
] as const;

export type Kind = (typeof kinds)[number];

/**
 * For each kind, the kinds it may start a conduit to.
 *
 * - Medical devices never start towards each other across segments: that goes through an integration segment.
 * - Guest and corporate never reach a device directly: CISA ICSMA-20-254-01 and ICSMA-21-322-02 (SEG-005).
 * - Quarantine talks to its remediation host in device management, and to nothing else.
 * - Shared services answer; they start only among themselves and towards the patch mirror in device management.
 */
export const mayStart = {
  "medical-device": ["clinical", "integration", "shared-services", "device-management"],
  clinical: ["medical-device", "clinical", "integration", "shared-services", "device-management"],
  integration: ["medical-device", "clinical", "integration", "shared-services", "device-management"],
  "shared-services": ["shared-services", "device-management"],
  "device-management": [
    "medical-device",
    "clinical",
    "integration",
    "shared-services",
    "device-management",
    "facility",
    "quarantine",
  ],
  "vendor-access": ["medical-device", "clinical", "integration", "shared-services", "device-management", "facility"],
  facility: ["facility", "integration", "shared-services", "device-management"],
  corporate: ["clinical", "integration", "shared-services", "device-management", "corporate"],
  guest: [],
  quarantine: ["device-management"],
} as const satisfies Record<Kind, readonly Kind[]>;

/** The kinds that `From` may start a conduit to, as a type. */
export type MayStart<From extends Kind> = (typeof mayStart)[From][number];

/**
 * `unknown` (which intersects away) when the pair is permitted; otherwise a type that nothing satisfies and whose
 * name is the sentence that the compiler shows.
 */
export type MayReach<From extends Kind, To extends Kind> = [To] extends [MayStart<From>]
  ? unknown
  : { readonly [forbidden]: `a ${From} segment may not start a conduit to a ${To} segment` };

declare const forbidden: unique symbol;

/** Whether a segment of kind `from` may start a conduit to one of kind `to`. */
export function mayReach(from: Kind, to: Kind): boolean {
  return (mayStart[from] as readonly Kind[]).includes(to);
}

/** Whether `text` names a kind. */
export function isKind(text: string): text is Kind {
  return (kinds as readonly string[]).includes(text);
}

/** How much depends on a segment: a cut of a life-critical one can harm a patient within minutes. */
export const criticalities = ["life-critical", "high", "medium", "non-clinical"] as const;

export type Criticality = (typeof criticalities)[number];

/**
 * Kinds whose segments may ask for a way out to the internet; every other kind is refused one.
 *
 * Source: hospital segment catalogue: corporate and guest have their own way out, device management only for the patch
 * mirror, clinical and integration only through a proxy, which is not a way out of their own.
 */
export const mayAskForInternet = ["corporate", "device-management", "guest"] as const satisfies readonly Kind[];

/** The name that stands for public addresses at the far end of a conduit. No segment can have it. */
export const internet = "internet";
