/** What the records say, as one document: every format of the report shows this and nothing else. */

import type { Criticality, Kind } from "../../model";

/** One end of traffic. */
export interface End {
  /** A segment's name, `internet`, or a name in brackets that no segment can have. */
  readonly place: string;
  readonly type: "segment" | "network" | "internet" | "elsewhere";
  /** How many addresses of it took part. */
  readonly addresses: number;
  /** The first of them, in order of their text. */
  readonly example: string;
  /** Kind of the segment; empty for other places. */
  readonly kind: Kind | "";
  /** Criticality of the segment; empty for other places. */
  readonly criticality: Criticality | "";
  /** Device profiles of the segment. */
  readonly devices: readonly string[];
}

/** Traffic of one pair of places and one service. Times are text of UTC; empty when no record had one that can be. */
export interface Traffic {
  readonly from: End;
  readonly to: End;
  /** `tcp`, `udp`, `icmp`, `icmpv6`, or `protocol 47`. */
  readonly protocol: string;
  /** 0 for a protocol without ports. */
  readonly port: number;
  /** Name of the service, when a conduit of the network or the catalogue has one; else `tcp 8443`. */
  readonly service: string;
  readonly flows: number;
  readonly packets: number;
  readonly bytes: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
}

export interface Undeclared extends Traffic {
  /** Whether the other end answered. */
  readonly isAnswered: boolean;
  readonly next: string;
}

export interface Blocked extends Traffic {
  readonly cause: "request" | "reply" | "reply-alone" | "block-public-access" | "encryption-control" | "other";
  /** The conduit that declares it; empty when none does. */
  readonly conduit: string;
  readonly why: string;
  readonly next: string;
}

export interface UsedConduit {
  readonly id: string;
  readonly flows: number;
  readonly packets: number;
  readonly bytes: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
}

export interface UnusedConduit {
  readonly id: string;
  /** When an earlier run saw it last; empty when none did. */
  readonly lastSeen: string;
}

/** A device and whom it talks to. */
export interface Peer {
  readonly device: string;
  readonly segment: string;
  readonly peer: string;
  readonly place: string;
}

export interface NewPeer extends Peer {
  readonly devices: readonly string[];
  readonly firstSeen: string;
  readonly lastSeen: string;
}

export interface SilentSegment {
  readonly segment: string;
  readonly devices: readonly string[];
  /** Conduits that it starts or answers. */
  readonly conduits: number;
}

export interface SilentDevice {
  readonly device: string;
  readonly segment: string;
  readonly devices: readonly string[];
  readonly lastSeen: string;
}

/** What enforcing the conduits would cut of one segment. */
export interface WouldDeny {
  readonly segment: string;
  readonly criticality: string;
  readonly flows: number;
  /** `dicom to internet`, most flows first. */
  readonly cuts: readonly string[];
  readonly lastSeen: string;
}

/** Something that looks like an attack or a mistake, with who does it and what to do. */
export interface Suspect {
  readonly what: "beacon" | "scan" | "misdirected";
  readonly address: string;
  readonly segment: string;
  readonly devices: readonly string[];
  readonly says: string;
  readonly next: string;
  readonly flows: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
}

/** Conduits that would cover what was seen. */
export interface Suggestion {
  readonly from: string;
  readonly to: string;
  /** Names of services of the catalogue. */
  readonly services: readonly string[];
}

/** Traffic that no conduit is suggested for, and why. */
export interface NotSuggested {
  readonly from: string;
  readonly to: string;
  readonly service: string;
  readonly why: string;
}

export interface FileNote {
  readonly file: string;
  readonly what: string;
  readonly count: number;
  readonly example: string;
}

export interface Observation {
  readonly networks: readonly string[];
  readonly records: {
    readonly files: number;
    readonly flows: number;
    readonly noData: number;
    readonly skipped: number;
    readonly damaged: number;
    readonly outsideWindow: number;
    /** Started after they ended: taken the other way round. */
    readonly skewed: number;
    /** Ended in the future: counted, and their times left out. */
    readonly ahead: number;
    /** With no segment at either end. */
    readonly notOfSegments: number;
    readonly firstSeen: string;
    readonly lastSeen: string;
  };
  readonly notes: readonly FileNote[];
  readonly remarks: readonly string[];
  readonly undeclared: readonly Undeclared[];
  readonly suspects: readonly Suspect[];
  readonly blocked: readonly Blocked[];
  readonly used: readonly UsedConduit[];
  readonly unused: readonly UnusedConduit[];
  /** What new peers were compared with. */
  readonly newSince: "earlier-run" | "first-part-of-window" | "nothing";
  readonly newPeers: readonly NewPeer[];
  readonly silentSegments: readonly SilentSegment[];
  readonly silentDevices: readonly SilentDevice[];
  readonly wouldDeny: readonly WouldDeny[];
  readonly suggestions: readonly Suggestion[];
  readonly notSuggested: readonly NotSuggested[];
  /** Every device and peer, for a later run to compare with. */
  readonly peers: readonly Peer[];
}
